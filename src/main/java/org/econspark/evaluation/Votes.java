package org.econspark.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Votes over answers of equal value. */
public final class Votes {

  private Votes() {}

  /**
   * Which answer wins: the first of those whose value was given most often; of values given equally
   * often, the one given first.
   *
   * @param voteKeys one an answer, see {@link org.econspark.benchmark.Grader#voteKey}; empty where
   *     there is no answer, which does not vote
   * @return position of the winning answer, or empty if there is none
   */
  public static OptionalInt majority(List<Optional<String>> voteKeys) {
    Map<String, Integer> firstPositions = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < voteKeys.size(); i++) {
      Optional<String> key = voteKeys.get(i);
      if (key.isPresent()) {
        firstPositions.putIfAbsent(key.get(), i);
        counts.merge(key.get(), 1, Integer::sum);
      }
    }
    int winner = -1;
    int most = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        winner = firstPositions.get(entry.getKey());
      }
    }
    return winner < 0 ? OptionalInt.empty() : OptionalInt.of(winner);
  }
}
