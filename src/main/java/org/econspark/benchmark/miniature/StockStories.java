package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Stories of a stock that grows and shrinks, told forwards or backwards. */
final class StockStories {
  private static final String[] FRACTIONS = {
    "", "", "half", "a third", "a quarter", "a fifth", "a sixth"
  };

  private StockStories() {}

  static List<Structure> structures(Family family) {
    return List.of(
        Story.structure(family, "running-total", false, 2.2, StockStories::runningTotal),
        Story.structure(family, "work-backwards", false, 1.2, StockStories::workBackwards),
        Story.structure(family, "storeroom", false, 1.0, StockStories::storeroom),
        Story.structure(family, "bus-stops", true, 1.0, StockStories::busStops));
  }

  // ------------------------------------------------------------------ running-total

  private static void runningTotal(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    Person friend = Vocabulary.unlike(random, person);
    Thing thing = pick(random, Vocabulary.OBJECTS);
    Amount stock = story.workings().given(story.numbers().many());
    long start = stock.value();
    String time = pick(random, "day", "week", "month", "year");
    story.say(
        person.name() + " has " + start + " " + thing.plural() + ".",
        person.name() + " starts the " + time + " with " + start + " " + thing.plural() + ".",
        "At the start of the "
            + time
            + ", "
            + person.name()
            + " owns "
            + start
            + " "
            + thing.plural()
            + ".",
        "There are " + start + " " + thing.plural() + " in " + person.name() + "'s collection.");
    story
        .workings()
        .note(
            person.name() + " starts with " + start + ".",
            "Start: " + start + " " + thing.plural() + ".",
            "At first there are " + start + " " + thing.plural() + ".");
    int events = story.large() ? 2 + random.nextInt(3) : 3 + random.nextInt(3);
    Event last = null;
    for (int i = 0; i < events; i++) {
      last = anotherEvent(story, stock.value(), last);
      stock = happen(story, last, person, friend, thing, stock);
    }
    story.distract(0.4, person, thing);
    long shares = story.numbers().divisor(stock.value(), 3, 9);
    if (shares > 0 && chance(random, 0.35)) {
      share(story, person, thing, stock, shares);
    } else {
      story.ask(
          stock,
          "How many " + thing.plural() + " does " + person.name() + " have now?",
          "How many " + thing.plural() + " does " + person.he() + " have in the end?",
          "How many " + thing.plural() + " are there at the end?",
          "Find the number of " + thing.plural() + " " + person.name() + " has now.");
    }
  }

  private enum Event {
    CONTAINERS,
    LOSE,
    GAIN,
    FRACTION,
    MULTIPLY
  }

  private static Event anotherEvent(Story story, long stock, Event last) {
    List<Event> events =
        new ArrayList<>(List.of(Event.CONTAINERS, Event.LOSE, Event.GAIN, Event.FRACTION));
    if (stock < (story.large() ? 60_000 : 1_500)) {
      events.add(Event.MULTIPLY);
    }
    if (story.numbers().divisor(stock, 2, 6) == 0) {
      events.remove(Event.FRACTION);
    }
    events.remove(last);
    return pick(story.random(), events);
  }

  private static Amount happen(
      Story story, Event event, Person person, Person friend, Thing thing, Amount stock) {
    return switch (event) {
      case CONTAINERS -> containers(story, person, friend, thing, stock);
      case LOSE -> lose(story, person, friend, thing, stock);
      case GAIN -> gain(story, person, friend, thing, stock);
      case FRACTION -> fraction(story, person, friend, thing, stock);
      case MULTIPLY -> multiply(story, person, thing, stock);
    };
  }

  private static Amount containers(
      Story story, Person person, Person friend, Thing thing, Amount stock) {
    Thing container = pick(story.random(), Vocabulary.CONTAINERS);
    long count = story.numbers().few();
    long each = story.numbers().some();
    String packed = count + " " + container.plural();
    story.say(
        person.heCapital() + " buys " + packed + " of " + each + " " + thing.plural() + " each.",
        "Then "
            + person.he()
            + " gets "
            + packed
            + " with "
            + each
            + " "
            + thing.plural()
            + " in each.",
        friend.name() + " brings " + packed + " holding " + each + " " + thing.plural() + " each.",
        packed
            + " with "
            + each
            + " "
            + thing.plural()
            + " each arrive from "
            + friend.name()
            + ".");
    story.plan(
        "add the " + packed + " of " + each,
        "work out the " + container.plural() + " and add them",
        "add what the " + packed + " hold");
    Amount inside =
        story
            .workings()
            .step(
                story.workings().given(count),
                '*',
                each,
                "The " + container.plural() + " hold #.",
                capital(container.plural()) + ": #.",
                "In the " + packed + ": #.");
    return story
        .workings()
        .skippable(stock, '+', inside, "With them: #.", "Now there are #.", "Added: #.");
  }

