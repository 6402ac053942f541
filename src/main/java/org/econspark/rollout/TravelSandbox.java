package org.econspark.rollout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.econspark.benchmark.Problem;

/**
 * TravelPlanner's tools over the reference information of one query: what the sole-planning form
 * shows all at once is given here a section at a time (Xie et al. 2024, arXiv 2402.01622, section
 * 3.2; the tools' names are theirs). Stateless after construction.
 */
final class TravelSandbox {
  private static final String GIVEN = "\n\nGiven information:\n";

  /** First line of a section, such as {@code Restaurants in Reno:}. */
  private static final Pattern SECTION =
      Pattern.compile(
          "(Attractions|Restaurants|Accommodations|Flight|Self-driving|Taxi)\\b.{0,200}:");

  private static final Pattern CALL = Pattern.compile("(?s)\\s*([A-Za-z]+)\\s*\\[(.*)]\\s*");

  private final String query;
  private final Map<String, String> sections;

  private TravelSandbox(String query, Map<String, String> sections) {
    this.query = query;
    this.sections = sections;
  }

  static TravelSandbox of(Problem problem) {
    int at = problem.question().indexOf(GIVEN);
    if (at < 0) {
      return new TravelSandbox(problem.question(), Map.of());
    }
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    StringBuilder current = new StringBuilder();
    for (String line : problem.question().substring(at + GIVEN.length()).lines().toList()) {
      if (SECTION.matcher(line).matches()) {
        current = new StringBuilder();
        sections.put(line.substring(0, line.length() - 1), current);
      } else {
        current.append(line).append('\n');
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    sections.forEach((name, text) -> texts.put(name, text.toString().strip()));
    return new TravelSandbox(problem.question().substring(0, at), texts);
  }

  /** The query without what the tools tell. */
  String query() {
    return query;
  }

  /** Whether an action is the last, and with what plan; null if it is not. */
  static String plan(String action) {
    Matcher call = CALL.matcher(action);
    return call.matches() && call.group(1).equalsIgnoreCase("Finish") ? call.group(2) : null;
  }

  /** What a tool answers; tells what is wrong with a call that it does not know. */
  String observe(String action) {
    Matcher call = CALL.matcher(action);
    if (!call.matches()) {
      return "Invalid action: expected Tool[arguments].";
    }
    List<String> arguments =
        List.of(call.group(2).split(",")).stream()
            .map(argument -> argument.strip().replaceAll("^['\"]|['\"]$", ""))
            .toList();
    return switch (call.group(1).toLowerCase(Locale.ROOT)) {
      case "flightsearch" -> find("Flight", arguments);
      case "googledistancematrix" ->
          find(mode(arguments), arguments.subList(0, Math.min(2, arguments.size())));
      case "accommodationsearch" -> find("Accommodations", arguments);
      case "restaurantsearch" -> find("Restaurants", arguments);
      case "attractionsearch" -> find("Attractions", arguments);
      default -> "Invalid action: there is no tool " + call.group(1) + ".";
    };
  }

  private static String mode(List<String> arguments) {
    return arguments.size() > 2 && arguments.get(2).toLowerCase(Locale.ROOT).contains("taxi")
        ? "Taxi"
        : "Self-driving";
  }

  /** The section of a kind that names all arguments in their order. */
  private String find(String kind, List<String> arguments) {
    Pattern named =
        Pattern.compile(
            kind
                + "\\b.*?"
                + arguments.stream()
                    .map(argument -> "\\b" + Pattern.quote(argument))
                    .collect(Collectors.joining(".*?"))
                + ".*",
            Pattern.CASE_INSENSITIVE);
    return sections.entrySet().stream()
        .filter(section -> named.matcher(section.getKey()).matches())
        .map(section -> section.getValue().isEmpty() ? section.getKey() : section.getValue())
        .findFirst()
        .orElse("Nothing is known about " + String.join(", ", arguments) + ".");
  }
}
