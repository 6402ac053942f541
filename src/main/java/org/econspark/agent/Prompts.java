package org.econspark.agent;

import java.util.List;
import org.econspark.benchmark.Problem;

/** The prompts of all roles, in the form that one kind of model reads. Stateless. */
public interface Prompts {

  /** Changes whenever a prompt may change. */
  String version();

  /** Zero-shot chain of thought: the question alone. */
  Prompt direct(Problem problem);

  /**
   * Asks the coordinator for a method, never for the answer.
   *
   * @param tokens that the strategy is asked to keep to
   */
  Prompt strategy(Problem problem, int tokens);

  /** Asks an executor agent for an answer under a strategy. */
  Prompt answer(Problem problem, String strategy);

  /**
   * Asks the coordinator to merge answers into one.
   *
   * @param answers texts of the executors, in agent order
   */
  Prompt commitment(Problem problem, String strategy, List<String> answers);

  /** The set that a model reads, by the style it states. */
  static Prompts forStyle(String style) {
    return switch (style) {
      case "miniature" -> new MiniaturePrompts();
      case "chat" -> ChatPrompts.load();
      default ->
          throw new IllegalArgumentException(
              "Invalid prompt style '" + style + "': expected miniature or chat");
    };
  }
}
