package org.econspark.agent;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.econspark.benchmark.Problem;
import org.econspark.llm.Message;

/** Prompts of the embedded models, whose roles were part of their training. */
final class MiniaturePrompts implements Prompts {
  /** The instruction that zero-shot answers were trained under. */
  private static final String GENERIC_STRATEGY = "Work step by step.";

  /** A step of a solution is a line. */
  private static final List<String> STEP_END = List.of("\n");

  @Override
  public String version() {
    return "miniature-2";
  }

  @Override
  public Set<PromptKind> kinds() {
    return EnumSet.complementOf(EnumSet.of(PromptKind.TOOLS));
  }

  @Override
  public Prompt direct(Problem problem) {
    return answer(problem, GENERIC_STRATEGY);
  }

  @Override
  public Prompt fewShot(Problem problem, List<WorkedExample> examples) {
    List<Message> messages = new ArrayList<>();
    for (WorkedExample example : examples) {
      messages.add(new Message("question", example.question()));
      messages.add(new Message("strategy", GENERIC_STRATEGY));
      messages.add(new Message("solution", example.solution()));
    }
    messages.addAll(asked(problem, GENERIC_STRATEGY));
    return new Prompt(messages, "solution");
  }

  @Override
  public Prompt strategy(Problem problem, int tokens) {
    return new Prompt(List.of(question(problem)), "strategy");
  }

  /** The complete strategy that the role {@code local} writes whatever was left out before. */
  @Override
  public Prompt detailedStrategy(Problem problem) {
    return new Prompt(asked(problem, GENERIC_STRATEGY), "local");
  }

  /** All clusters are asked alike: the role knows no number. */
  @Override
  public Prompt localStrategy(Problem problem, String strategy, int cluster, int clusters) {
    return new Prompt(asked(problem, strategy), "local");
  }

  @Override
  public Prompt answer(Problem problem, String strategy) {
    return new Prompt(asked(problem, strategy), "solution");
  }

  @Override
  public Prompt commitment(Problem problem, String strategy, List<String> answers) {
    return new Prompt(withCandidates(asked(problem, strategy), answers), "commit");
  }

  @Override
  public Prompt judgement(Problem problem, List<String> answers) {
    return commitment(problem, GENERIC_STRATEGY, answers);
  }

  @Override
  public Prompt revision(Problem problem, String strategy, String own, List<String> others) {
    List<String> candidates = Stream.concat(Stream.ofNullable(own), others.stream()).toList();
    return new Prompt(
        withCandidates(asked(problem, strategy == null ? GENERIC_STRATEGY : strategy), candidates),
        "revise");
  }

  @Override
  public Prompt score(Problem problem, String solution, boolean whole) {
    return new Prompt(
        withCandidates(List.of(question(problem)), List.of(solution.stripTrailing())), "score");
  }

  /**
   * The verdict is {@code right.} or {@code wrong, ...}; how sure the model was of its words moves
   * the belief from one half towards the verdict.
   */
  @Override
  public OptionalDouble readScore(String text, double meanLogprob) {
    double sureness = Double.isNaN(meanLogprob) ? 1 : Math.exp(meanLogprob);
    if (text.startsWith("right")) {
      return OptionalDouble.of(0.5 + sureness / 2);
    }
    return text.startsWith("wrong")
        ? OptionalDouble.of(0.5 - sureness / 2)
        : OptionalDouble.empty();
  }

  @Override
  public Prompt step(Problem problem, String begun) {
    return new Prompt(asked(problem, GENERIC_STRATEGY), "solution", begun, STEP_END);
  }

  @Override
  public Prompt rest(Problem problem, String begun) {
    return new Prompt(asked(problem, GENERIC_STRATEGY), "solution", begun, List.of());
  }

  @Override
  public Prompt tools(Problem problem, String query, String transcript) {
    throw new UnsupportedOperationException("Embedded models were not trained to use tools");
  }

  private static List<Message> asked(Problem problem, String strategy) {
    return List.of(question(problem), new Message("strategy", strategy));
  }

  private static List<Message> withCandidates(List<Message> messages, List<String> candidates) {
    List<Message> all = new ArrayList<>(messages);
    List<String> shown = CandidateRoom.shown(messages, candidates);
    for (int i = 0; i < shown.size(); i++) {
      all.add(new Message("candidate", (i + 1) + ": " + shown.get(i)));
    }
    return all;
  }

  private static Message question(Problem problem) {
    return new Message("question", problem.question());
  }
}
