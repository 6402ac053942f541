package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Stories of a stock that grows and shrinks, told forwards or backwards. */
final class StockStories {
  private StockStories() {}

  static List<Structure> structures(Family family) {
    return List.of(
        Story.structure(family, "running-total", false, 2.2, RunningTotal::tell),
        Story.structure(family, "work-backwards", false, 1.2, StockStories::workBackwards),
        Story.structure(family, "storeroom", false, 1.0, StockStories::storeroom),
        Story.structure(family, "bus-stops", true, 1.0, StockStories::busStops));
  }

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
        String part = Vocabulary.fraction(parts);
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
