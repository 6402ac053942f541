package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command in a JVM of its own on {@code local[2]}, as the launcher starts it. */
final class SubmittedRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Process process;
  private final Path log;

  private SubmittedRun(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * @param log of stdout and stderr
   */
  static SubmittedRun start(Path log, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("conf", "java-options.txt").toAbsolutePath());
    command.add("-Xmx1g");
    command.add("-Dspark.master=local[2]");
    command.add("-Dspark.ui.enabled=false");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.econspark.job.Main");
    command.addAll(arguments);
    return new SubmittedRun(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start(),
        log);
  }

  /** Waits until the run has committed episodes. */
  void awaitEpisodes(Path out, String runId) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    Path episodes = out.resolve("episodes/run_id=" + runId);
    while (Instant.now().isBefore(end) && process.isAlive()) {
      if (Files.exists(episodes.resolve("_SUCCESS")) && hasParquet(episodes)) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no episodes; see " + log());
  }

  private static boolean hasParquet(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".parquet"));
    }
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
