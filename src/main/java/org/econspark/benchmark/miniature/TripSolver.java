package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.pick;
import static org.econspark.benchmark.miniature.Vocabulary.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.econspark.benchmark.miniature.MiniProblem.Solution;
import org.econspark.benchmark.miniature.TripFacts.Stay;

/**
 * Writes trip plans: careful ones try up to four choices that fail, then one that fits. A flawed
 * plan adds up wrongly, forgets the required city or accepts what does not fit.
 *
 * @param trip the rules
 * @param right choices that fit, at least one
 * @param near choices that fail by at most two days or by cost alone, at least one
 */
record TripSolver(TripFacts trip, List<List<Stay>> right, List<List<Stay>> near)
    implements MiniProblem.Solver {
  private static final int MOST_TRIALS = 4;

  /** Chance of one more failing trial in a careful plan. */
  private static final double ANOTHER_TRIAL = 0.65;

  @Override
  public Solution solve(Derivation d) {
    RandomGenerator random = d.random();
    List<String> lines = new ArrayList<>();
    if (trip.required() != null && d.careful()) {
      lines.add(d.wording("Keep ", "Include ", "Fixed: ") + trip.required() + ".");
    }
    int trials = 0;
    while (d.careful() && trials < MOST_TRIALS && random.nextDouble() < ANOTHER_TRIAL) {
      trials++;
    }
    for (List<Stay> choice : sample(random, near, Math.min(trials, near.size()))) {
      if (d.choose(false, true)) {
        return flawed(random, lines, choice);
      }
      lines.add(tried(d, choice));
    }
    List<Stay> last = pick(random, right);
    if (d.choose(false, true)) {
      return flawed(random, lines, wrongChoice(random));
    }
    lines.add(tried(d, last));
    return planned(last, lines);
  }

  /** One trial with its true sums and what follows from them. */
  private String tried(Derivation d, List<Stay> choice) {
    int days = TripChoices.days(choice);
    String line = opening(d.random(), choice) + "=" + days + " days";
    if (days != trip.days()) {
      return line + ", not " + trip.days() + ".";
    }
    int cost = TripChoices.cost(choice);
    return line
        + ". Cost "
        + terms(choice, Stay::cost)
        + "="
        + cost
        + (cost <= trip.budget() ? ", within " : ", over ")
        + trip.budget()
        + ".";
  }

  /** A choice that breaks a rule: near misses most often, else one without the required city. */
  private List<Stay> wrongChoice(RandomGenerator random) {
    if (trip.required() == null || random.nextInt(3) > 0) {
      return pick(random, near);
    }
    List<Stay> others =
        trip.stays().stream().filter(stay -> !stay.city().equals(trip.required())).toList();
    return sample(random, others, trip.cities());
  }

  /**
   * Ends with a choice that does not fit as if it did: with sums that do not hold, with misread
   * days, or with honest sums that are not looked at.
   */
  private Solution flawed(RandomGenerator random, List<String> lines, List<Stay> choice) {
    List<Stay> read = random.nextInt(3) == 0 ? misread(random, choice) : choice;
    boolean honest = random.nextInt(4) == 0;
    int days = honest ? TripChoices.days(read) : trip.days();
    int cost = TripChoices.cost(read);
    if (cost > trip.budget() && !honest) {
      cost = trip.budget() - 10 * random.nextInt(5);
    }
    lines.add(
        opening(random, read)
            + "="
            + days
            + " days. Cost "
            + terms(read, Stay::cost)
            + "="
            + cost
            + ", within "
            + trip.budget()
            + ".");
    return planned(choice, lines);
  }

  /** The same cities, one of them with the days that would make the sum right. */
  private List<Stay> misread(RandomGenerator random, List<Stay> choice) {
    int missing = trip.days() - TripChoices.days(choice);
    List<Stay> read = new ArrayList<>(choice);
    int index = random.nextInt(read.size());
    Stay stay = read.get(index);
    read.set(index, new Stay(stay.city(), Math.max(1, stay.days() + missing), stay.cost()));
    return read;
  }

  private static String opening(RandomGenerator random, List<Stay> choice) {
    return (random.nextInt(3) == 0 ? "Take " : "Try ")
        + named(choice)
        + ": "
        + terms(choice, Stay::days);
  }

  private static String named(List<Stay> choice) {
    return choice.stream()
        .map(stay -> stay.city() + " " + stay.days())
        .collect(Collectors.joining(", "));
  }

  private static String terms(List<Stay> choice, ToIntFunction<Stay> value) {
    return choice.stream()
        .map(stay -> Integer.toString(value.applyAsInt(stay)))
        .collect(Collectors.joining("+"));
  }

  private static Solution planned(List<Stay> choice, List<String> lines) {
    return new Solution(
        List.copyOf(lines), choice.stream().map(Stay::city).collect(Collectors.joining(", ")));
  }
}
