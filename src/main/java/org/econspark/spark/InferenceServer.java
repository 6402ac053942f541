package org.econspark.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.resource.ResourceInformation;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.llm.ExecutorServer;
import org.econspark.llm.HealthProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inference server beside one Spark executor: starts it on the GPUs that Spark granted, tells
 * its address to the models of this JVM when it is healthy, starts it again when it dies, and ends
 * it with the executor. A guard process ends the server also if this JVM is killed. A command that
 * ends at once, several times in a row and before it was ever healthy, is not tried any more.
 */
final class InferenceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceServer.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final Duration QUICK = Duration.ofSeconds(10);
  private static final int MOST_QUICK_EXITS = 3;

  /**
   * Runs the command in a process group of its own and ends the whole group when its input ends,
   * which the operating system does for it when the JVM dies.
   */
  private static final String GUARD =
      """
      exec 4>&2 2>/dev/null
      set -m
      child=
      stopping=
      trap 'stopping=yes; [[ -z $child ]] || kill -TERM -$child' TERM INT
      "$@" </dev/null 2>&4 3<&- 4>&- &
      child=$!
      [[ -z $stopping ]] || kill -TERM -$child
      (
        while read -r line; do :; done
        kill -TERM -$child 2>/dev/null
        sleep "$ECON_STOP_SECONDS"
        kill -KILL -$child 2>/dev/null
      ) <&3 &
      watcher=$!
      wait $child
      status=$?
      while kill -0 $child 2>/dev/null; do
        wait $child
        status=$?
      done
      kill -KILL -$child 2>/dev/null
      kill -KILL -$watcher 2>/dev/null
      exit $status
      """;

  private final Settings.Server settings;
  private final String gpus;
  private final PortLease port;
  private final Thread keeper;
  private Process process;
  private boolean closing;

  private InferenceServer(Settings.Server settings, String gpus, PortLease port) {
    this.settings = settings;
    this.gpus = gpus;
    this.port = port;
    this.keeper = new Thread(this::keep, "econ-inference-server");
    keeper.setDaemon(true);
  }

  /**
   * Starts the server and does not wait for it: tasks do.
   *
   * @param resources granted to this executor
   * @return null if the settings have no command
   */
  static InferenceServer start(
      Settings.Server settings, Map<String, ResourceInformation> resources) {
    if (settings.command().isEmpty()) {
      return null;
    }
    ResourceInformation gpu = resources.get("gpu");
    String gpus = gpu == null ? "" : String.join(",", gpu.addresses());
    try {
      PortLease port = PortLease.acquire(settings.firstPort(), settings.lastPort());
      InferenceServer server = new InferenceServer(settings, gpus, port);
      ExecutorServer.expect(settings.startTimeout());
      server.keeper.start();
      return server;
    } catch (IOException e) {
      throw EconException.model(
          "Cannot start an inference server: "
              + e.getMessage()
              + "; widen 'server.first-port' to 'server.last-port'.",
          e);
    }
  }

  int port() {
    return port.port();
  }

  private void keep() {
    Duration pause = PAUSE;
    boolean wasHealthy = false;
    int quickExits = 0;
    while (!closing()) {
      long started = System.nanoTime();
      try {
        launch();
        if (awaitHealth()) {
          wasHealthy = true;
          ExecutorServer.listensAt(URI.create("http://127.0.0.1:" + port.port() + "/v1"));
          LOG.info("Inference server is healthy on port {}", port.port());
        }
        int status = process.waitFor();
        long ran = System.nanoTime() - started;
        quickExits = ran < QUICK.toNanos() ? quickExits + 1 : 0;
        if (!closing() && !wasHealthy && quickExits >= MOST_QUICK_EXITS) {
          giveUp(quickExits, status);
          return;
        }
        if (!closing()) {
          LOG.warn("Inference server ended with status {}; it is started again", status);
        }
        // One that ran for long is started again at once.
        boolean ranLong = ran > LONGEST_PAUSE.toNanos();
        pause = ranLong ? PAUSE : min(LONGEST_PAUSE, pause.multipliedBy(2));
        TimeUnit.MILLISECONDS.sleep(closing() ? 0 : ranLong ? 0 : pause.toMillis() / 2);
      } catch (IOException e) {
        ExecutorServer.failed(e.getMessage());
        return;
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void giveUp(int exits, int status) {
    String why =
        "its command ended "
            + exits
            + " times in a row, each time within "
            + QUICK.toSeconds()
            + " s, the last time with status "
            + status;
    LOG.error("Inference server is not started again: {}", why);
    ExecutorServer.failed(why);
  }

  private synchronized void launch() throws IOException {
    if (closing) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("bash", "-c", "exec 3<&0\n" + GUARD, "guard"));
    for (String word : settings.command()) {
      command.add(word.replace("{port}", Integer.toString(port.port())).replace("{gpus}", gpus));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .put("ECON_STOP_SECONDS", Long.toString(settings.stopTimeout().toSeconds()));
    if (!gpus.isEmpty()) {
      builder.environment().put("CUDA_VISIBLE_DEVICES", gpus);
    }
    process =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** False if the server ended or did not become healthy in time; then it is ended. */
  private boolean awaitHealth() throws InterruptedException {
    URI health = URI.create("http://127.0.0.1:" + port.port() + settings.healthPath());
    long end = System.nanoTime() + settings.startTimeout().toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      if (HealthProbe.healthy(health)) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    if (process.isAlive()) {
      LOG.error("Inference server was not healthy after {}", settings.startTimeout());
      process.destroy();
    }
    return false;
  }

  /** Lets calls under way end, then ends the server and everything it started. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    ExecutorServer.stopped();
    if (process != null) {
      process.destroy();
      try {
        if (!process.waitFor(settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
          // The guard's input ends: it kills what is left of the group.
          process.getOutputStream().close();
          if (!process.waitFor(settings.stopTimeout().toSeconds() + 5, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    keeper.interrupt();
    try {
      port.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized boolean closing() {
    return closing;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
