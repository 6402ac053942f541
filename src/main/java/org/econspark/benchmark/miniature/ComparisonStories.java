package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Stories of people whose amounts are told relative to each other. */
final class ComparisonStories {
  private static final Map<Long, String> MULTIPLES =
      Map.of(2L, "twice", 3L, "three times", 4L, "four times", 5L, "five times", 6L, "six times");

  private ComparisonStories() {}

  static List<Structure> structures(Family family) {
    return List.of(
        Story.structure(family, "compare-chain", false, 2.2, ComparisonStories::compareChain),
        Story.structure(family, "sum-and-ratio", false, 1, ComparisonStories::sumAndRatio),
        Story.structure(family, "sum-and-difference", false, 1, ComparisonStories::sumDifference),
        Story.structure(family, "ratio-shares", false, 1, ComparisonStories::ratioShares));
  }

  private static List<String> names(RandomGenerator random, int count) {
    return Vocabulary.sample(random, Vocabulary.PEOPLE, count).stream()
        .map(Vocabulary.Person::name)
        .toList();
  }

  // ------------------------------------------------------------------ compare-chain

  private static void compareChain(Story story) {
    RandomGenerator random = story.random();
    int people = story.large() ? between(random, 3, 5) : between(random, 3, 6);
    List<String> names = names(random, people);
    Thing thing = pick(random, Vocabulary.OBJECTS);
    List<Amount> amounts = new ArrayList<>();
    Amount first =
        story
            .workings()
            .given(chance(random, 0.6) ? story.numbers().many() : story.numbers().some());
    amounts.add(first);
    String things = thing.plural();
    story.say(
        names.get(0) + " has " + thing.count(first.value()) + ".",
        names.get(0) + " owns " + thing.count(first.value()) + ".",
        "There are " + thing.count(first.value()) + " in " + names.get(0) + "'s box.");
    story
        .workings()
        .note(
            names.get(0) + " has " + first.value() + ".",
            names.get(0) + ": " + first.value() + ".");
    for (int i = 1; i < people; i++) {
      int other = random.nextBoolean() ? i - 1 : random.nextInt(i);
      amounts.add(relate(story, names.get(i), names.get(other), amounts, other, things));
    }
    if (chance(random, 0.65)) {
      story.shuffle();
    }
    story.distract(0.25);
    askAboutChain(story, names, amounts, things);
  }

  private static Amount relate(
      Story story, String name, String other, List<Amount> amounts, int index, String things) {
    RandomGenerator random = story.random();
    Amount base = amounts.get(index);
    List<Amount> others =
        amounts.stream().filter(amount -> amount.index() != base.index()).toList();
    int kind = random.nextInt(4);
    boolean odd = base.value() % 2 != 0;
    boolean high = base.value() > (story.large() ? 50_000 : 900);
    if ((kind == 3 && odd) || (kind == 2 && high)) {
      kind = random.nextInt(2);
    }
    story.plan(
        "find " + name + "'s " + things + " from " + other + "'s",
        "get " + name + "'s from " + other + "'s");
    String find = name + " has ";
    return switch (kind) {
      case 0 -> {
        long more = story.numbers().some();
        story.say(
            find + more + " more " + things + " than " + other + ".",
            find + more + " " + things + " more than " + other + ".",
            other + " has " + more + " fewer " + things + " than " + name + ".");
        yield story
            .workings()
            .mistakable(
                base,
                others,
                '+',
                more,
                find + more + " more than " + other + ": #.",
                name + ", " + more + " more than " + other + ": #.");
      }
      case 1 -> {
        long fewer = story.numbers().part(base.value());
        story.say(
            find + fewer + " fewer " + things + " than " + other + ".",
            find + fewer + " " + things + " less than " + other + ".",
            other + " has " + fewer + " more " + things + " than " + name + ".");
        yield story
            .workings()
            .mistakable(
                base,
                others,
                '-',
                fewer,
                find + fewer + " fewer than " + other + ": #.",
                name + ", " + fewer + " fewer than " + other + ": #.");
      }
      case 2 -> {
        long factor = story.numbers().factor();
        String times = MULTIPLES.get(factor);
        story.say(
            find + times + " as many " + things + " as " + other + ".",
            find + times + " the number of " + things + " that " + other + " has.");
        yield story
            .workings()
            .mistakable(
                base,
                others,
                '*',
                factor,
                find + times + " as many as " + other + ": #.",
                name + ", " + times + " " + other + "'s: #.");
      }
      default -> {
        story.say(
            find + "half as many " + things + " as " + other + ".",
            other + " has twice as many " + things + " as " + name + ".");
        yield story
            .workings()
            .mistakable(
                base,
                others,
                '/',
                2,
                find + "half as many as " + other + ": #.",
                name + ", half of " + other + "'s: #.");
      }
    };
  }

