package org.econspark.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.econspark.evaluation.PrefixVotes.Sample;
import org.econspark.evaluation.PrefixVotes.Vote;
import org.junit.jupiter.api.Test;

class PrefixVotesTest {
  private static final Sample RIGHT = new Sample("7", true, 10, false);
  private static final Sample WRONG = new Sample("8", false, 20, false);
  private static final Sample NONE = new Sample(null, false, 5, false);
  private static final Sample FAILED = new Sample(null, false, 0, true);

  @Test
  void eachVoteIsOverTheSamplesSoFarAndCostsWhatTheyCost() {
    assertThat(PrefixVotes.of(List.of(WRONG, RIGHT, NONE, RIGHT)))
        .containsExactly(
            new Vote(1, false, 20),
            new Vote(2, false, 30),
            new Vote(3, false, 35),
            new Vote(4, true, 45));
  }

  @Test
  void noAnswerIsWrongAndNoTextIsNothing() {
    assertThat(PrefixVotes.of(List.of(FAILED, NONE)))
        .containsExactly(new Vote(1, null, 0), new Vote(2, false, 5));
  }

  @Test
  void ofEquallyFrequentAnswersTheEarliestWins() {
    assertThat(PrefixVotes.winnerIsRight(List.of(WRONG, RIGHT))).isFalse();
    assertThat(PrefixVotes.winnerIsRight(List.of(RIGHT, WRONG))).isTrue();
  }
}