  private static Amount lose(Story story, Person person, Person friend, Thing thing, Amount stock) {
    long number = story.numbers().part(stock.value());
    story.say(
        person.heCapital()
            + " gives "
            + number
            + " "
            + thing.plural()
            + " to "
            + friend.name()
            + ".",
        person.heCapital() + " sells " + number + " of them.",
        "Then " + person.he() + " loses " + number + " " + thing.plural() + ".",
        friend.name() + " takes " + number + " of the " + thing.plural() + ".",
        person.name() + " uses up " + number + " " + thing.plural() + ".");
    story.plan(
        "subtract the " + number,
        "take away the " + number + " that are gone",
        "subtract " + number);
    return story
        .workings()
        .skippable(
            stock,
            '-',
            number,
            "Without " + number + ": #.",
            "Then # are left.",
            "Minus " + number + ": #.");
  }

  private static Amount gain(Story story, Person person, Person friend, Thing thing, Amount stock) {
    long number =
        story.random().nextBoolean() ? story.numbers().some() : story.numbers().many() / 2;
    story.say(
        person.heCapital() + " finds " + number + " more.",
        friend.name() + " gives " + person.name() + " " + number + " more " + thing.plural() + ".",
        "Later " + person.he() + " collects " + number + " " + thing.plural() + ".",
        person.name() + " wins another " + number + " " + thing.plural() + ".",
        "For "
            + person.his()
            + " birthday "
            + person.he()
            + " gets "
            + number
            + " "
            + thing.plural()
            + ".");
    story.plan("add the " + number, "add " + number, "add the " + number + " new ones");
    return story
        .workings()
        .skippable(
            stock,
            '+',
            number,
            "With " + number + " more: #.",
            "Plus " + number + ": #.",
            "Then #.");
  }

  private static Amount fraction(
      Story story, Person person, Person friend, Thing thing, Amount stock) {
    int divisor = (int) story.numbers().divisor(stock.value(), 2, 6);
    String part = FRACTIONS[divisor];
    story.say(
        person.heCapital()
            + " gives "
            + part
            + " of "
            + person.his()
            + " "
            + thing.plural()
            + " to "
            + friend.name()
            + ".",
        person.heCapital() + " sells " + part + " of all the " + thing.plural() + ".",
        "Then " + part + " of the " + thing.plural() + " get lost.",
        friend.name() + " borrows " + part + " of them.");
    story.plan(
        "take away " + part, "find " + part + " and subtract it", "subtract " + part + " of them");
    Amount taken =
        story
            .workings()
            .step(
                stock,
                '/',
                divisor,
                capital(part) + " is #.",
                capital(part) + " of them: #.",
                capital(part) + " makes #.");
    return story.workings().skippable(stock, '-', taken, "Left: #.", "That leaves #.", "Then #.");
  }

  private static Amount multiply(Story story, Person person, Thing thing, Amount stock) {
    long factor = story.random().nextInt(3) < 2 ? 2 : 3;
    String grows = factor == 2 ? "doubles" : "triples";
    story.say(
        "Then the number of " + person.his() + " " + thing.plural() + " " + grows + ".",
        "After that " + person.he() + " " + grows + " " + person.his() + " collection.",
        "By the summer the collection " + grows + ".");
    story.plan(factor == 2 ? "double it" : "triple it", "multiply by " + factor);
    return story
        .workings()
        .skippable(stock, '*', factor, "It " + grows + ": #.", "That becomes #.", "Now #.");
  }

