package org.econspark.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VotesTest {

  @Test
  void mostFrequentValueWins() {
    assertThat(Votes.majority(keys("1", "2", "2"))).hasValue(1);
  }

  @Test
  void tieGoesToTheValueGivenFirst() {
    assertThat(Votes.majority(keys("3", "2", "2", "3"))).hasValue(0);
  }

  @Test
  void missingAnswersDoNotVote() {
    assertThat(Votes.majority(keys(null, null, "7"))).hasValue(2);
  }

  @Test
  void noAnswersMakeNoWinner() {
    assertThat(Votes.majority(keys(null, null))).isEmpty();
    assertThat(Votes.majority(List.of())).isEmpty();
  }

  private static List<Optional<String>> keys(String... keys) {
    return Arrays.stream(keys).map(Optional::ofNullable).toList();
  }
}
