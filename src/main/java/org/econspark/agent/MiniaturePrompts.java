package org.econspark.agent;

import java.util.ArrayList;
import java.util.List;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.miniature.Commitments;
import org.econspark.llm.Message;

/** Prompts of the embedded models, whose roles were part of their training. */
final class MiniaturePrompts implements Prompts {
  /** The instruction that zero-shot answers were trained under. */
  private static final String GENERIC_STRATEGY = "Work step by step.";

  @Override
  public String version() {
    return "miniature-1";
  }

  @Override
  public Prompt direct(Problem problem) {
    return answer(problem, GENERIC_STRATEGY);
  }

  @Override
  public Prompt strategy(Problem problem, int tokens) {
    return new Prompt(List.of(question(problem)), "strategy");
  }

  @Override
  public Prompt answer(Problem problem, String strategy) {
    return new Prompt(List.of(question(problem), new Message("strategy", strategy)), "solution");
  }

  @Override
  public Prompt commitment(Problem problem, String strategy, List<String> answers) {
    List<Message> messages = new ArrayList<>();
    messages.add(question(problem));
    messages.add(new Message("strategy", strategy));
    for (int i = 0; i < answers.size(); i++) {
      messages.add(
          new Message(
              "candidate", (i + 1) + ": " + Commitments.shortened(answers.get(i), answers.size())));
    }
    return new Prompt(messages, "commit");
  }

  private static Message question(Problem problem) {
    return new Message("question", problem.question());
  }
}
