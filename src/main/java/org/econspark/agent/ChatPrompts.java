package org.econspark.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.econspark.benchmark.Problem;
import org.econspark.llm.Message;

/**
 * Prompts for chat models, from the template files in {@code prompts/chat}. Values are put in by a
 * single pass, so that a placeholder inside a question stays text, and answers are fenced in tags
 * that their texts cannot close.
 */
final class ChatPrompts implements Prompts {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");
  private static final Pattern SCORE =
      Pattern.compile("(?i)score\\W{0,6}(\\d{1,2}(?:\\.\\d{1,3})?)");
  private static final double MOST_POINTS = 10;

  /** Changes with the way that templates are filled. */
  private static final String FORM = "chat-4";

  private static final List<String> TEMPLATES =
      List.of(
          "system",
          "direct",
          "strategy",
          "answer",
          "commitment",
          "few-shot",
          "detailed-strategy",
          "local-strategy",
          "judgement",
          "revision",
          "aggregation",
          "score",
          "step",
          "rest",
          "tools");
  private static final ChatPrompts INSTANCE = new ChatPrompts();

  private final String system = read("system");
  private final String direct = read("direct");
  private final String strategy = read("strategy");
  private final String answer = read("answer");
  private final String commitment = read("commitment");
  private final String fewShot = read("few-shot");
  private final String detailedStrategy = read("detailed-strategy");
  private final String localStrategy = read("local-strategy");
  private final String judgement = read("judgement");
  private final String revision = read("revision");
  private final String aggregation = read("aggregation");
  private final String score = read("score");
  private final String step = read("step");
  private final String rest = read("rest");
  private final String tools = read("tools");

  /** Sole planning (Xie et al. 2024, section 4.1): everything needed stands in the question. */
  private static final String TRAVEL_PLAN =
      "Use only flights, places and prices from the given information. End with the plan as a JSON"
          + " list of day objects and nothing after it. Keys of a day: days (its number),"
          + " current_city ('from A to B' on a travel day), transportation, breakfast, attraction,"
          + " lunch, dinner, accommodation; '-' means nothing. Write places as 'Name, City' and end"
          + " each attraction with ';'. The first day of a plan looks like this: [{\"days\": 1,"
          + " \"current_city\": \"from Ithaca to Charlotte\", \"transportation\": \"Flight Number:"
          + " F3633413, from Ithaca to Charlotte, Departure Time: 05:38, Arrival Time: 07:46\","
          + " \"breakfast\": \"Nagaland's Kitchen, Charlotte\", \"attraction\": \"The Charlotte Museum of"
          + " History, Charlotte;\", \"lunch\": \"Cafe Maple Street, Charlotte\", \"dinner\": \"Bombay"
          + " Vada Pav, Charlotte\", \"accommodation\": \"Affordable Spacious Refurbished Room,"
          + " Charlotte\"}, ...]";

  private final String version;

  private ChatPrompts() {
    StringBuilder templates = new StringBuilder(FORM);
    for (String name : TEMPLATES) {
      templates.append('\u001e').append(read(name));
    }
    version = FORM + "-" + DigestUtils.sha256Hex(templates.toString()).substring(0, 8);
  }

  static ChatPrompts load() {
    return INSTANCE;
  }

  @Override
  public String version() {
    return version;
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
    return prompt(
        commitment,
        Map.of(
            "question", problem.question(),
            "strategy", strategyText,
            "answers", fenced(answers),
            "format", answerFormat(problem.grader())));
  }

  @Override
  public Set<PromptKind> kinds() {
    return EnumSet.allOf(PromptKind.class);
  }

  @Override
  public Prompt fewShot(Problem problem, List<WorkedExample> examples) {
    StringBuilder solved = new StringBuilder();
    for (WorkedExample example : examples) {
      solved.append("Question:\n").append(example.question());
      solved.append("\n\nAnswer:\n").append(example.solution()).append("\n\n");
    }
    return prompt(fewShot, values(problem, "examples", solved.toString().stripTrailing()));
  }

