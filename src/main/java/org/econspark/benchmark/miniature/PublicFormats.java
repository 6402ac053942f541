package org.econspark.benchmark.miniature;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of generated problems in the fields of the six public benchmarks. */
final class PublicFormats {
  private static final JsonNodeFactory JSON = new ObjectMapper().getNodeFactory();
  private static final String OTHER_SUBJECT = "Algebra";
  private static final Map<String, String> SUBJECTS =
      Map.ofEntries(
          Map.entry("quadratic-roots", "Intermediate Algebra"),
          Map.entry("composed-function", "Intermediate Algebra"),
          Map.entry("geometric-sum", "Intermediate Algebra"),
          Map.entry("gcd", "Number Theory"),
          Map.entry("lcm", "Number Theory"),
          Map.entry("lcm-of-three", "Number Theory"),
          Map.entry("modular-product", "Number Theory"),
          Map.entry("modular-power", "Number Theory"),
          Map.entry("divisor-count", "Number Theory"),
          Map.entry("from-base", "Number Theory"),
          Map.entry("to-base", "Number Theory"),
          Map.entry("two-remainders", "Number Theory"),
          Map.entry("fraction-sum", "Prealgebra"),
          Map.entry("fraction-product", "Prealgebra"),
          Map.entry("fraction-mixed", "Prealgebra"),
          Map.entry("percent-changes", "Prealgebra"),
          Map.entry("missing-for-mean", "Prealgebra"),
          Map.entry("two-draws", "Counting & Probability"),
          Map.entry("committees", "Counting & Probability"),
          Map.entry("right-triangle", "Geometry"));

  private PublicFormats() {}

  static ObjectNode gsm8k(ProblemId id) {
    Worked solution = id.worked();
    String steps =
        solution.lines().stream()
            .limit(solution.lines().size() - 1L)
            .map(Calculations::annotated)
            .collect(Collectors.joining("\n"));
    return JSON.objectNode()
        .put("question", id.problem().question())
        .put("answer", steps + "\n#### " + solution.answer());
  }

  static ObjectNode gsmHard(ProblemId id) {
    MiniProblem problem = id.problem();
    return JSON.objectNode()
        .put("input", problem.question())
        .put("code", Calculations.of(problem, id.seed()).program(problem.question()))
        .put("target", Double.parseDouble(id.worked().answer()));
  }

  static ObjectNode math(ProblemId id) {
    MiniProblem problem = id.problem();
    Worked solution = id.worked();
    String subject = SUBJECTS.getOrDefault(problem.kind(), OTHER_SUBJECT);
    String folder = subject.toLowerCase(Locale.ROOT).replace("&", "and").replace(' ', '_');
    String steps = String.join("\n", solution.lines().subList(0, solution.lines().size() - 1));
    return JSON.objectNode()
        .put("problem", problem.question())
        .put("solution", steps + "\nThe answer is $\\boxed{" + solution.answer() + "}$.")
        .put("answer", solution.answer())
        .put("subject", subject)
        .put("level", problem.difficulty())
        .put("unique_id", id.split().id() + "/" + folder + "/" + id.seed() + ".json");
  }

  static ObjectNode svamp(ProblemId id, int position) {
    MiniProblem problem = id.problem();
    int start = lastSentence(problem.question());
    Calculations calculations = Calculations.of(problem, id.seed());
    return JSON.objectNode()
        .put("ID", "chal-" + position)
        .put("Body", problem.question().substring(0, start).strip())
        .put("Question", problem.question().substring(start))
        .put("Equation", calculations.expression())
        .put("Answer", Double.parseDouble(id.worked().answer()))
        .put("Type", calculations.type());
  }

  static ObjectNode strategyQa(ProblemId id) {
    MiniProblem problem = id.problem();
    int asked = lastSentence(problem.question());
    ArrayNode facts = JSON.arrayNode();
    Arrays.stream(problem.question().substring(0, asked).strip().split("(?<=\\.) "))
        .forEach(facts::add);
    ArrayNode decomposition = JSON.arrayNode();
    problem.plan().forEach(clause -> decomposition.add(Vocabulary.capital(clause) + "."));
    ArrayNode evidence = JSON.arrayNode();
    problem.plan().forEach(clause -> evidence.add(JSON.arrayNode().add("operation")));
    ObjectNode row =
        JSON.objectNode()
            .put("qid", String.format("%020x", id.seed()))
            .put("term", problem.kind())
            .put("description", "Generated facts, stated in the question")
            .put("question", problem.question())
            .put("answer", id.worked().answer().equals("yes"));
    row.set("facts", facts);
    row.set("decomposition", decomposition);
    row.set("evidence", JSON.arrayNode().add(evidence));
    return row;
  }

  static final List<String> TRIP_COLUMNS =
      List.of(
          "org",
          "dest",
          "days",
          "visiting_city_number",
          "date",
          "people_number",
          "local_constraint",
          "budget",
          "query",
          "level",
          "reference_information");

  static List<String> trip(ProblemId id) {
    MiniProblem problem = id.problem();
    TripFacts trip = problem.trip();
    LocalDate first = LocalDate.of(2022, 3, 1);
    String dates =
        IntStream.range(0, trip.days())
            .mapToObj(day -> "'" + first.plusDays(day) + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    int difficulty = problem.difficulty();
    return List.of(
        "Home",
        "any",
        Integer.toString(trip.days()),
        Integer.toString(trip.cities()),
        dates,
        "1",
        TripReference.localConstraint(trip),
        Integer.toString(trip.budget()),
        problem.question(),
        difficulty < 3 ? "easy" : difficulty == 3 ? "medium" : "hard",
        TripReference.referenceInformation(trip));
  }

  /** Index of the last sentence, the one that asks. */
  private static int lastSentence(String question) {
    int end = Math.max(question.lastIndexOf(". "), question.lastIndexOf("! "));
    return end < 0 ? 0 : end + 2;
  }
}
