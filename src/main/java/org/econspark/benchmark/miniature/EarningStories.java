package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Stories of wages and savings. */
final class EarningStories {
  private static final List<String> EXPENSES =
      List.of("food", "rent", "tools", "a trip", "books", "clothes", "a present", "tickets");

  private EarningStories() {}

  static void wages(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    Thing job = pick(random, Vocabulary.JOBS);
    String money = pick(random, Vocabulary.CURRENCIES);
    long wage = story.large() ? between(random, 103, 989) : between(random, 9, 48);
    long hours = between(random, 3, 9);
    long days = story.large() ? between(random, 11, 29) : between(random, 3, 12);
    story.say(
        person.name()
            + " works as "
            + job.withArticle()
            + " and earns "
            + wage
            + " "
            + money
            + " per hour.",
        capital(job.withArticle())
            + " named "
            + person.name()
            + " is paid "
            + wage
            + " "
            + money
            + " an hour.",
        person.name()
            + " is "
            + job.withArticle()
            + " with a wage of "
            + wage
            + " "
            + money
            + " an hour.");
    story.say(
        person.heCapital() + " works " + hours + " hours a day for " + days + " days.",
        "In " + days + " days " + person.he() + " works " + hours + " hours each day.");
    story.plan("find the hours", "multiply hours by days");
    Amount worked =
        story
            .workings()
            .skippable(story.workings().given(hours), '*', days, "Hours: #.", "In all # hours.");
    if (chance(random, 0.35)) {
      long extra = between(random, 3, 14);
      story.say(
          "On top " + person.he() + " works " + extra + " hours on the weekend for the same pay.",
          "One weekend adds " + extra + " more hours.");
      story.plan("add the " + extra + " extra hours");
      worked =
          story.workings().skippable(worked, '+', extra, "With the weekend: #.", "Plus extra: #.");
    }
    story.plan("multiply by the wage", "multiply by " + wage);
    Amount pay =
        story.workings().step(worked, '*', wage, "Pay: #.", person.heCapital() + " earns #.");
    story.distract(0.25);
    spend(story, person, money, pay);
  }

  /** One or two things that happen to earnings, then the question. */
  private static void spend(Story story, Person person, String money, Amount earned) {
    RandomGenerator random = story.random();
    Amount left = earned;
    int events = between(random, 1, 2);
    int last = -1;
    for (int i = 0; i < events; i++) {
      int kind = (last + 1 + random.nextInt(2)) % 3;
      last = kind;
      if (kind == 0) {
        long bonus = story.numbers().some();
        story.say(
            person.heCapital() + " also gets a bonus of " + bonus + " " + money + ".",
            "A bonus of " + bonus + " " + money + " comes on top.");
        story.plan("add the bonus of " + bonus, "add the bonus");
        left = story.workings().skippable(left, '+', bonus, "With the bonus: #.", "Bonus: #.");
      } else if (kind == 1) {
        long spent = story.numbers().part(left.value());
        String what = pick(random, EXPENSES);
        story.say(
            person.heCapital() + " spends " + spent + " " + money + " on " + what + ".",
            "Then " + spent + " " + money + " go to " + what + ".");
        story.plan("subtract the " + spent + " for " + what, "subtract the " + spent);
        left = story.workings().skippable(left, '-', spent, "After spending: #.", "Left: #.");
      } else {
        long nth = story.numbers().divisor(left.value(), 3, 10);
        if (nth == 0) {
          continue;
        }
        story.say(
            "One part in " + nth + " of the money is taken as tax.",
            person.heCapital() + " pays 1/" + nth + " of it as tax.");
        story.plan("subtract the tax of 1/" + nth, "take off the tax");
        Amount tax = story.workings().step(left, '/', nth, "Tax: #.", "The tax is #.");
        left = story.workings().skippable(left, '-', tax, "After tax: #.", "Without tax: #.");
      }
    }
    story.ask(
        left,
        "How many " + money + " does " + person.he() + " have in the end?",
        "How much money does " + person.name() + " have then?",
        "How many " + money + " are left to " + person.name() + "?");
  }

  static void savingPlan(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    Thing goal =
        pick(
            random,
            Vocabulary.things(
                "bicycle bicycles,guitar guitars,tent tents,"
                    + "camera cameras,laptop laptops,piano pianos,boat boats,desk desks"));
    String money = pick(random, Vocabulary.CURRENCIES);
    long weekly = story.large() ? between(random, 103, 899) : between(random, 6, 45);
    long weeks = story.large() ? between(random, 12, 48) : between(random, 5, 26);
    Amount saved = story.workings().given(story.numbers().some());
    story.say(
        person.name()
            + " wants to buy "
            + goal.withArticle()
            + " and has already saved "
            + saved.value()
            + " "
            + money
            + ".",
        person.name()
            + " has "
            + saved.value()
            + " "
            + money
            + " and is saving for "
            + goal.withArticle()
            + ".");
    story.say(
        "Every week " + person.he() + " puts aside " + weekly + " " + money + ".",
        person.heCapital() + " saves " + weekly + " " + money + " a week.");
    boolean askWeeks = random.nextBoolean();
    if (askWeeks) {
      long gift = story.numbers().some();
      long price = saved.value() + gift + weekly * weeks;
      story.say(
          person.hisCapital() + " aunt gives " + person.him() + " " + gift + " " + money + ".",
          "For " + person.his() + " birthday " + person.he() + " gets " + gift + " " + money + ".");
      story.say("The " + goal.singular() + " costs " + price + " " + money + ".");
      story.distract(0.25);
      story.plan("add the gift to the savings", "add the " + gift + " to the " + saved.value());
      Amount has = story.workings().skippable(saved, '+', gift, "With the gift: #.", "So far: #.");
      story.plan("subtract from the price", "find what is missing");
      Amount missing =
          story
              .workings()
              .step(story.workings().given(price), '-', has, "Missing: #.", "Still needed: #.");
      story.plan("divide by the weekly " + weekly);
      Amount needed = story.workings().skippable(missing, '/', weekly, "Weeks: #.", "It takes #.");
      story.ask(
          needed,
          "How many weeks must " + person.he() + " save?",
          "After how many weeks can " + person.he() + " buy it?");
      return;
    }
    story.plan("multiply by the " + weeks + " weeks", "find the savings of " + weeks + " weeks");
    Amount more =
        story
            .workings()
            .step(
                story.workings().given(weekly),
                '*',
                weeks,
                "In " + weeks + " weeks: #.",
                "New: #.");
    story.plan("add the first " + saved.value(), "add what was there before");
    Amount total = story.workings().skippable(more, '+', saved, "Together: #.", "All savings: #.");
    long price = story.numbers().part(total.value()) + 1;
    story.say(
        "After "
            + weeks
            + " weeks "
            + person.he()
            + " buys the "
            + goal.singular()
            + " for "
            + price
            + " "
            + money
            + ".");
    story.distract(0.25);
    story.plan("subtract the price of " + price);
    Amount left = story.workings().skippable(total, '-', price, "Left: #.", "That leaves #.");
    story.ask(
        left,
        "How many " + money + " does " + person.name() + " have left?",
        "How much money is left?");
  }
}
