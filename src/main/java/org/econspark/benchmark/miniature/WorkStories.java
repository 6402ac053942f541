package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Stories of rates: machines, journeys, recipes, tanks and growth from day to day. */
final class WorkStories {
  private static final String[] ORDINALS = {"first", "second", "third", "fourth", "fifth"};

  private WorkStories() {}

  static List<Structure> structures(Family family) {
    return List.of(
        Story.structure(family, "factory", false, 1.1, WorkStories::factory),
        Story.structure(family, "journey", false, 1.1, WorkStories::journey),
        Story.structure(family, "recipe", false, 1, WorkStories::recipe),
        Story.structure(family, "daily-growth", false, 1, WorkStories::dailyGrowth),
        Story.structure(family, "tank", true, 1, WorkStories::tank));
  }

  // ------------------------------------------------------------------ factory

  private static void factory(Story story) {
    RandomGenerator random = story.random();
    Thing product = pick(random, Vocabulary.PRODUCTS);
    Thing worker =
        pick(
            random,
            Vocabulary.things(
                "machine machines,worker workers,oven ovens," + "team teams,robot robots"));
    long workers = story.large() ? between(random, 12, 68) : between(random, 3, 15);
    long rate = story.large() ? between(random, 103, 489) : between(random, 4, 38);
    long hours = between(random, 3, 9);
    story.say(
        "A factory has "
            + workers
            + " "
            + worker.plural()
            + ". Each "
            + worker.singular()
            + " makes "
            + rate
            + " "
            + product.plural()
            + " per hour and works "
            + hours
            + " hours a day.",
        workers
            + " "
            + worker.plural()
            + " work for "
            + hours
            + " hours, and each makes "
            + rate
            + " "
            + product.plural()
            + " an hour.",
        "In a workshop every "
            + worker.singular()
            + " makes "
            + rate
            + " "
            + product.plural()
            + " an hour. There are "
            + workers
            + " "
            + worker.plural()
            + " and a day has "
            + hours
            + " working hours.");
    story.plan(
        "find what all " + worker.plural() + " make in an hour",
        "multiply the " + worker.plural() + " by their rate");
    Amount hourly =
        story
            .workings()
            .step(story.workings().given(workers), '*', rate, "Per hour: #.", "In one hour: #.");
    story.plan("multiply by the hours", "multiply by " + hours + " hours");
    Amount made = story.workings().skippable(hourly, '*', hours, "In a day: #.", "A day: #.");
    if (chance(random, 0.7)) {
      long broken = story.numbers().in(1, Math.max(2, made.value() / 4));
      story.say(
          broken + " of the " + product.plural() + " are broken and thrown away.",
          "However, " + broken + " " + product.plural() + " have to be thrown away.");
      story.plan("subtract the " + broken + " broken ones", "subtract the broken ones");
      made = story.workings().skippable(made, '-', broken, "Good: #.", "Without broken ones: #.");
    }
    story.distract(0.2);
    long perBox = story.numbers().divisor(made.value(), 3, 12);
    if (perBox > 0 && random.nextBoolean()) {
      story.say(
          "The rest are packed in boxes of " + perBox + ".",
          "They are packed " + perBox + " to a box.");
      story.plan("divide by the " + perBox + " in a box");
      Amount boxes =
          story.workings().skippable(made, '/', perBox, "Boxes: #.", "It needs # boxes.");
      story.ask(boxes, "How many boxes are needed?", "How many boxes are filled?");
    } else if (!story.large() && random.nextBoolean()) {
      long price = between(random, 3, 15);
      story.say("Each sells for " + price + " dollars.");
      story.plan("multiply by the price of " + price);
      Amount money = story.workings().skippable(made, '*', price, "Money: #.", "They bring #.");
      story.ask(money, "How many dollars do they bring?", "How much money is that?");
    } else {
      story.ask(
          made,
          "How many " + product.plural() + " can be sold?",
          "How many " + product.plural() + " are there at the end of the day?");
    }
  }

  // ------------------------------------------------------------------ journey

