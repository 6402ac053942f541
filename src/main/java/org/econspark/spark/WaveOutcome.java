package org.econspark.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.econspark.error.EconException;
import org.econspark.llm.FailureKind;

/** What went wrong in the waves of one submission, by kind. Driver side. */
final class WaveOutcome {
  private final Set<String> episodeKinds = new TreeSet<>();
  private String endpointError;

  /**
   * @param played rows of {@link ResultSchemas#PLAYED}, persisted
   */
  void add(Dataset<Row> played) {
    played
        .filter(col("error_kind").isNotNull())
        .select("error_kind")
        .distinct()
        .collectAsList()
        .forEach(row -> episodeKinds.add(row.getString(0)));
    played
        .select(explode(col("responses")).as("response"))
        .filter(col("response.error_kind").isNotNull())
        .groupBy("response.error_kind")
        .agg(org.apache.spark.sql.functions.first("response.error"))
        .collectAsList()
        .forEach(
            row -> {
              if (endsTheRun(row.getString(0))) {
                endpointError = row.getString(1);
              }
            });
  }

  /**
   * @throws EconException if an endpoint is gone for good or refuses its key: to go on would only
   *     make more failures
   */
  void checkEndpoints() {
    if (endpointError != null) {
      throw EconException.model(
          "An endpoint was lost: "
              + endpointError
              + " What was done is kept; the same command with the same --run-id goes on from"
              + " there.",
          null);
    }
  }

  /**
   * Whether episodes failed, since this was last asked, that may succeed when they are played once
   * more.
   */
  boolean takeSecondPass() {
    boolean worth = episodeKinds.stream().anyMatch(retriable()::contains);
    episodeKinds.clear();
    return worth;
  }

  /** Codes of the kinds that may pass. */
  static Set<String> retriable() {
    return Arrays.stream(FailureKind.values())
        .filter(FailureKind::retriable)
        .map(FailureKind::code)
        .collect(Collectors.toSet());
  }

  private static boolean endsTheRun(String kind) {
    return kind.equals(FailureKind.UNREACHABLE.code()) || kind.equals(FailureKind.AUTH.code());
  }
}
