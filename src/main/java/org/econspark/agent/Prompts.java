package org.econspark.agent;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.econspark.benchmark.Problem;

/** The prompts of all roles, in the form that one kind of model reads. Stateless. */
public interface Prompts {

  /** Changes whenever a prompt may change. */
  String version();

  /** The kinds of prompt that models of this style can follow. */
  Set<PromptKind> kinds();

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

  /** Few-shot chain of thought: solved questions, then the question. */
  Prompt fewShot(Problem problem, List<WorkedExample> examples);

  /** As {@link #strategy} but with every step spelled out, however long. */
  Prompt detailedStrategy(Problem problem);

  /**
   * Asks a cluster's coordinator for its own strategy.
   *
   * @param strategy of the global coordinator
   * @param cluster from 0
   */
  Prompt localStrategy(Problem problem, String strategy, int cluster, int clusters);

  /** Asks for one answer out of several that were found without a strategy. */
  Prompt judgement(Problem problem, List<String> answers);

  /**
   * Asks for a new answer after reading others.
   *
   * @param strategy null where the answers were found without one
   * @param own the reader's earlier answer; null where it is to read all answers alike
   */
  Prompt revision(Problem problem, String strategy, String own, List<String> others);

  /**
   * Asks whether a solution is right as far as it goes.
   *
   * @param whole whether it claims to be finished
   */
  Prompt score(Problem problem, String solution, boolean whole);

  /**
   * Reads the answer to {@link #score}.
   *
   * @param meanLogprob of that answer, NaN if unknown
   * @return belief in [0, 1] that the solution is right; empty if the text says nothing about it
   */
  OptionalDouble readScore(String text, double meanLogprob);

  /**
   * Asks for the next step of a solution.
   *
   * @param begun the steps so far, each ended by a line end; empty at the start
   */
  Prompt step(Problem problem, String begun);

  /** Asks for all steps that a solution lacks. */
  Prompt rest(Problem problem, String begun);

  /**
   * Asks for the next thought and the next use of a tool.
   *
   * @param query without the information that the tools give
   * @param transcript thoughts, actions and observations so far
   */
  Prompt tools(Problem problem, String query, String transcript);

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
