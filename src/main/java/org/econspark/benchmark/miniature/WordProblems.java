package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;

/** Multi-step word problems in the manner of GSM8K, and the same with the numbers of GSM-Hard. */
final class WordProblems {

  private WordProblems() {}

  /**
   * @param large whether with the large numbers of GSM-Hard
   */
  static List<Structure> structures(boolean large) {
    Family family = large ? Family.GSM_HARD : Family.GSM8K;
    List<Structure> structures = new ArrayList<>();
    structures.addAll(StockStories.structures(family));
    structures.addAll(ComparisonStories.structures(family));
    structures.addAll(MoneyStories.structures(family));
    structures.addAll(WorkStories.structures(family));
    structures.addAll(MeasureStories.structures(family));
    return List.copyOf(structures);
  }
}
