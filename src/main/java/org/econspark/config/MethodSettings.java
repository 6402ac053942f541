package org.econspark.config;

import java.io.Serializable;

/** Section {@code methods}: how each method that ECON is compared with plays. */
public record MethodSettings(
    FewShot fewShot,
    Sampling selfConsistency,
    BestOfN bestOfN,
    Debate debate,
    Mixture mixture,
    TreeOfThoughts treeOfThoughts,
    TreeSearch rap,
    RStar rStar,
    React react)
    implements Serializable {

  /** How tokens are drawn. */
  public record Draw(double temperature, double topP) implements Serializable {}

  /**
   * @param examples solved questions before the question
   */
  public record FewShot(int examples, Draw draw) implements Serializable {}

  /**
   * @param samples answers that vote
   */
  public record Sampling(int samples, Draw draw) implements Serializable {}

  /**
   * @param samples answers to choose from
   * @param by what they are chosen by
   */
  public record BestOfN(int samples, Selection by, Draw draw) implements Serializable {}

  /** What a best answer is chosen by. */
  public enum Selection {
    /** The coordinator's belief that it is right; log-probability decides between equals. */
    SCORE,
    /** Mean log-probability of its tokens. */
    LOGPROB
  }

  /**
   * @param rounds of revision after the first answers
   */
  public record Debate(int agents, int rounds, Draw draw) implements Serializable {}

  /**
   * @param layers of agents before the aggregator; the first does not read others
   */
  public record Mixture(int agents, int layers, Aggregation aggregation, Draw draw)
      implements Serializable {}

  /** How a mixture of agents makes one answer out of those of its last layer. */
  public enum Aggregation {
    /** A whole answer written anew. */
    SYNTHESIS,
    /** A verdict on each answer, then the final one. */
    JUDGEMENT
  }

  /**
   * @param breadth partial solutions kept at each depth
   * @param proposals next steps drawn for each
   * @param depth most steps of a solution
   */
  public record TreeOfThoughts(int breadth, int proposals, int depth, Draw draw)
      implements Serializable {}

  /**
   * @param iterations of Monte Carlo tree search
   * @param children next steps drawn for a partial solution
   * @param depth most steps in the tree
   * @param exploration weight of the bonus for what was tried little, in reward units
   */
  public record TreeSearch(int iterations, int children, int depth, double exploration, Draw draw)
      implements Serializable {}

  /**
   * @param search for solutions
   * @param checks completions of each solution's beginning by the second model
   */
  public record RStar(TreeSearch search, int checks) implements Serializable {}

  /**
   * @param turns most uses of tools
   * @param maxTokens most tokens of one turn; the last holds the plan
   */
  public record React(int turns, int maxTokens, Draw draw) implements Serializable {}
}
