package org.econspark.benchmark.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;

/**
 * Grades the cities of a miniature trip by its rules: exactly so many different cities on offer,
 * days that add up, a cost within the budget, and the required city. Any plan that keeps them is
 * right. The gold is JSON with {@code days}, {@code cities}, {@code budget}, {@code required} and
 * {@code stays} of {@code city}, {@code days} and {@code cost}.
 */
final class TripGrader implements Grader {
  static final TripGrader INSTANCE = new TripGrader();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SEPARATOR =
      Pattern.compile("[,;+&\\n]|->|\\\\to|\\\\rightarrow|\u2192|\\band\\b");
  private static final Pattern LATEX_TEXT = Pattern.compile("\\\\(?:text|mathrm|mbox|quad)");
  private static final Pattern DECORATION = Pattern.compile("[{}$\\\\*\"()\\[\\].]");

  private TripGrader() {}

  @Override
  public String name() {
    return "trip";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Optional<String> extract(String text) {
    return FinalAnswer.find(text, Optional::of);
  }

  @Override
  public Optional<String> extractStrict(String text) {
    return FinalAnswer.strict(text);
  }

  @Override
  public Grade judge(String answer, Problem problem) {
    Optional<String> broken = brokenRule(cities(answer), problem.gold());
    return Grade.of(answer, broken.isEmpty(), broken.orElse("keeps every rule"));
  }

  private static Optional<String> brokenRule(List<String> cities, String gold) {
    JsonNode rules;
    try {
      rules = JSON.readTree(gold);
    } catch (JsonProcessingException e) {
      return Optional.of("the gold holds no trip rules");
    }
    Map<String, JsonNode> offered = new LinkedHashMap<>();
    rules.path("stays").forEach(stay -> offered.put(key(stay.path("city").asText()), stay));
    TreeSet<String> distinct = new TreeSet<>(cities);
    if (distinct.size() != cities.size()) {
      return Optional.of("a city is named twice");
    }
    long days = 0;
    long cost = 0;
    for (String city : cities) {
      JsonNode stay = offered.get(city);
      if (stay == null) {
        return Optional.of("'" + city + "' is not on offer");
      }
      days += stay.path("days").asLong();
      cost += stay.path("cost").asLong();
    }
    if (cities.size() != rules.path("cities").asInt()) {
      return Optional.of(
          "%d cities instead of %d".formatted(cities.size(), rules.path("cities").asInt()));
    }
    if (days != rules.path("days").asLong()) {
      return Optional.of("%d days instead of %d".formatted(days, rules.path("days").asLong()));
    }
    if (cost > rules.path("budget").asLong()) {
      return Optional.of(
          "costs %d, the budget is %d".formatted(cost, rules.path("budget").asLong()));
    }
    JsonNode required = rules.path("required");
    if (required.isTextual() && !distinct.contains(key(required.textValue()))) {
      return Optional.of("'" + required.textValue() + "' is missing");
    }
    return Optional.empty();
  }

  /** The named cities in order, normalised. */
  private static List<String> cities(String answer) {
    return Stream.of(SEPARATOR.split(LATEX_TEXT.matcher(answer).replaceAll(" ")))
        .map(TripGrader::key)
        .filter(city -> !city.isEmpty())
        .toList();
  }

  private static String key(String city) {
    String plain = DECORATION.matcher(city).replaceAll(" ");
    return Characters.lowerCase(String.join(" ", plain.strip().split("\\s++")));
  }

  @Override
  public String voteKey(String answer) {
    return String.join(", ", new TreeSet<>(cities(answer)));
  }
}
