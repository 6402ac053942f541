package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;
import static org.econspark.benchmark.miniature.Vocabulary.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Derivation.Result;
import org.econspark.benchmark.miniature.Vocabulary.Person;

/** Rankings told by pairs, and rules with exceptions. */
final class ChainFacts {
  private static final List<Comparison> COMPARISONS =
      List.of(
          new Comparison("taller", "shorter"),
          new Comparison("older", "younger"),
          new Comparison("faster", "slower"),
          new Comparison("heavier", "lighter"),
          new Comparison("richer", "poorer"),
          new Comparison("louder", "quieter"),
          new Comparison("stronger", "weaker"));

  private ChainFacts() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.STRATEGYQA, "ranking", false, 1, ChainFacts::ranking),
        Task.structure(Family.STRATEGYQA, "club-rules", false, 1, ChainFacts::clubs));
  }

  /** Two opposite words for a ranking. */
  private record Comparison(String more, String less) {}

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
    boolean within = yes || (wrongClub && random.nextBoolean());
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
