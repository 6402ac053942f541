package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.capital;

import java.util.List;
import java.util.random.RandomGenerator;

/** Writes strategies: a plan as one or two sentences, and general instructions. */
final class StrategyText {
  /** How often a strategy names the style of working where it fits. */
  private static final double STYLE_SHARE = 0.85;

  private static final List<String> OTHER_INSTRUCTIONS =
      List.of(
          "Think step by step.",
          "Solve the problem step by step.",
          "Let's think step by step.",
          "Show every step.",
          "Work carefully, one small step after another.",
          "Reason step by step and check every calculation.",
          "Break the problem into small steps.",
          "Write down each step, then the answer.");

  private StrategyText() {}

  /**
   * A strategy and the manner of working it asks for.
   *
   * @param text what the coordinator says
   * @param manner how executors then write
   */
  record Strategy(String text, Worked.Manner manner) {}

  /** The plan of a problem, with its style sentence most of the time. */
  static Strategy of(MiniProblem problem, RandomGenerator random) {
    return of(problem, random, random.nextDouble() < STYLE_SHARE);
  }

  /** The plan of a problem with its style sentence. */
  static Strategy full(MiniProblem problem, RandomGenerator random) {
    return of(problem, random, true);
  }

  private static Strategy of(MiniProblem problem, RandomGenerator random, boolean styled) {
    String plan = joined(problem.plan(), random);
    String style = styled ? style(problem) : "";
    String text = style.isEmpty() ? plan : plan + " " + style;
    return new Strategy(text, styled ? Worked.Manner.FULL : Worked.Manner.SHORT);
  }

  private static String style(MiniProblem problem) {
    if (problem.family() == Family.TRAVELPLANNER) {
      return "Try several options.";
    }
    return Worked.splitsProducts(problem) ? "Split large products." : "";
  }

  /** Clauses joined to a sentence or two. */
  static String joined(List<String> clauses, RandomGenerator random) {
    if (clauses.size() == 1) {
      return capital(clauses.get(0)) + ".";
    }
    int last = clauses.size() - 1;
    String end = clauses.get(last);
    List<String> before = clauses.subList(0, last);
    return switch (random.nextInt(3)) {
      case 0 ->
          "First "
              + String.join(", then ", before)
              + (last > 1 ? ", and finally " : ", then ")
              + end
              + ".";
      case 1 -> capital(String.join(", then ", before)) + ". Finally " + end + ".";
      default -> capital(String.join(", ", before)) + ", then " + end + ".";
    };
  }

  /** A general instruction: half of them the usual one, a tenth empty. */
  static String generic(RandomGenerator random) {
    double draw = random.nextDouble();
    if (draw < 0.5) {
      return "Work step by step.";
    }
    return draw < 0.6 ? "" : Vocabulary.pick(random, OTHER_INSTRUCTIONS);
  }
}
