package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Name of a generated problem, from which it can be drawn again: {@code mini-svamp/test/123}. */
record ProblemId(Family family, Split split, long seed) {
  /** Draws without a new question after which a family counts as exhausted. */
  private static final int PATIENCE = 10_000;

  static ProblemId of(String text) {
    List<String> parts = List.of(text.split("/", -1));
    if (parts.size() == 3) {
      try {
        return new ProblemId(
            family(parts.get(0)), Split.ofId(parts.get(1)), Long.parseLong(parts.get(2)));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "Invalid problem id '" + text + "': its seed is not a whole number", e);
      }
    }
    throw new IllegalArgumentException(
        "Invalid problem id '" + text + "': expected family/split/seed");
  }

  /** The family of a benchmark name. */
  static Family family(String benchmark) {
    for (Family family : Family.values()) {
      if (family.benchmark().equals(benchmark)) {
        return family;
      }
    }
    throw new IllegalArgumentException(
        "Invalid family '"
            + benchmark
            + "': use one of mini-gsm8k, mini-gsm-hard, mini-math,"
            + " mini-svamp, mini-strategyqa, mini-travelplanner");
  }

  MiniProblem problem() {
    return Miniatures.problem(family, split, seed);
  }

  /** The strategy that goes with it in files. */
  StrategyText.Strategy strategy() {
    return StrategyText.full(problem(), SplitMix64.of(seed, 1));
  }

  /** The worked solution that goes with it in files. */
  Worked worked() {
    return Worked.right(problem(), strategy().manner(), seed);
  }

  /** The first {@code count} problems with different questions from a seed on. */
  static List<ProblemId> distinct(Family family, Split split, int count, long seed) {
    Set<String> questions = new HashSet<>();
    List<ProblemId> ids = new ArrayList<>();
    int vain = 0;
    for (long next = SplitMix64.of(seed).nextLong() >>> 20; ids.size() < count; next++) {
      ProblemId id = new ProblemId(family, split, next);
      if (questions.add(Split.normalised(id.problem().question()))) {
        ids.add(id);
        vain = 0;
      } else if (++vain == PATIENCE) {
        throw new IllegalArgumentException(
            "Cannot draw "
                + count
                + " different questions of "
                + family.benchmark()
                + ": only "
                + ids.size()
                + " were found; ask for fewer");
      }
    }
    return ids;
  }

  @Override
  public String toString() {
    return family.benchmark() + "/" + split.id() + "/" + seed;
  }
}
