package org.econspark.benchmark.travel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a TravelPlanner query asks for out of its text, for files that hold no more than that.
 * For judging plans alone: nothing of it goes into a prompt. What the text does not tell stays out.
 */
public final class QueryText {
  private static final Pattern DAY_NUMBER =
      Pattern.compile("(?:March (?:the )?(\\d{1,2})\\b|\\b(\\d{1,2})(?:st|nd|rd|th)\\b)");
  private static final Pattern BUDGET = Pattern.compile("\\$([\\d,]{1,12})");
  private static final Pattern PEOPLE =
      Pattern.compile(
          "(?:group of|party of|\\bfor|\\bwith|are) (\\d{1,2}|two|three|four|five|six|seven|eight)"
              + "(?= people| individuals| travell?ers| persons?|[,.? ]|$)(?! ?-| days?| cit)"
              + "|\\b(\\d{1,2}|two|three|four|five|six|seven|eight)"
              + " (?:people|individuals|travell?ers|persons)");
  private static final Pattern ALONE =
      Pattern.compile(
          "\\bsolo\\b|\\balone\\b|\\bsingle\\b|\\bone person\\b|\\b1 person\\b|\\ban individual\\b"
              + "|single-person");
  private static final Pattern FIRST_PERSON =
      Pattern.compile("\\bI\\b|\\bI'|\\bme\\b|\\bmy\\b|\\bMy\\b");
  private static final Pattern PAIR = Pattern.compile("\\ba (?:couple|pair)\\b");
  private static final Pattern NO_FLIGHT =
      Pattern.compile(
          "(?:\\bno|not|n't|avoid|exclude|without|non)\\b.{0,50}?(?:fl(?:y|ight)|airline)");
  private static final Pattern NO_SELF_DRIVING =
      Pattern.compile("(?:\\bno|not|n't|avoid|without|non)\\b.{0,50}?(?:self-driv|\\bdriv)");
  private static final Pattern PARTIES = Pattern.compile("\\bparties\\b");
  private static final Pattern CHILDREN = Pattern.compile("children|child-friendly|\\bkids\\b");
  private static final Pattern PETS = Pattern.compile("\\bpets?\\b");
  private static final Pattern NOT_SHARED = Pattern.compile("non-shared|not shared");
  private static final List<String> NUMBERS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight");
  private static final List<String> CUISINES =
      List.of("Chinese", "American", "Italian", "Mexican", "Indian", "Mediterranean", "French");
  private static final Map<Integer, Integer> CITIES_BY_DAYS = Map.of(3, 1, 5, 2, 7, 3);

  private final String text;
  private final String lower;

  private QueryText(String query) {
    this.text = query;
    this.lower = query.toLowerCase(Locale.ROOT);
  }

  /**
   * The query as the gold of a problem has it.
   *
   * @param cities names of known cities
   * @param states names of known states; empty leaves the destination of longer trips out
   * @param constraints how many local constraints the query has, -1 where that is not known; where
   *     another number is read, none of them is trusted
   */
  public static ObjectNode read(
      String query, Collection<String> cities, Collection<String> states, int constraints) {
    QueryText reader = new QueryText(query);
    ObjectNode gold = JsonNodeFactory.instance.objectNode();
    reader.days(gold);
    reader.money(gold);
    reader.places(gold, cities, states);
    ObjectNode asked = reader.constraints();
    int found = 0;
    for (JsonNode value : asked) {
      found += value.isNull() ? 0 : 1;
    }
    reader.people(gold, (constraints < 0 ? found : constraints) == 0);
    if (constraints < 0 || found == constraints) {
      gold.set("constraints", asked);
    }
    return gold;
  }

  private void days(ObjectNode gold) {
    List<Integer> dates = new ArrayList<>();
    Matcher matcher = DAY_NUMBER.matcher(text);
    while (matcher.find()) {
      String number = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      dates.add(Integer.parseInt(number));
    }
    if (dates.size() < 2) {
      return;
    }
    int days = dates.get(1) - dates.get(0) + 1;
    Integer cities = CITIES_BY_DAYS.get(days);
    if (cities == null) {
      return;
    }
    gold.put("days", days);
    gold.put("cities", cities);
    ArrayNode written = gold.putArray("date");
    for (int day = dates.get(0); day <= dates.get(1); day++) {
      written.add(String.format(Locale.ROOT, "2022-03-%02d", day));
    }
  }