  @Override
  public Prompt detailedStrategy(Problem problem) {
    return prompt(detailedStrategy, values(problem));
  }

  @Override
  public Prompt localStrategy(Problem problem, String strategyText, int cluster, int clusters) {
    Map<String, String> values = values(problem, "strategy", strategyText);
    values.put("cluster", Integer.toString(cluster + 1));
    values.put("clusters", Integer.toString(clusters));
    return prompt(localStrategy, values);
  }

  @Override
  public Prompt judgement(Problem problem, List<String> answers) {
    return prompt(judgement, values(problem, "answers", fenced(answers)));
  }

  @Override
  public Prompt revision(Problem problem, String strategyText, String own, List<String> others) {
    Map<String, String> values = values(problem, "answers", fenced(others));
    values.put(
        "strategy",
        strategyText == null ? "" : "Strategy of the coordinator:\n" + strategyText + "\n\n");
    if (own == null) {
      return prompt(aggregation, values);
    }
    values.put("own", fenced(List.of(own)));
    return prompt(revision, values);
  }

  @Override
  public Prompt score(Problem problem, String solution, boolean whole) {
    Map<String, String> values = values(problem, "answers", fenced(List.of(solution)));
    values.put("extent", whole ? "solution" : "beginning of a solution");
    return prompt(score, values);
  }

  /** The last {@code Score: x} of 0 to 10 points counts. */
  @Override
  public OptionalDouble readScore(String text, double meanLogprob) {
    OptionalDouble last = OptionalDouble.empty();
    Matcher matcher = SCORE.matcher(text);
    while (matcher.find()) {
      last = OptionalDouble.of(Math.min(1, Double.parseDouble(matcher.group(1)) / MOST_POINTS));
    }
    return last;
  }

  @Override
  public Prompt step(Problem problem, String begun) {
    return prompt(step, values(problem, "begun", begun.isEmpty() ? "(nothing yet)" : begun));
  }

  @Override
  public Prompt rest(Problem problem, String begun) {
    return prompt(rest, values(problem, "begun", begun.isEmpty() ? "(nothing yet)" : begun));
  }

  @Override
  public Prompt tools(Problem problem, String query, String transcript) {
    Map<String, String> values = values(problem, "transcript", transcript);
    values.put("question", query);
    Prompt prompt = prompt(tools, values);
    // The model must not make up what a tool would say.
    return new Prompt(
        prompt.messages(), prompt.answerRole(), prompt.prefix(), List.of("\nObservation"));
  }

  private static String fenced(List<String> answers) {
    StringBuilder fenced = new StringBuilder();
    for (int i = 0; i < answers.size(); i++) {
      fenced.append("<answer agent=\"").append(i + 1).append("\">\n");
      fenced.append(PromptSafety.withoutTags(answers.get(i)));
      fenced.append("\n</answer>\n");
    }
    return fenced.toString();
  }

  private static Map<String, String> values(Problem problem) {
    Map<String, String> values = new HashMap<>();
    values.put("question", problem.question());
    values.put("format", answerFormat(problem.grader()));
    return values;
  }

  private static Map<String, String> values(Problem problem, String name, String value) {
    Map<String, String> values = values(problem);
    values.put(name, value);
    return values;
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
              return Matcher.quoteReplacement(safe(match.group(1), value));
            });
  }

  /** Answers come with their own tags; every other value is kept from looking like one. */
  private static String safe(String name, String value) {
    return switch (name) {
      case "question" -> PromptSafety.fenced(name, value);
      case "answers", "own" -> PromptSafety.withoutRoleMarkers(value);
      default -> PromptSafety.plain(value);
    };
  }

  private static String answerFormat(String grader) {
    return switch (grader) {
      case "numeric", "numeric-approximate" ->
          "End with the final number, digits only, in \\boxed{}.";
      case "yes-no" -> "End with \\boxed{yes} or \\boxed{no}.";
      case "trip" -> "End with the names of the chosen cities, parted by commas, in \\boxed{}.";
      case "travelplanner", "travelplanner-strict" -> TRAVEL_PLAN;
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
