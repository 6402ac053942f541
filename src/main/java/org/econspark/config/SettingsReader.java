package org.econspark.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Reads typed values and collects every problem instead of stopping at the first. After a problem
 * it returns a harmless placeholder; {@link SettingsLoader} then refuses the whole.
 */
final class SettingsReader {
  private final Config config;
  private final String prefix;
  private final List<String> problems;

  SettingsReader(Config config, String prefix, List<String> problems) {
    this.config = config;
    this.prefix = prefix;
    this.problems = problems;
  }

  String text(String key) {
    return read(key, "a text", "", config::getString);
  }

  String nonEmptyText(String key) {
    String value = text(key);
    if (value.isBlank()) {
      problem(key, value, "a text that is not empty");
    }
    return value;
  }

  String oneOf(String key, List<String> choices) {
    String value = text(key);
    if (!choices.contains(value)) {
      problem(key, value, "one of " + String.join(", ", choices));
    }
    return value;
  }

  List<String> texts(String key) {
    return read(key, "a list of texts", List.of(), config::getStringList);
  }

  long integer(String key) {
    return read(key, "a whole number", 0L, config::getLong);
  }

  int integer(String key, int min, int max) {
    String expected = "a whole number from " + min + " to " + max;
    long value = read(key, expected, (long) min, config::getLong);
    return checked(key, value, value >= min && value <= max, expected) ? (int) value : min;
  }

  long longInteger(String key, long min, long max) {
    String expected = "a whole number from " + min + " to " + max;
    long value = read(key, expected, min, config::getLong);
    return checked(key, value, value >= min && value <= max, expected) ? value : min;
  }

  /** NaN after a problem; a limit that is NaN does not limit, so one problem is reported once. */
  double number(String key, double min, double max) {
    String expected = String.format(Locale.ROOT, "a number from %s to %s", min, max);
    double value = read(key, expected, Double.NaN, config::getDouble);
    boolean valid = !(value < min) && !(value > max);
    return checked(key, value, valid, expected) ? value : Double.NaN;
  }

  boolean flag(String key) {
    return read(key, "true or false", false, config::getBoolean);
  }

  List<Double> numbers(String key, double min, double max) {
    String expected = String.format(Locale.ROOT, "a list of numbers from %s to %s", min, max);
    List<Double> values = read(key, expected, List.of(), config::getDoubleList);
    boolean valid = values.stream().allMatch(value -> value >= min && value <= max);
    return checked(key, values, valid, expected) ? values : List.of();
  }

  Duration duration(String key) {
    return read(key, "a duration such as 30s", Duration.ofSeconds(1), config::getDuration);
  }

  /** Reports a value that is wrong for a reason beyond its own type. */
  void problem(String key, Object value, String expected) {
    problems.add("'" + prefix + key + "' is '" + value + "', expected " + expected);
  }

  private boolean checked(String key, Object value, boolean valid, String expected) {
    if (!valid) {
      problem(key, value, expected);
    }
    return valid;
  }

  private <T> T read(String key, String expected, T placeholder, Function<String, T> getter) {
    try {
      return getter.apply(key);
    } catch (ConfigException.Missing e) {
      problems.add("'" + prefix + key + "' is missing, expected " + expected);
    } catch (ConfigException.WrongType | ConfigException.BadValue e) {
      problem(key, config.getValue(key).unwrapped(), expected);
    }
    return placeholder;
  }
}
