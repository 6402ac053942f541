package org.econspark.benchmark.travel;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.common.record.Record;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.error.EconException;

/**
 * The benchmark's database in its published folders: accommodations, attractions, restaurants,
 * distances and cities. Its flights are published apart, so it is silent about them. Read once in
 * each JVM; the folder must be reachable from every executor.
 */
final class DatabaseSandbox implements Sandbox {
  private static final Map<String, DatabaseSandbox> OPENED = new ConcurrentHashMap<>();
  private static final Pattern KILOMETRES = Pattern.compile("([\\d,.]{1,12}) km");
  private static final BigDecimal DOLLARS_A_KILOMETRE = new BigDecimal("0.05");

  private final Map<String, List<Restaurant>> restaurants = new HashMap<>();
  private final Map<String, List<String>> attractions = new HashMap<>();
  private final Map<String, List<Accommodation>> accommodations = new HashMap<>();
  private final Map<String, BigDecimal> kilometres = new HashMap<>();
  private final Map<String, String> states = new HashMap<>();

  private DatabaseSandbox(Path folder) {
    for (Record row : rows(folder, "restaurants/clean_restaurant_2022.csv")) {
      restaurants
          .computeIfAbsent(text(row, "City"), city -> new ArrayList<>())
          .add(
              new Restaurant(
                  text(row, "Name"),
                  ReferenceSandbox.number(text(row, "Average Cost")),
                  text(row, "Cuisines")));
    }
    for (Record row : rows(folder, "attractions/attractions.csv")) {
      attractions
          .computeIfAbsent(text(row, "City"), city -> new ArrayList<>())
          .add(text(row, "Name"));
    }
    for (Record row : rows(folder, "accommodations/clean_accommodations_2022.csv")) {
      accommodations
          .computeIfAbsent(text(row, "city"), city -> new ArrayList<>())
          .add(
              new Accommodation(
                  text(row, "NAME"),
                  ReferenceSandbox.number(text(row, "price")),
                  text(row, "room type"),
                  text(row, "house_rules"),
                  ReferenceSandbox.number(text(row, "minimum nights")).intValue(),
                  Math.max(1, ReferenceSandbox.number(text(row, "maximum occupancy")).intValue())));
    }
    for (Record row : rows(folder, "googleDistanceMatrix/distance.csv")) {
      addDistance(row);
    }
    readStates(folder.resolve("background/citySet_with_states.txt"));
  }

  /**
   * The database in a folder.
   *
   * @throws EconException unreadable data if a file is missing; names it
   */
  static DatabaseSandbox at(String folder) {
    return OPENED.computeIfAbsent(folder, path -> new DatabaseSandbox(Path.of(path)));
  }

  /** Names of all cities with their states. */
  Map<String, String> states() {
    return Map.copyOf(states);
  }

  private void addDistance(Record row) {
    Matcher distance = KILOMETRES.matcher(text(row, "distance"));
    String duration = text(row, "duration");
    // A way of more than a day, or without a duration, is not offered.
    boolean offered = distance.matches() && !duration.isEmpty() && !duration.contains("day");
    kilometres.putIfAbsent(
        ReferenceSandbox.way(text(row, "origin"), text(row, "destination")),
        offered ? new BigDecimal(distance.group(1).replace(",", "")) : BigDecimal.ONE.negate());
  }

  private void readStates(Path file) {
    try {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split("\t", -1);
        if (parts.length == 2) {
          states.put(parts[0].strip(), parts[1].strip());
        }
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static List<Record> rows(Path folder, String name) {
    Path file = folder.resolve(name);
    CsvParserSettings settings = new CsvParserSettings();
    settings.setHeaderExtractionEnabled(true);
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setMaxCharsPerColumn(-1);
    try (var reader = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
      return new CsvParser(settings).parseAllRecords(reader);
    } catch (IOException | TextParsingException e) {
      throw unreadable(file, e);
    }
  }

  private static EconException unreadable(Path file, Exception e) {
    return EconException.data(
        "Cannot read the TravelPlanner database file %s: %s; set 'benchmarks.travelplanner.database' to the folder that holds it."
            .formatted(file, e.getMessage()),
        e);
  }

  private static String text(Record row, String column) {
    String value = row.getString(column);
    return value == null ? "" : value;
  }

  @Override
  public Optional<List<Flight>> flights(String from, String to) {
    return Optional.empty();
  }

  @Override
  public Optional<List<Flight>> flights(String number) {
    return Optional.empty();
  }

  /** Whole dollars, rounded down; a way that the table lacks is not offered. */
  @Override
  public Optional<Drive> drive(String from, String to, boolean taxi) {
    BigDecimal distance = kilometres.get(ReferenceSandbox.way(from, to));
    if (distance == null || distance.signum() < 0) {
      return Optional.of(new Drive(null));
    }
    BigDecimal cost = taxi ? distance : distance.multiply(DOLLARS_A_KILOMETRE);
    return Optional.of(new Drive(cost.setScale(0, RoundingMode.DOWN)));
  }

  @Override
  public Optional<List<Restaurant>> restaurants(String city) {
    return Optional.of(restaurants.getOrDefault(city, List.of()));
  }

  @Override
  public Optional<List<String>> attractions(String city) {
    return Optional.of(attractions.getOrDefault(city, List.of()));
  }

  @Override
  public Optional<List<Accommodation>> accommodations(String city) {
    return Optional.of(accommodations.getOrDefault(city, List.of()));
  }

  @Override
  public Optional<Boolean> isCity(String name) {
    return Optional.of(states.containsKey(name));
  }

  @Override
  public Optional<Boolean> isInDestination(String city, String destination) {
    return destination == null
        ? Optional.empty()
        : Optional.of(destination.equals(states.get(city)));
  }
}
