package org.econspark.benchmark.miniature;

import java.util.List;
import java.util.stream.Stream;

/**
 * Yes/no questions over facts stated in the question text, the miniature of StrategyQA. Every
 * structure draws its answer first, so yes and no are equally frequent in each.
 */
public final class FactQuestions {
  private static final List<Structure> STRUCTURES =
      Stream.of(
              LimitFacts.structures(),
              TimeFacts.structures(),
              DifferenceFacts.structures(),
              ChainFacts.structures(),
              NetworkFacts.structures())
          .flatMap(List::stream)
          .toList();

  private FactQuestions() {}

  /** All structures, one of them held out of training text. */
  public static List<Structure> structures() {
    return STRUCTURES;
  }
}
