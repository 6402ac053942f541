package org.econspark.rollout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.econspark.benchmark.Grader;
import org.econspark.episode.Response;

/** Majority votes over answers that mean the same. */
final class Votes {
  private Votes() {}

  /** The first response with the most frequent answer; of equally frequent ones the earliest. */
  static Optional<Response> winner(List<Response> responses, Grader grader) {
    Map<String, Integer> counts = counts(responses, grader);
    Response winner = null;
    int most = 0;
    for (Response response : responses) {
      if (response.answer() != null) {
        int count = counts.get(grader.voteKey(response.answer()));
        if (count > most) {
          most = count;
          winner = response;
        }
      }
    }
    return Optional.ofNullable(winner);
  }

  /** Share of all responses that gave the most frequent answer. */
  static double agreement(List<Response> responses, Grader grader) {
    int most =
        counts(responses, grader).values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return most / (double) responses.size();
  }

  private static Map<String, Integer> counts(List<Response> responses, Grader grader) {
    Map<String, Integer> counts = new HashMap<>();
    for (Response response : responses) {
      if (response.answer() != null) {
        counts.merge(grader.voteKey(response.answer()), 1, Integer::sum);
      }
    }
    return counts;
  }
}
