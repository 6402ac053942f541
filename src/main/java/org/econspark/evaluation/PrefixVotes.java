package org.econspark.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Votes over the first k of several answers: what fewer samples would have come to and cost. The
 * most frequent answer wins, of equally frequent ones the earliest; answers that cannot be read and
 * failed calls have no vote.
 */
public final class PrefixVotes {
  private PrefixVotes() {}

  /**
   * @param voteKey equal for answers of one value; null without an answer
   * @param correct verdict on the answer
   * @param tokens prompt and completion tokens of the call
   * @param failed whether the call gave no text
   */
  public record Sample(String voteKey, boolean correct, long tokens, boolean failed) {}

  /**
   * @param samples that voted
   * @param correct whether the winner is right; null if all calls failed
   * @param tokens of all these samples
   */
  public record Vote(int samples, Boolean correct, long tokens) {}

  /** The votes of the first 1, 2, ... of the samples. */
  public static List<Vote> of(List<Sample> samples) {
    List<Vote> votes = new ArrayList<>();
    long tokens = 0;
    for (int k = 1; k <= samples.size(); k++) {
      tokens += samples.get(k - 1).tokens();
      votes.add(new Vote(k, winnerIsRight(samples.subList(0, k)), tokens));
    }
    return votes;
  }

  /** Whether the vote of all samples is right; null if all calls failed. */
  public static Boolean winnerIsRight(List<Sample> samples) {
    if (samples.stream().allMatch(Sample::failed)) {
      return null;
    }
    Map<String, Integer> counts = new HashMap<>();
    samples.stream()
        .filter(s -> s.voteKey() != null)
        .forEach(s -> counts.merge(s.voteKey(), 1, Integer::sum));
    boolean right = false;
    int most = 0;
    for (Sample sample : samples) {
      if (sample.voteKey() != null && counts.get(sample.voteKey()) > most) {
        most = counts.get(sample.voteKey());
        right = sample.correct();
      }
    }
    return right;
  }
}