  private void money(ObjectNode gold) {
    Matcher budget = BUDGET.matcher(text);
    if (budget.find()) {
      gold.put("budget", Integer.parseInt(budget.group(1).replace(",", "")));
    }
  }

  /**
   * @param easy a query without local constraints, which are all for one person
   */
  private void people(ObjectNode gold, boolean easy) {
    Matcher several = PEOPLE.matcher(text);
    if (ALONE.matcher(lower).find()) {
      gold.put("people", 1);
    } else if (PAIR.matcher(lower).find()) {
      gold.put("people", 2);
    } else if (several.find()) {
      String number = several.group(1) != null ? several.group(1) : several.group(2);
      int word = NUMBERS.indexOf(number);
      gold.put("people", word >= 0 ? word : Integer.parseInt(number));
    } else if (easy || FIRST_PERSON.matcher(text).find() && !lower.contains(" we ")) {
      gold.put("people", 1);
    }
  }

  private void places(ObjectNode gold, Collection<String> cities, Collection<String> states) {
    TreeMap<Integer, String> cityAt = positions(cities);
    if (cityAt.isEmpty()) {
      return;
    }
    int start = cityAt.firstKey();
    gold.put("org", cityAt.get(start));
    if (gold.path("days").asInt() == 3) {
      cityAt.tailMap(start, false).values().stream()
          .filter(city -> !city.equals(gold.path("org").textValue()))
          .findFirst()
          .ifPresent(city -> gold.put("dest", city));
      return;
    }
    var last = positions(states).tailMap(start, false).lastEntry();
    if (last != null) {
      gold.put("dest", last.getValue());
    }
  }

  /** Names by their positions; of overlapping ones the longer. */
  private TreeMap<Integer, String> positions(Collection<String> names) {
    TreeMap<Integer, String> found = new TreeMap<>();
    boolean[] taken = new boolean[text.length()];
    List<String> longestFirst = new ArrayList<>(names);
    longestFirst.sort(
        Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    for (String name : longestFirst) {
      for (int i = text.indexOf(name); i >= 0 && !name.isEmpty(); i = text.indexOf(name, i + 1)) {
        int end = i + name.length();
        boolean word =
            (i == 0 || !Character.isLetter(text.charAt(i - 1)))
                && (end == text.length() || !Character.isLetter(text.charAt(end)));
        if (word && !taken[i]) {
          found.put(i, name);
          Arrays.fill(taken, i, end, true);
        }
      }
    }
    return found;
  }

  private ObjectNode constraints() {
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    asked.put("house rule", houseRule());
    List<String> words = List.of(text.split("[^A-Za-z]+"));
    List<String> cuisines = CUISINES.stream().filter(words::contains).toList();
    if (cuisines.isEmpty()) {
      asked.putNull("cuisine");
    } else {
      ArrayNode list = asked.putArray("cuisine");
      cuisines.forEach(list::add);
    }
    asked.put("room type", roomType());
    asked.put("transportation", transportation());
    return asked;
  }

  private String houseRule() {
    if (lower.contains("smok")) {
      return "smoking";
    }
    if (PARTIES.matcher(lower).find()) {
      return "parties";
    }
    if (CHILDREN.matcher(lower).find()) {
      return "children under 10";
    }
    if (lower.contains("visitor")) {
      return "visitors";
    }
    return PETS.matcher(lower).find() ? "pets" : null;
  }

  private String roomType() {
    if (lower.contains("entire room")) {
      return "entire room";
    }
    if (lower.contains("private room")) {
      return "private room";
    }
    if (NOT_SHARED.matcher(lower).find()) {
      return "not shared room";
    }
    return lower.contains("shared room") ? "shared room" : null;
  }

  private String transportation() {
    if (NO_SELF_DRIVING.matcher(lower).find()) {
      return "no self-driving";
    }
    return NO_FLIGHT.matcher(lower).find() ? "no flight" : null;
  }

  /** The states of a database by city, for {@link #read}. */
  public static Map<String, String> states(String database) {
    return DatabaseSandbox.at(database).states();
  }
}
