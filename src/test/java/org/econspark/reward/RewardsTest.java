package org.econspark.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RewardsTest {
  private static final Rewards REWARDS = new Rewards(0.6, 0.2, 0.2);

  @Test
  void matchesHandComputedCase() {
    // Two right answers and a wrong one; the commitment is right. Leaving one right agent out ties
    // the vote, which then scores 1/2.
    List<JudgedAnswer> answers =
        List.of(
            new JudgedAnswer(new float[] {1, 0}, "7", 1),
            new JudgedAnswer(new float[] {1, 0}, "7", 1),
            new JudgedAnswer(new float[] {0, 1}, "8", 0));
    Rewards.Outcome outcome =
        new Rewards.Outcome(
            new float[] {1, 0},
            List.of(),
            "7",
            VoteOutcome.of(answers),
            VoteOutcome.leavingOneOut(answers));

    List<RewardTerms> terms = REWARDS.terms(answers, outcome);

    assertThat(outcome.score()).isEqualTo(1);
    assertThat(outcome.scoreWithout()).containsExactly(0.5, 0.5, 1);
    assertTerms(terms.get(0), 1, 1, 0.6 * 0.75 + 0.2 + 0.2 * 0.25);
    assertTerms(terms.get(1), 1, 1, 0.6 * 0.75 + 0.2 + 0.2 * 0.25);
    assertTerms(terms.get(2), 0.5, 0, 0.6 * 0.5 + 0.2 * 0.5);
  }

  @Test
  void permutingTheAgentsPermutesTheirRewards() {
    Random random = new Random(4);
    for (int trial = 0; trial < 200; trial++) {
      List<JudgedAnswer> answers = new ArrayList<>();
      for (int agent = 0; agent < 5; agent++) {
        answers.add(
            random.nextInt(6) == 0
                ? new JudgedAnswer(null, null, 0)
                : answer(random, Integer.toString(random.nextInt(3))));
      }
      float[] commitment = answer(random, "").embedding();
      List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4));
      Collections.shuffle(order, random);
      List<JudgedAnswer> permuted = order.stream().map(answers::get).toList();

      List<RewardTerms> before = terms(answers, commitment);
      List<RewardTerms> after = terms(permuted, commitment);

      for (int i = 0; i < order.size(); i++) {
        RewardTerms expected = before.get(order.get(i));
        assertTerms(
            after.get(i),
            expected.actionLikelihood(),
            expected.taskSpecific(),
            expected.collaborativeContribution());
      }
    }
  }

  @Test
  void everyTermIsBetweenZeroAndOne() {
    Random random = new Random(5);
    for (int trial = 0; trial < 500; trial++) {
      List<JudgedAnswer> answers = new ArrayList<>();
      for (int agent = 0; agent < 1 + random.nextInt(5); agent++) {
        answers.add(answer(random, Integer.toString(random.nextInt(2))));
      }
      for (RewardTerms term : terms(answers, answer(random, "").embedding())) {
        assertThat(
                List.of(
                    term.actionLikelihood(), term.taskSpecific(), term.collaborativeContribution()))
            .allMatch(value -> value >= 0 && value <= 1);
      }
    }
  }

  @Test
  void invalidAnswerEarnsNothingAndIsNobodysPeer() {
    JudgedAnswer right = new JudgedAnswer(new float[] {1, 0}, "7", 1);
    JudgedAnswer none = new JudgedAnswer(new float[] {0, 1}, null, 0);

    List<RewardTerms> terms = terms(List.of(right, none), new float[] {1, 0});

    assertThat(terms.get(1)).isEqualTo(RewardTerms.NONE);
    // Alone it decides the outcome (1 against 0); there is no peer to be new against.
    assertTerms(terms.get(0), 1, 1, 0.6 + 0.2);
  }

  @Test
  void inTwoLevelsActionLikelihoodGoesByTheClusterAndItsReward() {
    JudgedAnswer answer = new JudgedAnswer(new float[] {1, 0}, "7", 1);
    // Agent 0's cluster said what it said, but C says something else; agent 1's cluster failed.
    Rewards.Outcome outcome =
        new Rewards.Outcome(
            new float[] {0, 1},
            Arrays.asList(new float[] {1, 0}, null, new float[] {0, 1}),
            "7",
            1,
            new double[] {1, 1, 1});

    List<RewardTerms> terms = REWARDS.terms(List.of(answer, answer, answer), outcome);

    assertThat(terms)
        .extracting(RewardTerms::actionLikelihood)
        .containsExactly(1 * 0.5, 0.0, 0.5 * 1);
  }

  private static List<RewardTerms> terms(List<JudgedAnswer> answers, float[] commitment) {
    return REWARDS.terms(
        answers,
        new Rewards.Outcome(
            commitment,
            List.of(),
            "7",
            VoteOutcome.of(answers),
            VoteOutcome.leavingOneOut(answers)));
  }

  private static JudgedAnswer answer(Random random, String key) {
    float[] embedding = new float[4];
    for (int i = 0; i < embedding.length; i++) {
      embedding[i] = (float) random.nextGaussian();
    }
    return new JudgedAnswer(embedding, key.isEmpty() ? "7" : key, random.nextInt(2));
  }

  private static void assertTerms(RewardTerms terms, double al, double ts, double cc) {
    assertThat(terms.actionLikelihood()).isCloseTo(al, within(1e-9));
    assertThat(terms.taskSpecific()).isCloseTo(ts, within(1e-9));
    assertThat(terms.collaborativeContribution()).isCloseTo(cc, within(1e-9));
  }
}
