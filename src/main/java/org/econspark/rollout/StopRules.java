package org.econspark.rollout;

import java.util.List;
import java.util.Optional;
import org.econspark.benchmark.Grader;
import org.econspark.config.Settings;
import org.econspark.episode.Decision;

/**
 * When an episode gets no further round (paper section 3, refinement). Names of the reasons stand
 * in the table {@code episodes}.
 */
final class StopRules {
  static final String SINGLE_ROUND = "single_round";
  static final String ALL_ROUNDS = "all_rounds";
  static final String AGREEMENT = "agreement";
  static final String ANSWER_REPEATS = "answer_repeats";
  static final String OSCILLATION = "oscillation";
  static final String TOKEN_BUDGET = "token_budget";
  static final String CONTROLS_SETTLED = "controls_settled";
  static final String ROUND_FAILED = "round_failed";

  /** Rounds that an A-B-A-B pattern takes. */
  private static final int PATTERN = 4;

  private final Settings.Rounds settings;
  private final Grader grader;

  StopRules(Settings.Rounds settings, Grader grader) {
    this.settings = settings;
    this.grader = grader;
  }

  /**
   * @param tokens of the episode so far
   * @return the reason to stop after these rounds, empty to go on
   */
  Optional<String> afterRound(List<PlayedRound> rounds, int tokens) {
    if (settings.max() == 0) {
      return Optional.of(SINGLE_ROUND);
    }
    List<String> keys = rounds.stream().map(round -> round.key(grader)).toList();
    int last = keys.size() - 1;
    if (settings.stopOnAgreement() && rounds.get(last).allAgree(grader)) {
      return Optional.of(AGREEMENT);
    }
    if (last > 0 && keys.get(last) != null && keys.get(last).equals(keys.get(last - 1))) {
      return Optional.of(ANSWER_REPEATS);
    }
    if (oscillates(keys)) {
      return Optional.of(OSCILLATION);
    }
    if (last >= settings.max()) {
      return Optional.of(ALL_ROUNDS);
    }
    if (settings.maxTokens() > 0 && tokens >= settings.maxTokens()) {
      return Optional.of(TOKEN_BUDGET);
    }
    return Optional.empty();
  }

  /**
   * Whether learned controls changed too little for another round to differ: mean over agents of
   * the Euclidean distance, in control units.
   */
  boolean settled(List<Decision> before, List<Decision> now) {
    double sum = 0;
    for (int agent = 0; agent < now.size(); agent++) {
      double squares = 0;
      float[] a = before.get(agent).action();
      float[] b = now.get(agent).action();
      for (int i = 0; i < a.length; i++) {
        squares += (a[i] - b[i]) * (double) (a[i] - b[i]);
      }
      sum += Math.sqrt(squares);
    }
    return sum / now.size() < settings.controlChange();
  }

  private static boolean oscillates(List<String> keys) {
    int size = keys.size();
    if (size < PATTERN || keys.subList(size - PATTERN, size).contains(null)) {
      return false;
    }
    return keys.get(size - 1).equals(keys.get(size - 3))
        && keys.get(size - 2).equals(keys.get(size - 4))
        && !keys.get(size - 1).equals(keys.get(size - 2));
  }
}
