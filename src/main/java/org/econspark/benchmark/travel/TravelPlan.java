package org.econspark.benchmark.travel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A plan, day by day.
 *
 * @param days as written; those past the trip may be empty
 */
public record TravelPlan(List<TravelDay> days) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public TravelPlan {
    days = List.copyOf(days);
  }

  /** The plan in a JSON list of day objects; empty if the text is anything else. */
  public static Optional<TravelPlan> ofJson(String list) {
    try {
      return Optional.of(of(JSON.readTree(list)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static TravelPlan of(JsonNode list) {
    return new TravelPlan(
        StreamSupport.stream(list.spliterator(), false).map(TravelDay::of).toList());
  }

  /** Days that belong to the trip. */
  long filledDays() {
    return days.stream().filter(TravelDay::isFilled).count();
  }

  /** The first days, at most as many as asked. */
  List<TravelDay> first(int asked) {
    return days.subList(0, Math.min(asked, days.size()));
  }
}
