package org.econspark.reward;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a majority vote over answers scores. Of equally frequent answers each may win alike, so the
 * order of the agents does not matter.
 */
public final class VoteOutcome {
  private VoteOutcome() {}

  /** Expected score of the vote over all answers, in [0, 1]; 0 if none is valid. */
  public static double of(List<JudgedAnswer> answers) {
    return without(answers, -1);
  }

  /**
   * The same with one agent left out, for each agent.
   *
   * @return shape (answers)
   */
  public static double[] leavingOneOut(List<JudgedAnswer> answers) {
    double[] outcomes = new double[answers.size()];
    for (int agent = 0; agent < outcomes.length; agent++) {
      outcomes[agent] = without(answers, agent);
    }
    return outcomes;
  }

  private static double without(List<JudgedAnswer> answers, int leftOut) {
    // For each answer: how many gave it, and the sum of their scores.
    Map<String, double[]> byAnswer = new LinkedHashMap<>();
    for (int agent = 0; agent < answers.size(); agent++) {
      JudgedAnswer answer = answers.get(agent);
      if (agent != leftOut && answer.valid()) {
        double[] group = byAnswer.computeIfAbsent(answer.voteKey(), key -> new double[2]);
        group[0]++;
        group[1] += answer.score();
      }
    }
    double most = byAnswer.values().stream().mapToDouble(group -> group[0]).max().orElse(0);
    return byAnswer.values().stream()
        .filter(group -> group[0] == most)
        .mapToDouble(group -> group[1] / group[0])
        .average()
        .orElse(0);
  }
}
