package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.econspark.benchmark.Problem;
import org.junit.jupiter.api.Test;

class TrainingProblemsTest {

  @Test
  void wavesGoAroundAllProblemsInOneOrderWhateverThePartitions() {
    List<String> whole = draws(10, 3, 0, 24);

    assertThat(whole.subList(0, 10)).doesNotHaveDuplicates();
    assertThat(whole.get(10)).isEqualTo(whole.get(0).replace("#0", "#1"));
    assertThat(whole.get(23)).isEqualTo(whole.get(3).replace("#0", "#2"));
    List<String> parts = new ArrayList<>(draws(10, 5, 0, 7));
    parts.addAll(draws(10, 1, 7, 9));
    parts.addAll(draws(10, 2, 16, 8));
    assertThat(parts).isEqualTo(whole);
  }

  @Test
  void chunksAreFilledInOrder() {
    try (TrainingProblems problems = problems(10, 2)) {
      List<Integer> sizes =
          problems.wave(4, 9).collect().stream().map(c -> c.draws().size()).sorted().toList();
      assertThat(sizes).containsExactly(1, 4, 4);
    }
  }

  private static List<String> draws(int count, int partitions, long cursor, int draws) {
    try (TrainingProblems problems = problems(count, partitions)) {
      return problems.wave(cursor, draws).collect().stream()
          .flatMap(chunk -> chunk.draws().stream())
          .sorted(Comparator.comparing(TrainingChunk.Draw::position))
          .map(draw -> draw.problem().problemId() + "#" + draw.repeat())
          .toList();
    }
  }

  private static TrainingProblems problems(int count, int partitions) {
    List<Problem> problems =
        IntStream.range(0, count)
            .mapToObj(i -> new Problem("b", "p" + i, "h", "q", "1", "exact", "", ""))
            .toList();
    return new TrainingProblems(SharedSpark.context().parallelize(problems, partitions), 4);
  }
}
