package org.econspark.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.benchmark.Problem;
import org.econspark.llm.Message;

/**
 * Prompts for chat models, from the template files in {@code prompts/chat}. Values are put in by a
 * single pass, so that a placeholder inside a question stays text, and answers are fenced in tags
 * that their texts cannot close.
 */
final class ChatPrompts implements Prompts {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");
  private static final Pattern ANSWER_TAG =
      Pattern.compile("<(/?)\\s*answer", Pattern.CASE_INSENSITIVE);
  private static final ChatPrompts INSTANCE = new ChatPrompts();

  private final String system = read("system");
  private final String direct = read("direct");
  private final String strategy = read("strategy");
  private final String answer = read("answer");
  private final String commitment = read("commitment");

  private ChatPrompts() {}

  static ChatPrompts load() {
    return INSTANCE;
  }

  @Override
  public String version() {
    return "chat-1";
  }

  @Override
  public Prompt direct(Problem problem) {
    return prompt(
        direct, Map.of("question", problem.question(), "format", answerFormat(problem.grader())));
  }

  @Override
  public Prompt strategy(Problem problem, int tokens) {
    return prompt(
        strategy,
        Map.of(
            "question", problem.question(),
            "format", answerFormat(problem.grader()),
            "tokens", Integer.toString(tokens)));
  }

  @Override
  public Prompt answer(Problem problem, String strategyText) {
    return prompt(
        answer,
        Map.of(
            "question", problem.question(),
            "strategy", strategyText,
            "format", answerFormat(problem.grader())));
  }

  @Override
  public Prompt commitment(Problem problem, String strategyText, List<String> answers) {
    StringBuilder fenced = new StringBuilder();
    for (int i = 0; i < answers.size(); i++) {
      fenced.append("<answer agent=\"").append(i + 1).append("\">\n");
      fenced.append(ANSWER_TAG.matcher(answers.get(i)).replaceAll("<$1 answer"));
      fenced.append("\n</answer>\n");
    }
    return prompt(
        commitment,
        Map.of(
            "question", problem.question(),
            "strategy", strategyText,
            "answers", fenced.toString(),
            "format", answerFormat(problem.grader())));
  }

  private Prompt prompt(String template, Map<String, String> values) {
    return new Prompt(
        List.of(new Message("system", system), new Message("user", fill(template, values))),
        "assistant");
  }

  private static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            match -> {
              String value = values.get(match.group(1));
              if (value == null) {
                throw new IllegalStateException("Unknown placeholder {{" + match.group(1) + "}}");
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private static String answerFormat(String grader) {
    return switch (grader) {
      case "numeric", "gsm-hard" -> "End with the final number, digits only, in \\boxed{}.";
      case "yes-no" -> "End with \\boxed{yes} or \\boxed{no}.";
      case "trip" -> "End with the names of the chosen cities, parted by commas, in \\boxed{}.";
      case "travelplanner" ->
          "End with the plan as a JSON list of day objects with the keys days, current_city,"
              + " transportation, breakfast, attraction, lunch, dinner, accommodation; '-' means"
              + " nothing. Write places as 'Name, City' and end each attraction with ';'.";
      default -> "End with the final answer in \\boxed{}.";
    };
  }

  private static String read(String name) {
    String path = "/prompts/chat/" + name + ".txt";
    try (InputStream in = ChatPrompts.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("Missing resource " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalStateException("Unreadable resource " + path, e);
    }
  }
}