  private static void journey(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    String moves = pick(random, "drives", "rides", "travels", "cycles", "sails");
    String unit = pick(random, "km", "miles");
    int parts = story.large() ? 2 : between(random, 2, 3);
    List<Long> speeds = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      speeds.add(story.large() ? between(random, 103, 989) : (long) between(random, 13, 95));
      times.add(story.large() ? between(random, 12, 48) : (long) between(random, 2, 9));
      told.add("at " + speeds.get(i) + " " + unit + " per hour for " + times.get(i) + " hours");
    }
    story.say(
        person.name() + " " + moves + " " + String.join(", then ", told) + ".",
        "On a journey "
            + person.name()
            + " "
            + moves
            + " "
            + String.join(" and then ", told)
            + ".");
    List<Amount> distances = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      story.plan("find the " + ORDINALS[i] + " part", "multiply speed and time of part " + (i + 1));
      distances.add(
          story
              .workings()
              .mistakable(
                  story.workings().given(speeds.get(i)),
                  List.of(story.workings().given(speeds.get((i + 1) % parts))),
                  '*',
                  times.get(i),
                  capital(ORDINALS[i]) + " part: #.",
                  "Part " + (i + 1) + ": #."));
    }
    story.distract(0.25);
    if (parts == 2 && chance(random, 0.25)) {
      Amount a = distances.get(0);
      Amount b = distances.get(1);
      boolean ordered = a.value() > b.value();
      story.plan("subtract the shorter part");
      Amount longer =
          story.workings().step(ordered ? a : b, '-', ordered ? b : a, "Difference: #.", "So #.");
      story.ask(
          longer,
          "How many "
              + unit
              + " longer is the "
              + (ordered ? "first" : "second")
              + " part than the other?");
      return;
    }
    story.plan("add the parts", "add all parts");
    Amount total = story.workings().sum(distances, "Together: #.", "Whole way: #.");
    if (random.nextBoolean()) {
      story.ask(
          total,
          "How many " + unit + " does " + person.he() + " travel in total?",
          "How long is the whole journey in " + unit + "?");
      return;
    }
    long way = total.value() + story.numbers().some();
    story.say(
        "The whole trip is " + way + " " + unit + ".",
        person.hisCapital() + " goal is " + way + " " + unit + " from the start.");
    story.plan("subtract from the " + way, "subtract them from the whole trip");
    Amount left =
        story.workings().step(story.workings().given(way), '-', total, "Left: #.", "To go: #.");
    story.ask(left, "How many " + unit + " are left?", "How many " + unit + " remain to the goal?");
  }

  // ------------------------------------------------------------------ recipe

  private static void recipe(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    String unit =
        pick(
            random,
            "eggs",
            "cups of flour",
            "lemons",
            "spoons of sugar",
            "grams of butter",
            "carrots",
            "slices of bread");
    long base = between(random, 2, 12);
    long scale = story.large() ? between(random, 12, 89) : between(random, 3, 14);
    long each = story.large() ? between(random, 103, 989) : between(random, 4, 60);
    long guests = base * scale;
    story.say(
        "A recipe for " + base + " people needs " + each + " " + unit + ".",
        "To cook for " + base + " people one needs " + each + " " + unit + ".");
    story.say(
        person.name() + " cooks for " + guests + " people.",
        person.name() + " has invited " + guests + " people.");
    story.plan("find how many times larger the meal is", "divide " + guests + " by " + base);
    Amount times =
        story
            .workings()
            .skippable(
                story.workings().given(guests),
                '/',
                base,
                "Times larger: #.",
                "That is # times the recipe.");
    story.plan("multiply the " + each + " by it", "scale the " + each);
    Amount needed =
        story
            .workings()
            .step(story.workings().given(each), '*', times, "Needed: #.", "So # " + unit + ".");
    if (chance(random, 0.75)) {
      long has = story.numbers().part(needed.value());
      story.say(
          person.heCapital() + " already has " + has + ".",
          "There are " + has + " in the kitchen.");
      story.plan("subtract the " + has + " at hand");
      needed = story.workings().skippable(needed, '-', has, "To buy: #.", "Missing: #.");
    }
    story.distract(0.25);
    if (!story.large() && random.nextBoolean()) {
      long price = between(random, 3, 25);
      story.say("Each one costs " + price + " cents.", "One costs " + price + " cents.");
      story.plan("multiply by the price of " + price);
      Amount cost = story.workings().skippable(needed, '*', price, "Cost: #.", "Price: #.");
      story.ask(
          cost, "How many cents does " + person.he() + " spend?", "What do they cost in cents?");
    } else {
      story.ask(
          needed,
          "How many " + unit + " must " + person.he() + " buy?",
          "How many " + unit + " does " + person.name() + " have to get?");
    }
  }

  // ------------------------------------------------------------------ daily-growth

  private static void dailyGrowth(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    String does =
        pick(
            random,
            "reads:pages",
            "runs:minutes",
            "swims:laps",
            "learns:words",
            "plants:trees",
            "paints:tiles",
            "writes:lines");
    String verb = does.substring(0, does.indexOf(':'));
    String unit = does.substring(does.indexOf(':') + 1);
    boolean doubling = chance(random, 0.25);
    int days = between(random, 3, story.large() ? 4 : 5);
    Amount today = story.workings().given(story.numbers().some());
    long more = doubling ? 2 : story.numbers().some();
    story.say(
        "On the first day " + person.name() + " " + verb + " " + today.value() + " " + unit + ".",
        person.name() + " " + verb + " " + today.value() + " " + unit + " on the first day.");
    story.say(
        doubling
            ? "Each day after that "
                + person.he()
                + " "
                + verb
                + " twice as many as the day"
                + " before."
            : "Each day after that "
                + person.he()
                + " "
                + verb
                + " "
                + more
                + " more than the day before.",
        doubling
            ? "The number doubles every day."
            : "Every following day it is " + more + " more than on the day before.");
    story.workings().note("Day 1: " + today.value() + ".", "First day: " + today.value() + ".");
    story.plan(
        doubling ? "double from day to day" : "add " + more + " from day to day",
        "find each day from the day before");
    List<Amount> all = new ArrayList<>(List.of(today));
    for (int i = 2; i <= days; i++) {
      today =
          doubling
              ? story.workings().step(today, '*', 2, "Day " + i + ": #.")
              : story.workings().step(today, '+', more, "Day " + i + ": #.");
      all.add(today);
    }
    story.distract(0.25);
    if (chance(random, 0.7)) {
      story.plan("add the " + days + " days", "add all days");
      Amount total = story.workings().sum(all, "All days: #.", "Together: #.");
      story.ask(
          total,
          "How many " + unit + " is that in " + days + " days?",
          "How many " + unit + " is it in the first " + days + " days together?");
    } else {
      story.plan("stop at day " + days);
      story.ask(today, "How many " + unit + " is it on day " + days + "?");
    }
  }

  // ------------------------------------------------------------------ tank

  private static void tank(Story story) {
    RandomGenerator random = story.random();
    String vessel = pick(random, "tank", "pool", "pond", "barrel", "basin");
    long in = story.large() ? between(random, 103, 899) : between(random, 12, 60);
    long out = story.numbers().in(2, in / 2);
    long minutes = between(random, 5, story.large() ? 60 : 30);
    Amount filled = story.workings().given(story.numbers().some());
    long size = filled.value() + (in - out) * minutes;
    story.say(
        "A " + vessel + " holds " + size + " liters and has " + filled.value() + " liters in it.",
        "There are " + filled.value() + " liters in a " + vessel + " of " + size + " liters.");
    story.say(
        "A pipe fills in "
            + in
            + " liters per minute while "
            + out
            + " liters per minute leak"
            + " out.",
        "Each minute " + in + " liters flow in and " + out + " liters flow out.");
    story.distract(0.25);
    story.plan("subtract the " + filled.value() + " liters from the size");
    Amount missing =
        story
            .workings()
            .skippable(story.workings().given(size), '-', filled, "Missing: #.", "To fill: #.");
    story.plan("subtract what flows out from what flows in");
    Amount gain =
        story
            .workings()
            .skippable(story.workings().given(in), '-', out, "Gain per minute: #.", "A minute: #.");
    story.plan("divide by it");
    Amount time = story.workings().step(missing, '/', gain, "Minutes: #.", "It takes #.");
    story.ask(
        time,
        "After how many minutes is the " + vessel + " full?",
        "How many minutes does it take to fill the " + vessel + "?");
  }
}
