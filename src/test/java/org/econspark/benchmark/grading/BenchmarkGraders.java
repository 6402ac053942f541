package org.econspark.benchmark.grading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.Problems;

/**
 * Grades hostile texts with every grader and prints how long a text takes: {@code
 * src/test/benchmark_graders.sh [TEXTS] [SEED]}, by default 10,000. Ends with an error if a grader
 * throws, or takes longer than its limit and a tenth.
 */
final class BenchmarkGraders {
  private static final double MILLION = 1e6;

  private static final Map<String, String> GOLDS =
      Map.of(
          "numeric", "12",
          "numeric-approximate", "2318.4285714286",
          "math", "\\frac{x^2+1}{3}, \\sqrt{2}",
          "yes-no", "yes",
          "trip", "{\"days\": 7, \"cities\": 2, \"budget\": 9, \"stays\": []}",
          "exact", "blue");

  private BenchmarkGraders() {}

  public static void main(String[] arguments) {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    List<String> texts = new HostileTexts(seed).stream(count).toList();
    long characters = texts.stream().mapToLong(String::length).sum();
    System.out.printf(
        Locale.ROOT,
        "%,d texts of up to %,d characters, %,d in all; limit %d ms%n",
        count,
        HostileTexts.MAX_LENGTH,
        characters,
        LimitedGrader.LIMIT.toMillis());
    System.out.printf(
        "%-22s %10s %10s %10s %12s %14s  %s%n",
        "grader",
        "median ms",
        "99 % ms",
        "slowest ms",
        "its length",
        "million chars/s",
        "begins with");
    boolean late = false;
    for (String name : Graders.names()) {
      late |= measure(Graders.byName(name), texts, characters);
    }
    if (late) {
      throw new IllegalStateException("A grader took longer than its limit");
    }
  }

  private static boolean measure(Grader grader, List<String> texts, long characters) {
    Problem problem =
        Problems.of(
            "hostile", "1", "?", GOLDS.getOrDefault(grader.name(), "{}"), grader.name(), "", "");
    // The first texts also warm the code up.
    texts.stream().limit(500).forEach(text -> grader.grade(text, problem));
    List<Double> times = new ArrayList<>();
    int slowest = 0;
    for (int i = 0; i < texts.size(); i++) {
      long start = System.nanoTime();
      Grade grade = grader.grade(texts.get(i), problem);
      times.add((System.nanoTime() - start) / MILLION);
      if (grade.answer() != null) {
        grader.voteKey(grade.answer());
      }
      slowest = times.get(i) > times.get(slowest) ? i : slowest;
    }
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
    double all = Arrays.stream(sorted).sum();
    Arrays.sort(sorted);
    String text = texts.get(slowest);
    System.out.printf(
        Locale.ROOT,
        "%-22s %10.3f %10.2f %10.1f %,12d %14.0f  %s%n",
        grader.name(),
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 0.99)],
        times.get(slowest),
        text.length(),
        characters / all / 1e3,
        text.substring(0, Math.min(24, text.length())).replaceAll("\\p{Cntrl}", " "));
    return times.get(slowest) > 2.2 * LimitedGrader.LIMIT.toMillis();
  }
}