  private static void askAboutChain(
      Story story, List<String> names, List<Amount> amounts, String things) {
    int last = names.size() - 1;
    Amount end = amounts.get(last);
    Amount start = amounts.get(0);
    switch (story.random().nextInt(4)) {
      case 0, 1 -> {
        story.plan("add all of them", "add them all up", "sum everybody's");
        Amount total = story.workings().sum(amounts, "All: #.", "Together: #.", "Sum: #.");
        story.ask(
            total,
            "How many " + things + " do they have in total?",
            "How many " + things + " do they have altogether?",
            "What is the number of " + things + " of all of them together?");
      }
      case 2 -> {
        boolean lastHasMore = end.value() > start.value();
        String more = lastHasMore ? names.get(last) : names.get(0);
        String fewer = lastHasMore ? names.get(0) : names.get(last);
        story.plan("take the difference of " + more + " and " + fewer);
        Amount difference =
            lastHasMore
                ? story.workings().step(end, '-', start, "Difference: #.", "So # more.")
                : story.workings().step(start, '-', end, "Difference: #.", "So # more.");
        story.ask(
            difference,
            "How many more " + things + " does " + more + " have than " + fewer + "?",
            "How many " + things + " more than " + fewer + " does " + more + " have?");
      }
      default ->
          story.ask(
              end,
              "How many " + things + " does " + names.get(last) + " have?",
              "Find the number of " + things + " " + names.get(last) + " has.");
    }
  }

  // ------------------------------------------------------------------ sums with a relation

  private static void sumAndRatio(Story story) {
    RandomGenerator random = story.random();
    List<String> names = names(random, 2);
    String more = names.get(0);
    String fewer = names.get(1);
    Thing thing = pick(random, Vocabulary.OBJECTS);
    long factor = story.numbers().factor();
    long small = story.numbers().many() / 2 + 1;
    long total = small * (factor + 1);
    String times = MULTIPLES.get(factor);
    story.say(
        more + " and " + fewer + " have " + total + " " + thing.plural() + " together.",
        "Together " + more + " and " + fewer + " own " + total + " " + thing.plural() + ".");
    story.say(
        more + " has " + times + " as many as " + fewer + ".",
        more + " has " + times + " as many " + thing.plural() + " as " + fewer + ".");
    story.plan("count the parts", "count " + fewer + "'s as one part");
    Amount parts =
        story
            .workings()
            .skippable(
                story.workings().given(factor),
                '+',
                1,
                "Parts: #.",
                fewer + " has one part, " + more + " " + factor + ": #.");
    story.plan("divide by the parts for " + fewer, "find " + fewer + "'s share");
    Amount share =
        story
            .workings()
            .step(
                story.workings().given(total),
                '/',
                parts,
                fewer + ": #.",
                "One part, " + fewer + ": #.");
    tellShare(story, more, fewer, thing, share, '*', factor);
  }

  private static void sumDifference(Story story) {
    RandomGenerator random = story.random();
    List<String> names = names(random, 2);
    String more = names.get(0);
    String fewer = names.get(1);
    Thing thing = pick(random, Vocabulary.OBJECTS);
    long small = story.numbers().many() / 2 + 1;
    long difference = story.numbers().some();
    long total = 2 * small + difference;
    story.say(
        more + " and " + fewer + " have " + total + " " + thing.plural() + " together.",
        "In all " + more + " and " + fewer + " collected " + total + " " + thing.plural() + ".");
    story.say(
        more + " has " + difference + " more than " + fewer + ".",
        fewer + " has " + difference + " fewer than " + more + ".");
    story.plan("subtract the difference from the total", "take the " + difference + " away");
    Amount twice =
        story
            .workings()
            .skippable(
                story.workings().given(total),
                '-',
                difference,
                "Without the difference: #.",
                "If both had as many as " + fewer + ": #.");
    story.plan("halve it for " + fewer, "divide by 2 for " + fewer + "'s");
    Amount share = story.workings().step(twice, '/', 2, fewer + ": #.", "Half, " + fewer + ": #.");
    tellShare(story, more, fewer, thing, share, '+', difference);
  }