  private static void share(Story story, Person person, Thing thing, Amount stock, long shares) {
    boolean friends = story.random().nextBoolean();
    story.say(
        friends
            ? person.heCapital() + " shares all of them equally among " + shares + " friends."
            : person.heCapital() + " puts all of them equally into " + shares + " boxes.");
    story.plan(
        "divide by the " + shares + (friends ? " friends" : " boxes"), "split into " + shares);
    Amount each =
        story.workings().skippable(stock, '/', shares, "Each gets #.", "Split up: #.", "Each: #.");
    story.ask(
        each,
        friends
            ? "How many " + thing.plural() + " does each friend get?"
            : "How many " + thing.plural() + " are in each box?");
  }

  // ------------------------------------------------------------------ work-backwards

  private static void workBackwards(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    Thing thing = pick(random, Vocabulary.OBJECTS);
    long end = story.numbers().many() / 2 + 3;
    Amount now = story.workings().given(end);
    int events = story.large() ? 2 + random.nextInt(2) : 3 + random.nextInt(2);
    List<String> told = new ArrayList<>();
    List<String> clauses = new ArrayList<>();
    story
        .workings()
        .note(
            "At the end: " + end + ".",
            "Go back from " + end + ".",
            person.name() + " ends with " + end + ".");
    clauses.add(pick(random, "start from the end", "begin with the last number"));
    boolean halved = false;
    for (int i = 0; i < events; i++) {
      Person friend = Vocabulary.unlike(random, person);
      int kind = random.nextInt(halved ? 2 : 3);
      halved = kind == 2;
      if (kind == 0) {
        long number = story.numbers().some();
        told.add(
            pick(
                random,
                "gave " + number + " " + thing.plural() + " to " + friend.name(),
                "lost " + number + " " + thing.plural(),
                "sold " + number + " of them"));
        clauses.add("add back the " + number);
        now =
            story
                .workings()
                .step(now, '+', number, "Before losing " + number + ": #.", "Add back: #.");
      } else if (kind == 1) {
        long number = story.numbers().part(now.value());
        told.add(
            pick(
                random,
                "found " + number + " " + thing.plural(),
                "got " + number + " from " + friend.name(),
                "bought " + number + " more"));
        clauses.add("take off the " + number);
        now =
            story
                .workings()
                .step(now, '-', number, "Before getting " + number + ": #.", "Take off: #.");
      } else {
        int parts = pick(random, 2, 2, 3, 4);
        String part = FRACTIONS[parts];
        told.add(
            pick(random, "kept only " + part + " of them", "had only " + part + " of them left"));
        clauses.add("multiply by " + parts);
        now =
            story
                .workings()
                .step(now, '*', parts, "Before keeping " + part + ": #.", "Undo the part: #.");
      }
    }
    List<String> order = new ArrayList<>(told);
    java.util.Collections.reverse(order);
    story.say(
        person.name() + " had some " + thing.plural() + ".",
        person.name() + " began with a number of " + thing.plural() + ".",
        "One morning " + person.name() + " counted " + person.his() + " " + thing.plural() + ".");
    if (random.nextBoolean()) {
      story.say(
          "First " + person.he() + " " + String.join(", then " + person.he() + " ", order) + ".");
    } else {
      for (String event : order) {
        story.say(
            person.heCapital() + " " + event + ".", "Then " + person.he() + " " + event + ".");
      }
    }
    story.say(
        "Now " + person.he() + " has " + end + " " + thing.plural() + ".",
        "In the end " + end + " " + thing.plural() + " are left.");
    clauses.forEach(story::plan);
    story.distract(0.2, person, thing);
    story.ask(
        now,
        "How many " + thing.plural() + " did " + person.name() + " have at first?",
        "How many " + thing.plural() + " did " + person.he() + " start with?",
        "With how many " + thing.plural() + " did " + person.name() + " begin?");
  }

  // ------------------------------------------------------------------ storeroom

