package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.econspark.benchmark.miniature.MiniProblem.Solution;
import org.junit.jupiter.api.Test;

class CommitmentsTest {
  private static final MiniatureChecker CHECKER =
      new MiniatureChecker(
          new MiniProblem(
              Family.SVAMP,
              "sample",
              false,
              1,
              "How many are 12 times 4?",
              List.of("multiply"),
              d -> new Solution(List.of(d.multiply(12, 4).text() + "."), "48"),
              null));

  @Test
  void everyCandidateGetsAVerdictAndTheFirstRightAnswerIsBoxed() {
    List<String> candidates =
        List.of("12*4=46.\n\\boxed{46}", "12*4=48.\n\\boxed{48}", "I do not know.");
    List<Optional<String>> answers = candidates.stream().map(MiniatureChecker::answer).toList();

    assertThat(Commitments.text(CHECKER, candidates, answers))
        .contains("1 wrong, 12*4=48; 2 ok; 3 wrong. \\boxed{48}");
  }

  @Test
  void nothingIsSaidWithoutARightCandidate() {
    assertThat(Commitments.text(CHECKER, List.of("\\boxed{1}"), List.of(Optional.of("1"))))
        .isEmpty();
  }

  @Test
  void longCandidatesKeepTheirFirstAndLastPart() {
    String candidate = "Start: 100.\n" + "Then 100+1=101, 101-1=100. ".repeat(40) + "\\boxed{100}";

    for (int count = 1; count <= 9; count++) {
      String shown = Commitments.shortened(candidate, count);

      assertThat(shown).startsWith("Start: 100.").endsWith("\\boxed{100}").contains(" ... ");
      assertThat(shown.length() * count).isLessThanOrEqualTo(2_450);
      assertThat(Equations.firstCorrection(shown)).isEmpty();
    }
  }

  @Test
  void shortCandidatesStayAsTheyAre() {
    assertThat(Commitments.shortened("12*4=48.\n\\boxed{48}", 9))
        .isEqualTo("12*4=48.\n\\boxed{48}");
  }
}
