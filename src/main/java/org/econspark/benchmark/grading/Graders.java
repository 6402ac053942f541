package org.econspark.benchmark.grading;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.econspark.benchmark.Grader;
import org.econspark.error.EconException;

/**
 * The known graders by name: those of the benchmarks, and any that {@link ServiceLoader} finds, so
 * that a jar on the class path can bring its own.
 */
public final class Graders {
  private static final Map<String, Grader> BY_NAME = new TreeMap<>();

  static {
    List.of(
            NumericGrader.EXACT,
            NumericGrader.APPROXIMATE,
            MathGrader.INSTANCE,
            YesNoGrader.INSTANCE,
            TripGrader.INSTANCE,
            TravelPlanGrader.OFFICIAL,
            TravelPlanGrader.STRICT,
            ExactGrader.INSTANCE)
        .forEach(Graders::add);
    ServiceLoader.load(Grader.class, Graders.class.getClassLoader()).forEach(Graders::add);
  }

  private Graders() {}

  private static void add(Grader grader) {
    Grader limited = new LimitedGrader(grader, LimitedGrader.LIMIT);
    if (BY_NAME.putIfAbsent(grader.name(), limited) != null) {
      throw new IllegalStateException(
          "Cannot add grader '" + grader.name() + "': there is one of that name already");
    }
  }

  /**
   * The grader of that name, see {@link org.econspark.benchmark.Problem#grader}.
   *
   * @throws EconException usage error if there is none; names the known ones
   */
  public static Grader byName(String name) {
    Grader grader = BY_NAME.get(name);
    if (grader == null) {
      throw EconException.usage(
          "Invalid grader '%s': known are %s."
              .formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    return grader;
  }

  /** Names of all graders, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }
}
