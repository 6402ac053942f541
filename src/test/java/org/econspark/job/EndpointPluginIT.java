package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.econspark.llm.LoadServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs the plugin of a job: shared rate budgets and servers beside executors. */
class EndpointPluginIT {
  private static final int PROBLEMS = 30;

  @TempDir private Path out;
  private Path data;

  @BeforeEach
  void writeProblems() throws Exception {
    data = out.resolve("problems.jsonl");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < PROBLEMS; i++) {
      lines.append("{\"question\": \"How many are " + i + "?\", \"answer\": \"#### 3\"}\n");
    }
    Files.writeString(data, lines);
  }

  @Test
  void budgetOfTheDriverIsUsedUpAndNotExceeded() throws Exception {
    try (LoadServer server = new LoadServer(8, Duration.ofMillis(5))) {
      CommandLineRun run =
          run(
              "evaluate",
              server.url(),
              "--run-id",
              "budget",
              "--set",
              "llm.default.requests-per-minute=" + PROBLEMS,
              "--set",
              "llm.default.tokens-per-minute=60000");
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(server.account().mostCallsIn(Duration.ofSeconds(60))).isEqualTo(PROBLEMS);
    }
  }

  @Test
  void serverBesideTheExecutorAnswersTheRunAndIsGoneAfterwards() {
    String command =
        Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoadServer.class.getName(),
                "--port",
                "{port}",
                "--latency-ms",
                "5")
            .map(word -> '"' + word + '"')
            .collect(Collectors.joining(","));
    CommandLineRun run =
        run(
            "evaluate",
            "executor:",
            "--run-id",
            "beside",
            "--set",
            "server.command=[" + command + "]",
            "--set",
            "server.health-path=/v1/models",
            "--set",
            "server.first-port=8800",
            "--set",
            "server.last-port=8899",
            "--set",
            "server.stop-timeout=1s");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(DuckDb.value(out, "SELECT count(*) FROM $episodes WHERE status = 'ok'"))
        .isEqualTo(Integer.toString(PROBLEMS));
    assertThat(ProcessHandle.current().descendants())
        .noneMatch(p -> p.info().commandLine().orElse("").contains(LoadServer.class.getName()));
  }

  @Test
  void validateEstimatesCallsTokensMoneyAndTime() throws Exception {
    try (LoadServer server = new LoadServer(8, Duration.ofMillis(5))) {
      CommandLineRun run =
          run(
              "validate",
              server.url(),
              "--set",
              "prices.load={prompt=10,completion=20}",
              "--set",
              "llm.default.requests-per-minute=10");
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("estimate gsm8k cot: " + PROBLEMS + " calls")
          .contains("US dollars (at most ")
          .contains("estimate of time: 0 h 3 min 0 s")
          .contains("== executor agent")
          .contains("<question>");
      assertThat(server.account().calls()).isZero();
    }
  }

  private CommandLineRun run(String command, String url, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                command,
                "--data",
                "gsm8k=" + data,
                "--method",
                "cot",
                "--out",
                out.toString(),
                "--set",
                "llm.default.provider=openai",
                "--set",
                "llm.default.hedge-after=0s",
                "--set",
                "llm.default.model=" + LoadServer.MODEL,
                "--set",
                "llm.default.base-url=\"" + url + "\""));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }
}
