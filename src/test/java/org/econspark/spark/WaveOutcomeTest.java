package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.econspark.error.EconException;
import org.econspark.llm.FailureKind;
import org.junit.jupiter.api.Test;

class WaveOutcomeTest {
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

  private static JavaRDD<Row> played(Row... episodes) {
    return JavaSparkContext.fromSparkContext(SharedSpark.session().sparkContext())
        .parallelize(Arrays.asList(episodes));
  }

  private static Row episode(String errorKind, Row... calls) {
    String error = errorKind == null ? null : "it is " + errorKind;
    return row(ResultSchemas.PLAYED.schema(), errorKind, error, calls);
  }

  private static Row call(String errorKind, String error) {
    return row(ResultSchemas.responses(), errorKind, error, null);
  }

  private static Row row(StructType schema, String errorKind, String error, Row[] calls) {
    Object[] values = new Object[schema.length()];
    values[schema.fieldIndex("error_kind")] = errorKind;
    values[schema.fieldIndex("error")] = error;
    if (calls != null) {
      values[schema.fieldIndex("responses")] = calls;
    }
    return RowFactory.create(values);
  }
}
