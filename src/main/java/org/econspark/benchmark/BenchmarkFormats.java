package org.econspark.benchmark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.econspark.benchmark.travel.TravelMode;
import org.econspark.config.Settings;
import org.econspark.error.EconException;

/** The known file formats by name. */
public final class BenchmarkFormats {
  private static final Map<String, BenchmarkFormat> BY_NAME = new TreeMap<>();

  static {
    List.of(
            new Gsm8kFormat(),
            new GsmHardFormat(),
            new MathFormat(),
            new SvampFormat(),
            new StrategyQaFormat(),
            TravelPlannerFormat.DEFAULT,
            PlainFormat.DEFAULT)
        .forEach(format -> BY_NAME.put(format.name(), format));
  }

  private BenchmarkFormats() {}

  /**
   * The format of that name.
   *
   * @throws EconException usage error if there is none; names the known ones
   */
  public static BenchmarkFormat byName(String name) {
    BenchmarkFormat format = BY_NAME.get(name);
    if (format == null) {
      throw EconException.usage(
          "Invalid benchmark format '%s': known are %s."
              .formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    return format;
  }

  /** The format of a benchmark in the settings, with the fields that it names. */
  public static BenchmarkFormat of(Settings.BenchmarkSource source) {
    if (source.format().equals(PlainFormat.DEFAULT.name())) {
      return new PlainFormat(
          source.questionField(), source.answerField(), source.idField(), source.grader());
    }
    if (source.format().equals(TravelPlannerFormat.DEFAULT.name())) {
      return new TravelPlannerFormat(
          TravelMode.byName(source.mode()), source.database(), source.referenceTokens());
    }
    return byName(source.format());
  }

  /** Names of all formats, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }
}
