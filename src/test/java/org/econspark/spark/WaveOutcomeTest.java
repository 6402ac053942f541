package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.econspark.error.EconException;
import org.econspark.llm.FailureKind;
import org.junit.jupiter.api.Test;

class WaveOutcomeTest {
  private static final StructType PLAYED =
      StructType.fromDDL(
          "error_kind STRING, error STRING, responses ARRAY<STRUCT<error_kind: STRING, error: STRING>>");

  @Test
  void episodesThatMaySucceedAreWorthOneMorePass() {
    WaveOutcome outcome = new WaveOutcome();
    outcome.add(
        played(episode(null, call(null, null)), episode("timeout", call("timeout", "slow"))));
    assertThat(outcome.takeSecondPass()).isTrue();
    assertThat(outcome.takeSecondPass()).as("asked before").isFalse();
    outcome.add(played(episode(FailureKind.AUTH.code())));
    assertThat(outcome.takeSecondPass()).isFalse();
  }

  @Test
  void lostEndpointEndsTheRunWithItsErrorThoughTheEpisodeIsWell() {
    WaveOutcome outcome = new WaveOutcome();
    outcome.add(played(episode(null, call("timeout", "slow"), call(null, null))));
    assertThatCode(outcome::checkEndpoints).doesNotThrowAnyException();
    outcome.add(
        played(episode(null, call(null, null), call(FailureKind.UNREACHABLE.code(), "refused"))));
    assertThatThrownBy(outcome::checkEndpoints)
        .isInstanceOf(EconException.class)
        .hasMessageContaining("refused");
  }

  @Test
  void lostEmbedderEndsTheRunThoughEveryCallWasAnswered() {
    WaveOutcome outcome = new WaveOutcome();
    outcome.add(played(episode(FailureKind.AUTH.code(), call(null, null))));
    assertThatThrownBy(outcome::checkEndpoints)
        .isInstanceOf(EconException.class)
        .hasMessageContaining("it is auth");
  }

  private static Dataset<Row> played(Row... episodes) {
    return SharedSpark.session().createDataFrame(Arrays.asList(episodes), PLAYED);
  }

  private static Row episode(String errorKind, Row... calls) {
    String error = errorKind == null ? null : "it is " + errorKind;
    return RowFactory.create(errorKind, error, List.of(calls));
  }

  private static Row call(String errorKind, String error) {
    return RowFactory.create(errorKind, error);
  }
}