  private static void storeroom(Story story) {
    RandomGenerator random = story.random();
    Thing thing = pick(random, Vocabulary.OBJECTS);
    Thing container = pick(random, Vocabulary.CONTAINERS);
    String place = pick(random, Vocabulary.PLACES);
    long shelves = story.numbers().in(3, 12);
    long perShelf = story.numbers().in(3, story.large() ? 60 : 15);
    long each = story.numbers().some();
    story.say(
        "The storeroom of a "
            + place
            + " has "
            + shelves
            + " shelves with "
            + perShelf
            + " "
            + container.plural()
            + " on each.",
        "A "
            + place
            + " keeps "
            + perShelf
            + " "
            + container.plural()
            + " on each of "
            + shelves
            + " shelves.",
        "There are "
            + shelves
            + " shelves in the "
            + place
            + ", and each holds "
            + perShelf
            + " "
            + container.plural()
            + ".");
    story.say(
        "Every " + container.singular() + " holds " + each + " " + thing.plural() + ".",
        "In every " + container.singular() + " there are " + each + " " + thing.plural() + ".");
    story.plan("find the number of " + container.plural(), "count the " + container.plural());
    Amount containers =
        story
            .workings()
            .step(
                story.workings().given(shelves),
                '*',
                perShelf,
                capital(container.plural()) + ": #.",
                "On all shelves: # " + container.plural() + ".");
    if (random.nextBoolean()) {
      long empty = story.numbers().in(2, Math.max(2, containers.value() / 3));
      story.say(
          empty + " of the " + container.plural() + " turn out to be empty.",
          "However, " + empty + " " + container.plural() + " are empty.");
      story.plan("subtract the " + empty + " empty ones");
      containers =
          story
              .workings()
              .skippable(containers, '-', empty, "Full ones: #.", "Without the empty ones: #.");
    }
    story.plan("multiply by the " + each + " in each", "multiply by " + each);
    Amount stock =
        story
            .workings()
            .step(
                containers,
                '*',
                each,
                capital(thing.plural()) + ": #.",
                "They hold # " + thing.plural() + ".");
    if (random.nextBoolean()) {
      long loose = story.numbers().some();
      story.say(
          "Another " + loose + " " + thing.plural() + " lie on the floor.",
          "Besides, " + loose + " " + thing.plural() + " are on a table.");
      story.plan("add the " + loose + " loose ones");
      stock =
          story
              .workings()
              .skippable(stock, '+', loose, "With the loose ones: #.", "Plus loose: #.");
    }
    long sold = story.numbers().part(stock.value());
    long days = story.numbers().divisor(stock.value(), 2, 9);
    story.distract(0.3);
    if (days > 0 && random.nextBoolean()) {
      story.say("They are used up evenly in " + days + " days.");
      story.plan("divide by the " + days + " days");
      Amount daily = story.workings().skippable(stock, '/', days, "Each day: #.", "A day: #.");
      story.ask(daily, "How many " + thing.plural() + " are used each day?");
    } else {
      story.say(
          "On "
              + pick(random, Vocabulary.WEEKDAYS)
              + " "
              + sold
              + " "
              + thing.plural()
              + " are sold.",
          "Then " + sold + " " + thing.plural() + " are taken out.");
      story.plan("subtract the " + sold);
      Amount left = story.workings().skippable(stock, '-', sold, "Left: #.", "That leaves #.");
      story.ask(
          left,
          "How many " + thing.plural() + " remain in the " + place + "?",
          "How many " + thing.plural() + " are left?");
    }
  }

  // ------------------------------------------------------------------ bus-stops

  private static void busStops(Story story) {
    RandomGenerator random = story.random();
    Thing vehicle = pick(random, Vocabulary.VEHICLES);
    Amount aboard = story.workings().given(story.numbers().many());
    story.say(
        capital(vehicle.withArticle()) + " leaves with " + aboard.value() + " passengers.",
        aboard.value() + " people are on " + vehicle.withArticle() + ".");
    story.workings().note("Aboard: " + aboard.value() + ".", "At first: " + aboard.value() + ".");
    int stops = 2 + random.nextInt(2);
    String[] order = {"first", "second", "third"};
    for (int i = 0; i < stops; i++) {
      long off = story.numbers().part(aboard.value());
      long on = story.numbers().some();
      story.say(
          "At the " + order[i] + " stop " + off + " get off and " + on + " get on.",
          "At stop " + (i + 1) + ", " + off + " people leave and " + on + " board.");
      story.plan("at the " + order[i] + " stop subtract " + off + " and add " + on);
      Amount left =
          story.workings().skippable(aboard, '-', off, "Off: #.", "After " + off + " leave: #.");
      aboard = story.workings().skippable(left, '+', on, "On: #.", "After " + on + " board: #.");
    }
    story.distract(0.3);
    story.ask(
        aboard,
        "How many people are on the " + vehicle.singular() + " now?",
        "How many passengers does the " + vehicle.singular() + " carry after that?");
  }
}
