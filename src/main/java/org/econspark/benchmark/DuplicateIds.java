package org.econspark.benchmark;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the problem ids of one benchmark and refuses the second use of one. Holds every id in
 * memory; one thread at a time.
 */
public final class DuplicateIds {
  private final Map<String, String> firstPlaces = new HashMap<>();

  /** A rejection if the id was seen before, else empty. */
  public Optional<RejectedRecord> check(Problem problem, String file, long position) {
    String first = firstPlaces.putIfAbsent(problem.problemId(), file + " position " + position);
    if (first == null) {
      return Optional.empty();
    }
    return Optional.of(
        new RejectedRecord(file, position, reason(problem.problemId(), first), problem.question()));
  }

  /** The reason of such a rejection, for readers that find duplicates by a join. */
  public static String reason(String problemId, String firstPlace) {
    return "Invalid problem id '%s': already used at %s; give every problem its own id."
        .formatted(problemId, firstPlace);
  }
}
