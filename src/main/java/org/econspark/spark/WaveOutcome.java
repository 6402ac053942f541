package org.econspark.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    List<Failure> failures =
        played
            .select("error_kind", "error", "responses.error_kind", "responses.error")
            .javaRDD()
            .mapPartitions(WaveOutcome::oneOfEachKind)
            .collect();
    for (Failure failure : failures) {
      if (failure.ofEpisode()) {
        episodeKinds.add(failure.kind());
      }
      // An embedder that is lost shows in episodes alone.
      if (endsTheRun(failure.kind())) {
        endpointError = failure.error();
      }
    }
  }

  private record Failure(boolean ofEpisode, String kind, String error) implements Serializable {}

  private static Iterator<Failure> oneOfEachKind(Iterator<Row> episodes) {
    Map<String, Failure> ofEpisodes = new HashMap<>();
    Map<String, Failure> ofCalls = new HashMap<>();
    while (episodes.hasNext()) {
      Row row = episodes.next();
      if (!row.isNullAt(0)) {
        ofEpisodes.putIfAbsent(
            row.getString(0), new Failure(true, row.getString(0), row.getString(1)));
      }
      List<String> kinds = row.getList(2);
      for (int call = 0; call < kinds.size(); call++) {
        if (kinds.get(call) != null) {
          String error = row.<String>getList(3).get(call);
          ofCalls.putIfAbsent(kinds.get(call), new Failure(false, kinds.get(call), error));
        }
      }
    }
    return Stream.concat(ofEpisodes.values().stream(), ofCalls.values().stream()).iterator();
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

  /** Whether a call that failed like this says that its endpoint is of no more use. */
  static boolean endsTheRun(String kind) {
    return kind.equals(FailureKind.UNREACHABLE.code()) || kind.equals(FailureKind.AUTH.code());
  }
}
