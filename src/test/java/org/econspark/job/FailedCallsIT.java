package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.econspark.llm.LoadServer;
import org.econspark.llm.LoadServer.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of episodes whose calls failed although they were sent again. */
class FailedCallsIT {
  private static final String ONE_ATTEMPT = "llm.default.max-attempts=1";

  @TempDir private Path out;
  private LoadRuns runs;
  private LoadServer server;

  @BeforeEach
  void start() throws IOException {
    runs = new LoadRuns(out);
    server = runs.server();
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void passingFailuresAreAskedOnceMoreAtTheEndAndEndWell() {
    int failures = 3;
    server.refuseNext(failures);

    CommandLineRun run = runs.evaluate("twice", "econ-fixed", ONE_ATTEMPT);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(
            DuckDb.query(
                out,
                "SELECT status, attempt, count(*) FROM $episodes GROUP BY ALL ORDER BY attempt,"
                    + " status"))
        .as("the refused calls were strategies")
        .extracting(row -> String.join(" ", row))
        .containsExactly(
            "failed 0 " + failures, "ok 0 " + (LoadRuns.PROBLEMS - failures), "ok 1 " + failures);
    assertThat(server.account().answeredCalls()).isEqualTo(5L * LoadRuns.PROBLEMS);
  }

  @Test
  void tooManyFailuresHaveTheirExitCodeAndWhatWasDoneIsKept() {
    server.faults(new Faults(0, 0.4, 0, 0, 0, 0));
    CommandLineRun failed = runs.evaluate("share", "cot", ONE_ATTEMPT);
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(3);
    assertThat(failed.err()).contains("run.max-failure-share").contains("error_kind");
    long kept = server.account().answeredCalls();
    assertThat(DuckDb.value(out, "SELECT count(*) FROM $episodes WHERE status = 'ok'"))
        .isEqualTo(Long.toString(kept));
    assertThat(kept).isBetween(1L, LoadRuns.PROBLEMS - 4L);

    server.faults(Faults.NONE);
    CommandLineRun rest = runs.evaluate("share", "cot", ONE_ATTEMPT);
    assertThat(rest.exitCode()).as(rest.err()).isZero();
    assertThat(server.account().answeredCalls()).isEqualTo(LoadRuns.PROBLEMS);
  }
}
