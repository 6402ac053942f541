package org.econspark.benchmark.miniature;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.econspark.benchmark.miniature.TripFacts.Stay;

/**
 * Checks answers to generated problems by the rules that made them. Labels candidates in training;
 * evaluations of the benchmark use the graders of the public formats instead.
 */
public final class MiniatureChecker {
  private static final String BOX = "\\boxed{";
  private static final Pattern FRACTION =
      Pattern.compile("(-?)\\\\[dt]?frac\\{(-?\\d{1,15})\\}\\{(-?\\d{1,15})\\}");

  private final MiniProblem problem;
  private String gold;
  private RightCalculations rightCalculations;

  public MiniatureChecker(MiniProblem problem) {
    this.problem = problem;
  }

  public MiniProblem problem() {
    return problem;
  }

  /** The right answer; for trips one of those that the rules accept. */
  public String gold() {
    if (gold == null) {
      gold = Worked.right(problem, Worked.Manner.SHORT, 0).answer();
    }
    return gold;
  }

  /** Content of the last box whose braces balance, without outer white space. */
  public static Optional<String> answer(String text) {
    for (int start = text.lastIndexOf(BOX); start >= 0; start = text.lastIndexOf(BOX, start - 1)) {
      int open = 1;
      for (int i = start + BOX.length(); i < text.length(); i++) {
        char character = text.charAt(i);
        open += character == '{' ? 1 : character == '}' ? -1 : 0;
        if (open == 0) {
          return Optional.of(text.substring(start + BOX.length(), i).strip());
        }
      }
      if (start == 0) {
        break;
      }
    }
    return Optional.empty();
  }

  /** Whether an answer is right: by the rules of a trip, else by equality with the gold answer. */
  public boolean accepts(String answer) {
    return problem.trip() != null
        ? violation(problem.trip(), answer).isEmpty()
        : canonical(answer).equals(canonical(gold()));
  }

  /** Key under which equal answers are counted together; city order does not matter. */
  public String voteKey(String answer) {
    if (problem.trip() == null) {
      return canonical(answer);
    }
    return cities(answer).stream().sorted().collect(Collectors.joining(", "));
  }

  /**
   * What is wrong in a text, in the words of a commitment: the first wrong equation with its right
   * value, a fact that is not stated or a false comparison, the broken rule of a trip, or the first
   * calculation that no right solution does. Empty if nothing can be pointed at.
   */
  public Optional<String> reason(String text) {
    Optional<String> correction = Equations.firstCorrection(text);
    if (correction.isPresent()) {
      return correction;
    }
    return switch (problem.family()) {
      case TRAVELPLANNER -> answer(text).flatMap(answer -> violation(problem.trip(), answer));
      case STRATEGYQA ->
          CitedFacts.firstFalse(problem.question(), text).or(() -> strangeStep(text));
      default -> strangeStep(text);
    };
  }

  /**
   * The first calculation that right solutions do not do, or that the last one is missing; empty
   * where right solutions differ in what they calculate.
   */
  private Optional<String> strangeStep(String text) {
    List<String> calculations = calculations(text);
    if (rightCalculations == null) {
      rightCalculations = RightCalculations.of(problem);
    }
    if (rightCalculations.free() || calculations.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> strange =
        calculations.stream()
            .filter(calculation -> !rightCalculations.all().contains(calculation))
            .findFirst()
            .map(calculation -> "not " + calculation);
    boolean stops = answer(text).isPresent() && !calculations.contains(rightCalculations.last());
    return strange.or(() -> stops ? Optional.of("a step is missing") : Optional.empty());
  }

  /**
   * What right solutions calculate.
   *
   * @param free whether they differ from each other, e.g. in what they try
   */
  private record RightCalculations(Set<String> all, String last, boolean free) {

    static RightCalculations of(MiniProblem problem) {
      List<String> full = calculations(Worked.right(problem, Worked.Manner.FULL, 0).text());
      List<String> again = calculations(Worked.right(problem, Worked.Manner.FULL, 1).text());
      Set<String> all = new HashSet<>(full);
      all.addAll(calculations(Worked.right(problem, Worked.Manner.SHORT, 0).text()));
      String last = full.isEmpty() ? "" : full.get(full.size() - 1);
      return new RightCalculations(all, last, !full.equals(again));
    }
  }

  private static List<String> calculations(String text) {
    return Equations.in(text).stream()
        .flatMap(equation -> equation.calculation().stream())
        .toList();
  }

  /**
   * The first rule that a trip breaks: cities on offer, their number, required city, days, cost.
   */
  private static Optional<String> violation(TripFacts trip, String answer) {
    Map<String, Stay> offered =
        trip.stays().stream().collect(Collectors.toMap(Stay::city, Function.identity()));
    List<String> cities = cities(answer);
    for (String city : cities) {
      if (!offered.containsKey(city)) {
        return Optional.of("unknown city");
      }
    }
    if (cities.size() != trip.cities() || new HashSet<>(cities).size() != trip.cities()) {
      return Optional.of("not " + trip.cities() + " cities");
    }
    if (trip.required() != null && !cities.contains(trip.required())) {
      return Optional.of(trip.required() + " is missing");
    }
    List<Integer> days = cities.stream().map(city -> offered.get(city).days()).toList();
    int total = days.stream().mapToInt(Integer::intValue).sum();
    if (total != trip.days()) {
      String sum = days.stream().map(String::valueOf).collect(Collectors.joining("+"));
      return Optional.of(sum + "=" + total + " days");
    }
    int cost = cities.stream().mapToInt(city -> offered.get(city).cost()).sum();
    return cost > trip.budget() ? Optional.of("cost " + cost) : Optional.empty();
  }

  private static List<String> cities(String answer) {
    return Arrays.stream(answer.split(",")).map(String::strip).toList();
  }

  /** Integers without signs of plus or separators, fractions in lowest terms, lower case. */
  private static String canonical(String answer) {
    String text = answer.strip().toLowerCase(Locale.ROOT);
    Matcher matcher = FRACTION.matcher(text);
    if (!matcher.matches()) {
      return text;
    }
    BigInteger top = new BigInteger(matcher.group(2));
    BigInteger bottom = new BigInteger(matcher.group(3));
    if (bottom.signum() == 0) {
      return text;
    }
    BigInteger divisor = top.gcd(bottom).max(BigInteger.ONE);
    boolean negative =
        (top.signum() * bottom.signum() < 0) != matcher.group(1).equals("-") && top.signum() != 0;
    String sign = negative ? "-" : "";
    BigInteger numerator = top.abs().divide(divisor);
    BigInteger denominator = bottom.abs().divide(divisor);
    return denominator.equals(BigInteger.ONE)
        ? sign + numerator
        : sign + "\\frac{" + numerator + "}{" + denominator + "}";
  }
}
