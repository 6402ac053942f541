package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.econspark.llm.LoadServer;

/** Runs of {@code evaluate} on a load server of this JVM, with their tables in one folder. */
final class LoadRuns implements AutoCloseable {
  /** Of the file that all runs play. */
  static final int PROBLEMS = 60;

  private final Path out;
  private final Path data;
  private final List<LoadServer> servers = new ArrayList<>();
  private final LoadServer server;

  LoadRuns(Path out) throws IOException {
    this.out = out;
    this.data = out.resolve("problems.jsonl");
    this.server = anotherServer(32, 20);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < PROBLEMS; i++) {
      lines.append(
          new ObjectMapper()
              .writeValueAsString(
                  Map.of("question", "How many are " + i + " and 3?", "answer", "It is.\n#### 3")));
      lines.append('\n');
    }
    Files.writeString(data, lines);
  }

  /** That all roles are on unless the settings say otherwise. */
  LoadServer server() {
    return server;
  }

  LoadServer anotherServer(int slots, long latencyMs) throws IOException {
    LoadServer started = new LoadServer(slots, Duration.ofMillis(latencyMs));
    servers.add(started);
    return started;
  }

  /**
   * @param settings each {@code KEY=VALUE}
   */
  CommandLineRun evaluate(String id, String method, String... settings) {
    List<String> args = new ArrayList<>(List.of("--data", "gsm8k=" + data, "--method", method));
    args.addAll(onServer(id));
    for (String setting : settings) {
      args.addAll(List.of("--set", setting));
    }
    return CommandLineRun.evaluate(args.toArray(String[]::new));
  }

  /** Options of any command that plays on {@link #server}. */
  List<String> onServer(String id) {
    return List.of(
        "--run-id",
        id,
        "--out",
        out.toString(),
        "--set",
        "llm.default.provider=openai",
        "--set",
        "llm.default.model=" + LoadServer.MODEL,
        // Calls are counted: none twice because the machine was slow.
        "--set",
        "llm.default.hedge-after=0s",
        "--set",
        "llm.default.base-url=\"" + server.url() + "\"");
  }

  /** Waits until the server has answered that many. */
  void awaitCalls(long calls) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (server.account().answeredCalls() < calls && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(server.account().answeredCalls()).isGreaterThanOrEqualTo(calls);
  }

  @Override
  public void close() {
    servers.forEach(LoadServer::close);
  }
}
