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
import org.econspark.benchmark.miniature.Vocabulary.Thing;

/** Does an amount stay within a limit? Loads, purses and seats. */
final class LimitFacts {
  private static final List<Thing> LOADS =
      Vocabulary.things(
          "goat goats,pony ponies,llama llamas,dog dogs,calf calves,turkey turkeys,goose"
              + " geese,badger badgers,otter otters,fox foxes,lynx lynxes,boar boars,deer deer,swan"
              + " swans,beaver beavers,crate crates,barrel barrels,drum drums,statue statues,bench"
              + " benches");

  private static final List<String> CARRIERS =
      Vocabulary.words("cart van boat truck wagon lift raft trailer barge crane sledge ferry");

  private LimitFacts() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.STRATEGYQA, "carrying-load", false, 1, LimitFacts::load),
        Task.structure(Family.STRATEGYQA, "shared-purse", false, 1, LimitFacts::purse),
        Task.structure(Family.STRATEGYQA, "hall-seats", false, 1, LimitFacts::seats));
  }

  /** A limit close to a total: at least it for yes, below it for no. */
  private static int limit(RandomGenerator random, int total, boolean yes) {
    int gap = between(random, 1, Math.max(3, total / 9));
    return yes ? total + gap - 1 : total - gap;
  }

  /** Something countable with its amount per piece. */
  private record Kind(Thing thing, int each, int count) {

    int total() {
      return each * count;
    }
  }

  private static List<Kind> kinds(RandomGenerator random, List<Thing> things, int low, int high) {
    List<Kind> kinds = new ArrayList<>();
    for (Thing thing : sample(random, things, 4)) {
      kinds.add(new Kind(thing, between(random, low, high), between(random, 2, 19)));
    }
    return List.copyOf(kinds);
  }

  private static String wanted(List<Kind> wanted) {
    return Vocabulary.list(
        wanted.stream().map(kind -> kind.count() + " " + kind.thing().plural()).toList());
  }

  private static int total(List<Kind> wanted) {
    return wanted.stream().mapToInt(Kind::total).sum();
  }

  /** How a fact states the amount of one piece. */
  @FunctionalInterface
  private interface PieceFact {
    String of(Thing thing, int each);
  }

  /**
   * Adds up the wanted kinds, each with its fact; a flawed solution takes another kind's amount.
   */
  private static long addUp(
      Derivation d, List<String> lines, List<Kind> wanted, List<Kind> all, PieceFact fact) {
    long total = 0;
    for (int i = 0; i < wanted.size(); i++) {
      Kind kind = wanted.get(i);
      int other = all.get((all.indexOf(kind) + 1) % all.size()).each();
      int each = d.choose(kind.each(), other);
      Result product = d.multiply(kind.count(), each);
      lines.add(CitedFacts.cite(fact.of(kind.thing(), each)));
      if (i == 0) {
        lines.add(product.text() + ".");
        total = product.value();
      } else {
        Result sum = d.add(total, product.value());
        lines.add(product.text() + ", " + sum.text() + ".");
        total = sum.value();
      }
    }
    return total;
  }

  private static Task load(RandomGenerator random) {
    boolean yes = random.nextBoolean();
    List<Kind> all = kinds(random, LOADS, 4, 160);
    List<Kind> wanted = all.subList(0, between(random, 1, 3));
    List<String> carriers = sample(random, CARRIERS, 2);
    int limit = limit(random, total(wanted), yes);
    int otherLimit = limit(random, total(wanted), !yes);
    String unit = pick(random, "kg", "kg", "pounds");
    PieceFact fact =
        chance(random, 0.5)
            ? (thing, each) -> "One " + thing.singular() + " weighs " + each + " " + unit + "."
            : (thing, each) ->
                "The weight of " + thing.withArticle() + " is " + each + " " + unit + ".";
    String verb = pick(random, " can carry ", " can hold ", " bears ", " takes at most ");
    String limitFact = "The " + carriers.get(0) + verb + limit + " " + unit + ".";
    String otherFact = "The " + carriers.get(1) + verb + otherLimit + " " + unit + ".";
    List<String> facts = new ArrayList<>(List.of(limitFact, otherFact));
    all.forEach(kind -> facts.add(fact.of(kind.thing(), kind.each())));
    String load = wanted(wanted);
    String carrier = carriers.get(0);
    String asked =
        pick(
            random,
            "Could the " + carrier + " carry " + load + " at once?",
            "Is the " + carrier + " strong enough for " + load + " together?",
            "Can " + load + " be loaded on the " + carrier + " at the same time?",
            "Would " + load + " be a safe load for the " + carrier + "?");
    List<String> plan = new ArrayList<>();
    for (Kind kind : wanted) {
      plan.add(
          (plan.isEmpty() ? "find the weight of " : "add that of ")
              + kind.count()
              + " "
              + kind.thing().plural());
    }
    plan.add("compare with the limit of the " + carrier);
    return new Task(
        1 + wanted.size(),
        CitedFacts.question(random, facts, asked),
        plan,
        d -> {
          List<String> lines = new ArrayList<>();
          long total = addUp(d, lines, wanted, all, fact);
          boolean right = d.choose(true, false);
          lines.add(CitedFacts.cite(right ? limitFact : otherFact));
          return CitedFacts.verdict(d, lines, total, right ? limit : otherLimit, true);
        });
  }

  private static Task purse(RandomGenerator random) {
    boolean yes = random.nextBoolean();
    List<Kind> all = kinds(random, Vocabulary.GOODS, 3, 60);
    List<Kind> wanted = all.subList(0, between(random, 1, 2));
    List<Person> people = sample(random, Vocabulary.PEOPLE, 3);
    String first = people.get(0).name();
    String second = people.get(1).name();
    String currency = pick(random, Vocabulary.CURRENCIES);
    int money = limit(random, total(wanted), yes);
    int difference = between(random, 1, Math.max(2, money / 3));
    if ((money - difference) % 2 != 0) {
      difference++;
    }
    int poor = (money - difference) / 2;
    if (poor < 2) {
      return purse(random);
    }
    boolean more = random.nextBoolean();
    int gap = difference;
    int own = more ? poor : poor + gap;
    PieceFact fact =
        chance(random, 0.5)
            ? (thing, each) ->
                Vocabulary.capital(thing.withArticle()) + " costs " + each + " " + currency + "."
            : (thing, each) ->
                "The price of " + thing.withArticle() + " is " + each + " " + currency + ".";
    String ownFact = first + " has " + own + " " + currency + ".";
    String moreFact =
        second
            + " has "
            + gap
            + " "
            + currency
            + (more ? " more" : " less")
            + " than "
            + first
            + ".";
    String thirdFact =
        people.get(2).name() + " has " + between(random, 5, money + 5) + " " + currency + ".";
    List<String> facts = new ArrayList<>(List.of(ownFact, moreFact, thirdFact));
    all.forEach(kind -> facts.add(fact.of(kind.thing(), kind.each())));
    String goods = wanted(wanted);
    String asked =
        pick(
            random,
            "Can " + first + " and " + second + " together pay for " + goods + "?",
            "Do " + first + " and " + second + " have enough money for " + goods + "?",
            "If " + second + " and " + first + " share their money, can they buy " + goods + "?");
    List<String> plan = new ArrayList<>();
    for (Kind kind : wanted) {
      plan.add(
          (plan.isEmpty() ? "find the price of " : "add that of ")
              + kind.count()
              + " "
              + kind.thing().plural());
    }
    plan.add("find " + second + "'s money from " + first + "'s");
    plan.add("add both and compare");
    return new Task(
        2 + wanted.size(),
        CitedFacts.question(random, facts, asked),
        plan,
        d -> {
          List<String> lines = new ArrayList<>();
          long price = addUp(d, lines, wanted, all, fact);
          lines.add(CitedFacts.cite(ownFact));
          lines.add(CitedFacts.cite(moreFact));
          char operator = d.choose(more ? '+' : '-', more ? '-' : '+');
          Result other = d.calculate(own, operator, gap);
          Result both = d.add(own, other.value());
          lines.add(
              second
                  + " has "
                  + other.text()
                  + d.wording(", together ", ", both ")
                  + both.text()
                  + ".");
          return CitedFacts.verdict(d, lines, price, both.value(), true);
        });
  }

  private static Task seats(RandomGenerator random) {
    boolean yes = random.nextBoolean();
    int rows = between(random, 5, 29);
    int each = between(random, 6, 32);
    int broken = between(random, 2, 19);
    int free = rows * each - broken;
    int guests = yes ? free - between(random, 0, free / 9) : free + between(random, 1, free / 9);
    int first = between(random, guests / 4, guests / 2);
    int second = between(random, guests / 8, guests / 4);
    int third = guests - first - second;
    String place = pick(random, "hall", "theatre", "cinema", "stadium", "church", "tent");
    List<String> groups =
        sample(
            random,
            List.of("adults", "children", "teachers", "singers", "visitors", "students", "players"),
            4);
    String rowFact =
        pick(
            random,
            "The " + place + " has " + rows + " rows of " + each + " seats.",
            "There are " + rows + " rows with " + each + " seats each in the " + place + ".");
    String brokenFact =
        pick(
            random,
            "In the " + place + " " + broken + " seats are broken.",
            broken + " seats of the " + place + " cannot be used.");
    String verb = pick(random, " come to the ", " want to sit in the ", " have tickets for the ");
    List<Integer> counts = List.of(first, second, third);
    List<String> guestFacts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      guestFacts.add(counts.get(i) + " " + groups.get(i) + verb + place + ".");
    }
    List<String> facts = new ArrayList<>(guestFacts);
    facts.add(rowFact);
    facts.add(brokenFact);
    facts.add(
        pick(
            random,
            between(random, 10, 90) + " " + groups.get(3) + " stay at home.",
            "The bus of the " + groups.get(3) + " has " + between(random, 20, 60) + " seats.",
            "A ticket costs " + between(random, 5, 30) + " euros."));
    String asked =
        pick(
            random,
            "Can all of them sit down in the " + place + "?",
            "Are there enough seats in the " + place + " for everybody who comes?",
            "Does everyone who wants to be in the " + place + " get a seat?");
    List<String> plan =
        List.of(
            "multiply rows and seats of the " + place,
            "subtract the unusable seats",
            "add " + groups.get(0) + ", " + groups.get(1) + " and " + groups.get(2),
            "compare");
    return new Task(
        3,
        CitedFacts.question(random, facts, asked),
        plan,
        d -> {
          List<String> lines = new ArrayList<>();
          lines.add(CitedFacts.cite(rowFact));
          Result total = d.multiply(rows, each);
          lines.add(total.text() + ".");
          lines.add(CitedFacts.cite(brokenFact));
          Result usable = d.calculate(total.value(), d.choose('-', '+'), broken);
          lines.add(usable.text() + ".");
          List<Long> coming = new ArrayList<>(List.of((long) first, (long) second));
          if (d.choose(true, false)) {
            coming.add((long) third);
          }
          Result people = d.sum(coming);
          lines.add(d.wording("People: ", "Coming: ", "Guests: ") + people.text() + ".");
          return CitedFacts.verdict(d, lines, people.value(), usable.value(), true);
        });
  }
}
