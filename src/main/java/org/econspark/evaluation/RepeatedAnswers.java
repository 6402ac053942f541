package org.econspark.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * The answers of several attempts at one problem, and what k of them are worth. Drawing k attempts
 * stands for having made only k.
 *
 * @param answers of the attempts that did not fail, in the order of their repeats
 */
public record RepeatedAnswers(List<Answer> answers) implements Serializable {
  private static final long MAX_SUBSETS = 2_000;
  private static final long SAMPLE_SEED = 20_260_101;

  /**
   * One attempt's answer.
   *
   * @param key equal for equal answers; null where there is none
   */
  public record Answer(String key, boolean correct) implements Serializable {}

  public RepeatedAnswers {
    answers = List.copyOf(answers);
  }

  /**
   * Chance that at least one of k attempts is right (pass@k), without bias: one minus the chance
   * that k attempts drawn from these are all wrong.
   *
   * <p>Source: Chen et al. 2021 (arXiv 2107.03374), section 2.1.
   *
   * @param k from 1 to the number of answers
   */
  public double passAt(int k) {
    checkSize(k);
    int correct = (int) answers.stream().filter(Answer::correct).count();
    if (k == answers.size()) {
      // All of them are drawn; the distribution's saddle point is undefined there.
      return correct > 0 ? 1 : 0;
    }
    return 1 - new HypergeometricDistribution(null, answers.size(), correct, k).probability(0);
  }

  /**
   * Chance that the vote of k attempts is right: over all choices of k, or over 2,000 drawn ones
   * where there are more. Of equally frequent answers the earliest wins; without any answer the
   * vote is wrong.
   *
   * @param k from 1 to the number of answers
   */
  public double majorityAt(int k) {
    checkSize(k);
    long subsets = 0;
    long right = 0;
    Iterator<int[]> choices = choices(k);
    while (choices.hasNext()) {
      subsets++;
      right += vote(choices.next()) ? 1 : 0;
    }
    return (double) right / subsets;
  }

  private void checkSize(int k) {
    if (k < 1 || k > answers.size()) {
      throw new IllegalArgumentException(
          "Invalid number of attempts %d: expected 1 to %d".formatted(k, answers.size()));
    }
  }

  private Iterator<int[]> choices(int k) {
    int n = answers.size();
    double all = Math.exp(CombinatoricsUtils.binomialCoefficientLog(n, k));
    if (all <= MAX_SUBSETS + 0.5) {
      return CombinatoricsUtils.combinationsIterator(n, k);
    }
    SplittableRandom random = new SplittableRandom(SAMPLE_SEED);
    List<int[]> drawn = new ArrayList<>();
    for (int i = 0; i < MAX_SUBSETS; i++) {
      drawn.add(choice(random, n, k));
    }
    return drawn.iterator();
  }

  /** k different numbers below n in rising order: each is taken with the chance that is left. */
  private static int[] choice(SplittableRandom random, int n, int k) {
    int[] chosen = new int[k];
    int taken = 0;
    for (int i = 0; taken < k; i++) {
      if (random.nextInt(n - i) < k - taken) {
        chosen[taken++] = i;
      }
    }
    return chosen;
  }

  private boolean vote(int[] choice) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i : choice) {
      String key = answers.get(i).key();
      if (key != null) {
        counts.merge(key, 1, Integer::sum);
      }
    }
    int most = 0;
    boolean right = false;
    for (int i : choice) {
      Answer answer = answers.get(i);
      int count = answer.key() == null ? 0 : counts.get(answer.key());
      if (count > most) {
        most = count;
        right = answer.correct();
      }
    }
    return right;
  }
}
