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

/** The story of one stock through a series of events. */
final class RunningTotal {

  private RunningTotal() {}

  static void tell(Story story) {
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
    String part = Vocabulary.fraction(divisor);
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
}
