package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;
import static org.econspark.benchmark.miniature.Vocabulary.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Derivation.Result;
import org.econspark.benchmark.miniature.Vocabulary.Person;

/** Conclusions along a chain: sizes told by differences, rankings, and rules with exceptions. */
final class ChainFacts {
  private static final List<String> BUILDINGS =
      Vocabulary.words(
          "bridge tower mill castle church harbour station theatre library palace school museum"
              + " market lighthouse");

  private ChainFacts() {}

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
            random -> differences(random, Measure.HEIGHTS)),
        Task.structure(Family.STRATEGYQA, "ranking", false, 1, ChainFacts::ranking),
        Task.structure(Family.STRATEGYQA, "club-rules", false, 1, ChainFacts::clubs));
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

  /** Two opposite words for a ranking. */
  private record Comparison(String more, String less) {}

  private static final List<Comparison> COMPARISONS =
      List.of(
          new Comparison("taller", "shorter"),
          new Comparison("older", "younger"),
          new Comparison("faster", "slower"),
          new Comparison("heavier", "lighter"),
          new Comparison("richer", "poorer"),
          new Comparison("louder", "quieter"),
          new Comparison("stronger", "weaker"));

  /** A total order told by neighbours in both directions, with side branches. */
  private static Task ranking(RandomGenerator random) {
    boolean yes = random.nextBoolean();
    Comparison words = pick(random, COMPARISONS);
    int links = between(random, 2, 5);
    int extra = between(random, 2, 3);
    List<String> names =
        sample(random, Vocabulary.PEOPLE, links + 1 + extra).stream().map(Person::name).toList();
    List<String> chain = new ArrayList<>();
    List<Boolean> toldByMore = new ArrayList<>();
    for (int i = 0; i < links; i++) {
      boolean more = random.nextBoolean();
      toldByMore.add(more);
      chain.add(compared(words, names.get(i), names.get(i + 1), more));
    }
    List<String> facts = new ArrayList<>(chain);
    for (int i = 0; i < extra; i++) {
      String aside = names.get(links + 1 + i);
      String member = names.get(between(random, 0, links));
      boolean above = random.nextBoolean();
      facts.add(
          compared(words, above ? aside : member, above ? member : aside, random.nextBoolean()));
    }
    String top = names.get(0);
    String bottom = names.get(links);
    boolean askMore = random.nextBoolean();
    String first = askMore == yes ? top : bottom;
    String second = askMore == yes ? bottom : top;
    String word = askMore ? words.more() : words.less();
    String asked =
        pick(
            random,
            "Is " + first + " " + word + " than " + second + "?",
            "Is it true that " + first + " is " + word + " than " + second + "?",
            "Does it follow that " + first + " is " + word + " than " + second + "?");
    boolean fromTop = first.equals(top);
    return new Task(
        links,
        CitedFacts.question(random, facts, asked),
        List.of(
            "start at " + first,
            "follow who is "
                + (fromTop ? words.less() : words.more())
                + " link by link up to "
                + second,
            "compare the two ends"),
        d -> {
          List<String> lines = new ArrayList<>();
          boolean downwards = true;
          for (int step = 0; step < links; step++) {
            int i = fromTop ? step : links - 1 - step;
            boolean told = toldByMore.get(i);
            String fact = chain.get(i);
            if (!d.choose(true, false)) {
              fact = compared(words, names.get(i + 1), names.get(i), told);
              downwards = false;
            }
            lines.add(CitedFacts.cite(fact));
          }
          boolean consistent = d.choose(downwards, !downwards);
          String high = consistent ? top : bottom;
          String low = consistent ? bottom : top;
          lines.add(
              d.wording("So ", "Then ", "Hence ")
                  + high
                  + " is "
                  + words.more()
                  + " than "
                  + low
                  + ".");
          return CitedFacts.solution(lines, consistent == yes);
        });
  }

  private static String compared(Comparison words, String high, String low, boolean more) {
    return more
        ? high + " is " + words.more() + " than " + low + "."
        : low + " is " + words.less() + " than " + high + ".";
  }

  /** Who may enter where: a rule for one club, an exception by the year of joining. */
  private static Task clubs(RandomGenerator random) {
    boolean yes = random.nextBoolean();
    boolean wrongClub = !yes && chance(random, 0.3);
    List<String> clubs =
        sample(
            random,
            List.of(
                "chess club",
                "rowing club",
                "choir",
                "drama group",
                "science club",
                "hiking club",
                "art school",
                "book circle"),
            3);
    List<String> places =
        sample(random, List.of("hall", "pool", "tower", "archive", "garden", "cellar", "roof"), 2);
    List<String> names = sample(random, Vocabulary.PEOPLE, 4).stream().map(Person::name).toList();
    boolean before = random.nextBoolean();
    int limit = between(random, 1975, 1995);
    int gap = between(random, 1, 8);
    boolean within = yes || wrongClub && random.nextBoolean();
    int joined = before == within ? limit - gap : limit + gap;
    boolean later = random.nextBoolean();
    int distance = between(random, 2, 25);
    int friendJoined = later ? joined - distance : joined + distance;
    String who = names.get(0);
    String friend = names.get(1);
    String club = clubs.get(0);
    String place = places.get(0);
    String rule =
        "Members of the "
            + club
            + " may use the "
            + place
            + " unless they joined "
            + (before ? "after " : "before ")
            + limit
            + ".";
    String otherRule =
        "Members of the "
            + clubs.get(1)
            + " may use the "
            + places.get(1)
            + " unless they joined "
            + (random.nextBoolean() ? "after " : "before ")
            + between(random, 1975, 1995)
            + ".";
    String membership = who + " is only in the " + (wrongClub ? clubs.get(1) : club) + ".";
    String friendFact = friend + " joined in " + friendJoined + ".";
    String joinFact =
        who + " joined " + distance + " years " + (later ? "after " : "before ") + friend + ".";
    List<String> facts =
        List.of(
            rule,
            otherRule,
            membership,
            friendFact,
            joinFact,
            names.get(2) + " is only in the " + (wrongClub ? club : clubs.get(1)) + ".",
            names.get(3) + " joined in " + between(random, 1960, 2020) + ".");
    String asked =
        pick(
            random,
            "May " + who + " use the " + place + "?",
            "Is " + who + " allowed to use the " + place + "?",
            "Do the rules let " + who + " use the " + place + "?");
    return new Task(
        wrongClub ? 2 : 4,
        CitedFacts.question(random, facts, asked),
        List.of(
            "check that " + who + " is in the club for the " + place,
            "find when " + who + " joined from " + friend,
            "check the exception"),
        d -> {
          List<String> lines = new ArrayList<>(List.of(CitedFacts.cite(rule)));
          boolean member = d.choose(!wrongClub, wrongClub);
          lines.add(
              CitedFacts.cite(
                  member == wrongClub
                      ? who + " is only in the " + (member ? club : clubs.get(1)) + "."
                      : membership));
          if (!member) {
            lines.add(d.wording("That is another club.", "That club has no right to it."));
            return CitedFacts.solution(lines, false);
          }
          lines.add(CitedFacts.cite(friendFact));
          lines.add(CitedFacts.cite(joinFact));
          Result year =
              d.calculate(friendJoined, d.choose(later ? '+' : '-', later ? '-' : '+'), distance);
          lines.add(who + d.wording(" joined in ", ": ") + year.text() + ".");
          boolean after = year.value() > limit;
          boolean excepted = before ? after : year.value() < limit;
          boolean claimed = d.choose(excepted, !excepted);
          String relation =
              before
                  ? (claimed ? " is after " : " is not after ")
                  : (claimed ? " is before " : " is not before ");
          lines.add(
              year.value() + relation + limit + (claimed ? ", so not allowed." : ", so allowed."));
          return CitedFacts.solution(lines, !claimed);
        });
  }
}