  /** Asks for the smaller share, the larger one, or what is left of the larger one. */
  private static void tellShare(
      Story story,
      String more,
      String fewer,
      Thing thing,
      Amount share,
      char operator,
      long number) {
    story.distract(0.35);
    if (chance(story.random(), 0.25)) {
      story.ask(share, "How many " + thing.plural() + " does " + fewer + " have?");
      return;
    }
    story.plan("find " + more + "'s from " + fewer + "'s", "work out " + more + "'s share");
    Amount larger = story.workings().step(share, operator, number, more + ": #.", more + " has #.");
    if (story.random().nextBoolean()) {
      story.ask(larger, "How many " + thing.plural() + " does " + more + " have?");
      return;
    }
    long lost = story.numbers().part(larger.value());
    story.say(
        more + " then loses " + lost + ".",
        "Later " + more + " gives away " + lost + " " + thing.plural() + ".");
    story.plan("subtract the " + lost + " from " + more + "'s");
    Amount left = story.workings().skippable(larger, '-', lost, "Left: #.", "After that: #.");
    story.ask(
        left,
        "How many " + thing.plural() + " does " + more + " have then?",
        "How many " + thing.plural() + " are left to " + more + "?");
  }

  // ------------------------------------------------------------------ ratio-shares

  private static void ratioShares(Story story) {
    RandomGenerator random = story.random();
    List<String> names = names(random, between(random, 2, 3));
    Thing thing = pick(random, Vocabulary.OBJECTS);
    List<Amount> ratio = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ratio.add(story.workings().given(between(random, 2, 9)));
    }
    long parts = ratio.stream().mapToLong(Amount::value).sum();
    long total = parts * (story.numbers().some() + 2);
    String told = String.join(":", ratio.stream().map(part -> "" + part.value()).toList());
    story.say(
        Vocabulary.list(names)
            + " share "
            + total
            + " "
            + thing.plural()
            + " in the ratio "
            + told
            + ".",
        total
            + " "
            + thing.plural()
            + " are divided among "
            + Vocabulary.list(names)
            + " in the ratio "
            + told
            + ".");
    story.plan("add the parts of the ratio", "count all parts");
    Amount all = story.workings().sum(ratio, "Parts: #.", "All parts: #.");
    story.plan("find one part", "divide the " + thing.plural() + " by the parts");
    Amount one =
        story
            .workings()
            .step(story.workings().given(total), '/', all, "One part: #.", "Each part is #.");
    int asked = random.nextInt(names.size());
    int other = (asked + 1) % names.size();
    Amount share = share(story, names.get(asked), ratio.get(asked), ratio.get(other), one);
    story.distract(0.3);
    if (ratio.get(asked).value() > ratio.get(other).value() && random.nextBoolean()) {
      Amount less = share(story, names.get(other), ratio.get(other), ratio.get(asked), one);
      story.plan("take the difference");
      Amount difference = story.workings().step(share, '-', less, "Difference: #.", "So # more.");
      story.ask(
          difference,
          "How many more "
              + thing.plural()
              + " does "
              + names.get(asked)
              + " get than "
              + names.get(other)
              + "?");
    } else {
      long gone = story.numbers().part(share.value());
      story.say(
          names.get(asked) + " then loses " + gone + ".",
          "Afterwards " + names.get(asked) + " gives " + gone + " to a friend.");
      story.plan("subtract the " + gone);
      Amount left = story.workings().skippable(share, '-', gone, "Left: #.", "After that: #.");
      story.ask(
          left, "How many " + thing.plural() + " does " + names.get(asked) + " have in the end?");
    }
  }

  private static Amount share(Story story, String name, Amount part, Amount otherPart, Amount one) {
    story.plan("find " + name + "'s share", "work out " + name + "'s " + part.value() + " parts");
    return story
        .workings()
        .mistakable(
            part,
            List.of(otherPart),
            '*',
            one,
            name + " has " + part.value() + " parts: #.",
            name + ", " + part.value() + " parts: #.");
  }
}
