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
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.econspark.error.EconException;
import org.econspark.llm.FailureKind;

/** What went wrong in the waves of one submission, by kind. Driver side. */
final class WaveOutcome {
  private static final StructType EPISODES = ResultSchemas.PLAYED.schema();
  private static final StructType CALLS = ResultSchemas.responses();

  private final Set<String> episodeKinds = new TreeSet<>();
  private String endpointError;

  /**
   * @param played rows of {@link ResultSchemas#PLAYED}, persisted
   */
  void add(JavaRDD<Row> played) {
    List<Failure> failures = played.mapPartitions(WaveOutcome::oneOfEachKind).collect();
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
      Row episode = episodes.next();
      addFailure(ofEpisodes, true, episode, EPISODES);
      for (Row call : (Row[]) episode.get(EPISODES.fieldIndex("responses"))) {
        addFailure(ofCalls, false, call, CALLS);
      }
    }
    return Stream.concat(ofEpisodes.values().stream(), ofCalls.values().stream()).iterator();
  }

  private static void addFailure(
      Map<String, Failure> failures, boolean ofEpisode, Row row, StructType schema) {
    String kind = row.getString(schema.fieldIndex("error_kind"));
    if (kind != null) {
      String error = row.getString(schema.fieldIndex("error"));
      failures.putIfAbsent(kind, new Failure(ofEpisode, kind, error));
    }
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
