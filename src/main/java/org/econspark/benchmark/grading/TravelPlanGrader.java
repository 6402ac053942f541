package org.econspark.benchmark.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;

/**
 * Judges a TravelPlanner plan by what the query's own row allows: delivery, the number of days, and
 * the constraints on budget, room, cuisine and transport, with prices from the reference
 * information. It is not the published score: route, current city, diversity and minimum nights are
 * not judged, and the reason says what was.
 */
final class TravelPlanGrader implements Grader {
  static final TravelPlanGrader INSTANCE = new TravelPlanGrader();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_TRIES = 50;
  private static final String JUDGED =
      "days, known places, budget, room, cuisine and transport judged";

  private TravelPlanGrader() {}

  @Override
  public String name() {
    return "travelplanner";
  }

  @Override
  public String version() {
    return "1";
  }

  /** The last JSON list of day objects in the text; an empty list is no plan. */
  @Override
  public Optional<String> extract(String text) {
    Optional<String> found = Optional.empty();
    int from = text.indexOf('[');
    for (int tries = 0; from >= 0 && tries < MAX_TRIES; tries++) {
      TimeLimit.check();
      Optional<JsonNode> plan = list(text.substring(from));
      int next = from + 1;
      if (plan.isPresent() && !plan.get().isEmpty()) {
        String written = plan.get().toString();
        found = Optional.of(written);
        // At least so many characters were read; white space makes it no less.
        next = from + Math.max(1, written.length() / 2);
      }
      from = text.indexOf('[', next);
    }
    return found;
  }

  private static Optional<JsonNode> list(String text) {
    try (var parser = JSON.createParser(text)) {
      JsonNode value = JSON.readTree(parser);
      if (value == null || !value.isArray()) {
        return Optional.empty();
      }
      for (JsonNode day : value) {
        if (!day.isObject()) {
          return Optional.empty();
        }
      }
      return Optional.of(value);
    } catch (IOException e) {
      // This bracket does not open a plan; the next one may.
      return Optional.empty();
    }
  }

  /** The text is a plan and nothing else, but for white space. */
  @Override
  public Optional<String> extractStrict(String text) {
    String stripped = text.strip();
    boolean alone = stripped.startsWith("[") && stripped.endsWith("]");
    return alone
        ? list(stripped).filter(plan -> !plan.isEmpty()).map(JsonNode::toString)
        : Optional.empty();
  }

  @Override
  public Grade judge(String answer, Problem problem) {
    try {
      JsonNode gold = JSON.readTree(problem.gold());
      if (!gold.has("days")) {
        return Grade.of(
            answer, false, "delivered; the query's fields are not known, so nothing is judged");
      }
      List<JsonNode> days = new ArrayList<>();
      JSON.readTree(answer)
          .forEach(
              day -> {
                if (!day.isEmpty()) {
                  days.add(day);
                }
              });
      Optional<String> broken = new TravelPlanRules(gold, days).firstBroken();
      return Grade.of(answer, broken.isEmpty(), broken.orElse("keeps them") + "; " + JUDGED);
    } catch (JsonProcessingException e) {
      return Grade.of(answer, false, "the gold holds no rules to judge by");
    }
  }

  @Override
  public String voteKey(String answer) {
    return answer;
  }
}
