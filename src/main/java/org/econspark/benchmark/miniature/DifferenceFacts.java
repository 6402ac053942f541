package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.pick;
import static org.econspark.benchmark.miniature.Vocabulary.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Derivation.Result;
import org.econspark.benchmark.miniature.Vocabulary.Person;

/** One stated value, then a chain of differences: years of buildings, heights of people. */
final class DifferenceFacts {
  private static final List<String> BUILDINGS =
      Vocabulary.words(
          "bridge tower mill castle church harbour station theatre library palace school museum"
              + " market lighthouse");

  private DifferenceFacts() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(
            Family.STRATEGYQA,
            "building-years",
            false,
            1,
            random -> differences(random, Measure.BUILDING_YEARS)),
        Task.structure(
            Family.STRATEGYQA,
            "body-heights",
            true,
            1,
            random -> differences(random, Measure.HEIGHTS)));
  }

  /** What is measured, and how facts and question say it. */
  private enum Measure {
    BUILDING_YEARS {
      @Override
      List<String> subjects(RandomGenerator random, int count) {
        return sample(random, BUILDINGS, count).stream().map(noun -> "the " + noun).toList();
      }

      @Override
      int start(RandomGenerator random) {
        return between(random, 1350, 1850);
      }

      @Override
      int largestDifference() {
        return 48;
      }

      @Override
      String stated(String subject, int value) {
        return capital(subject) + " was built in " + value + ".";
      }

      @Override
      String difference(String subject, int size, boolean more, String other) {
        return capital(subject)
            + " was built "
            + size
            + " years "
            + (more ? "after " : "before ")
            + other
            + ".";
      }

      @Override
      String asked(RandomGenerator random, String larger, String smaller) {
        return pick(
            random,
            "Was " + larger + " built after " + smaller + "?",
            "Is " + smaller + " older than " + larger + "?",
            "Did people build " + smaller + " before " + larger + "?");
      }
    },
    HEIGHTS {
      @Override
      List<String> subjects(RandomGenerator random, int count) {
        return sample(random, Vocabulary.PEOPLE, count).stream().map(Person::name).toList();
      }

      @Override
      int start(RandomGenerator random) {
        return between(random, 145, 175);
      }

      @Override
      int largestDifference() {
        return 14;
      }

      @Override
      String stated(String subject, int value) {
        return subject + " is " + value + " cm tall.";
      }

      @Override
      String difference(String subject, int size, boolean more, String other) {
        return subject
            + " is "
            + size
            + " cm "
            + (more ? "taller than " : "shorter than ")
            + other
            + ".";
      }

      @Override
      String asked(RandomGenerator random, String larger, String smaller) {
        return pick(
            random,
            "Is " + larger + " taller than " + smaller + "?",
            "Is " + smaller + " shorter than " + larger + "?",
            "Does " + larger + " stand taller than " + smaller + "?");
      }
    };

    abstract List<String> subjects(RandomGenerator random, int count);

    abstract int start(RandomGenerator random);

    abstract int largestDifference();

    abstract String stated(String subject, int value);

    abstract String difference(String subject, int size, boolean more, String other);

    /** A question that is answered yes if the first subject's value is the larger one. */
    abstract String asked(RandomGenerator random, String larger, String smaller);
  }

  /**
   * One stated value and a chain of differences to the subject asked about, which is compared with
   * the first one or with another subject whose value is stated.
   */
  private static Task differences(RandomGenerator random, Measure measure) {
    boolean yes = random.nextBoolean();
    int links = between(random, 2, 4);
    List<String> subjects = measure.subjects(random, links + 3);
    int[] values = new int[links + 1];
    values[0] = measure.start(random);
    List<String> facts = new ArrayList<>();
    facts.add(measure.stated(subjects.get(0), values[0]));
    for (int i = 1; i <= links; i++) {
      int size = between(random, 2, measure.largestDifference());
      boolean more = random.nextBoolean();
      values[i] = values[i - 1] + (more ? size : -size);
      facts.add(measure.difference(subjects.get(i), size, more, subjects.get(i - 1)));
    }
    List<String> chain = List.copyOf(facts);
    int gap = between(random, 1, 15);
    boolean lastLarger = random.nextBoolean();
    String last = subjects.get(links);
    String rival = subjects.get(links + 1);
    int rivalValue = values[links] + (lastLarger == yes ? -gap : gap);
    String rivalFact = measure.stated(rival, rivalValue);
    facts.add(rivalFact);
    facts.add(
        measure.difference(
            subjects.get(links + 2),
            between(random, 2, measure.largestDifference()),
            random.nextBoolean(),
            subjects.get(between(random, 0, links - 1))));
    String asked =
        lastLarger ? measure.asked(random, last, rival) : measure.asked(random, rival, last);
    List<String> plan = new ArrayList<>();
    plan.add("start at " + subjects.get(0));
    for (int i = 1; i <= links; i++) {
      plan.add("find " + subjects.get(i) + " from " + subjects.get(i - 1));
    }
    plan.add("compare with " + rival);
    return new Task(
        links + 1,
        CitedFacts.question(random, facts, asked),
        plan,
        d -> {
          List<String> lines = new ArrayList<>(List.of(CitedFacts.cite(chain.get(0))));
          long value = values[0];
          for (int i = 1; i <= links; i++) {
            int step = values[i] - values[i - 1];
            char right = step > 0 ? '+' : '-';
            Result next = d.calculate(value, d.choose(right, step > 0 ? '-' : '+'), Math.abs(step));
            lines.add(CitedFacts.cite(chain.get(i)));
            lines.add(capital(subjects.get(i)) + ": " + next.text() + ".");
            value = next.value();
          }
          lines.add(CitedFacts.cite(rivalFact));
          boolean above = value > rivalValue;
          boolean claimed = d.choose(above, !above);
          lines.add(value + (claimed ? " is more than " : " is not more than ") + rivalValue + ".");
          return CitedFacts.solution(lines, claimed == lastLarger);
        });
  }
}
