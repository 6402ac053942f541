package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.benchmark.miniature.TripFacts.Stay;

/**
 * The facts of a trip as Python literals in the columns {@code reference_information} and {@code
 * local_constraint} of the TravelPlanner file format, and back.
 */
public final class TripReference {
  private static final Pattern STAY =
      Pattern.compile("'Description': 'Stay in ([^']+)', 'Content': 'Days: (\\d+), Cost: (\\d+)'");
  private static final Pattern MUST_VISIT = Pattern.compile("'must visit': (?:None|'([^']+)')");

  private TripReference() {}

  /** All stays on offer: a list of dictionaries with the keys Description and Content. */
  public static String referenceInformation(TripFacts trip) {
    List<String> stays = new ArrayList<>();
    for (Stay stay : trip.stays()) {
      stays.add(
          String.format(
              "{'Description': 'Stay in %s', 'Content': 'Days: %d, Cost: %d'}",
              stay.city(), stay.days(), stay.cost()));
    }
    return "[" + String.join(", ", stays) + "]";
  }

  /** The four usual constraints, none of them asked, and the city that must be visited. */
  public static String localConstraint(TripFacts trip) {
    String required = trip.required() == null ? "None" : "'" + trip.required() + "'";
    return "{'house rule': None, 'cuisine': None, 'room type': None, 'transportation': None,"
        + " 'must visit': "
        + required
        + "}";
  }

  /**
   * The facts of a row.
   *
   * @throws IllegalArgumentException if no stay or no required city can be read
   */
  public static TripFacts facts(
      String referenceInformation, String localConstraint, int days, int budget, int cities) {
    List<Stay> stays =
        STAY.matcher(referenceInformation)
            .results()
            .map(
                match ->
                    new Stay(
                        match.group(1),
                        Integer.parseInt(match.group(2)),
                        Integer.parseInt(match.group(3))))
            .toList();
    Matcher required = MUST_VISIT.matcher(localConstraint);
    if (stays.isEmpty() || !required.find()) {
      throw new IllegalArgumentException(
          "Invalid trip row: 'reference_information' needs entries 'Stay in ...' and"
              + " 'local_constraint' the key 'must visit'");
    }
    return new TripFacts(stays, days, budget, cities, required.group(1));
  }
}
