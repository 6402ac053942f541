package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Short problems in which one must see what happens to a number. */
final class ShortChanges {

  private ShortChanges() {}

  static void groups(Story story) {
    ShortCast cast = ShortCast.of(story);
    Thing container = pick(cast.random(), Vocabulary.CONTAINERS);
    Amount each = cast.given(between(cast.random(), 12, 149));
    long count = between(cast.random(), 3, 19);
    long extra = cast.count();
    boolean plus = cast.random().nextBoolean();
    cast.say(
        "Each " + container.singular() + " holds " + cast.things(each.value()) + ".",
        "A " + container.singular() + " contains " + cast.things(each.value()) + ".",
        "There are " + cast.things(each.value()) + " in every " + container.singular() + ".");
    cast.say(
        cast.person().name() + " bought " + count + " " + container.plural() + ".",
        cast.person().name() + " filled " + count + " " + container.plural() + ".");
    cast.plan(
        "multiply " + container.plural() + " by their size", "find what the " + count + " hold");
    Amount total =
        story
            .workings()
            .step(
                each,
                '*',
                count,
                "The " + container.plural() + " hold #.",
                capital(container.plural()) + ": #.");
    if (plus) {
      cast.say(
          cast.person().heCapital() + " already had " + cast.things(extra) + ".",
          "At home " + cast.person().he() + " has another " + cast.things(extra) + ".");
      cast.plan("add the " + extra);
      total = story.workings().skippable(total, '+', extra, "Together: #.", "All: #.");
    } else {
      cast.say(
          cast.person().heCapital() + " also has " + cast.others(extra) + ".",
          cast.friend().name() + " has " + cast.things(extra) + ".");
    }
    cast.distractLess();
    total = cast.afterwards(cast.person(), cast.thing(), total);
    story.ask(
        total,
        "How many "
            + cast.thing().plural()
            + " does "
            + cast.person().he()
            + " have"
            + (plus ? " in all?" : "?"),
        "How many " + cast.thing().plural() + " is that for " + cast.person().name() + "?");
  }

  static void unknownChange(Story story) {
    ShortCast cast = ShortCast.of(story);
    Person person = cast.person();
    Amount start = cast.given(cast.count());
    long change = story.numbers().part(start.value());
    boolean gone = cast.random().nextBoolean();
    long end = gone ? start.value() - change : start.value() + change;
    cast.say(
        "There were " + cast.things(start.value()) + " on the table.",
        person.name() + " had " + cast.things(start.value()) + ".",
        person.name()
            + " counted "
            + cast.things(start.value())
            + " and "
            + cast.others(cast.count())
            + ".");
    cast.say(
        gone
            ? person.name()
                + " gave some "
                + cast.thing().plural()
                + " away and "
                + end
                + " were left."
            : person.name()
                + " got some more "
                + cast.thing().plural()
                + " and then there were "
                + end
                + ".");
    cast.distract();
    cast.plan(
        gone ? "subtract what is left from the start" : "subtract the start from the end",
        gone ? "start minus rest" : "end minus start");
    Amount asked =
        gone
            ? story.workings().step(start, '-', end, "Gone: #.", "Given away: #.", "So #.")
            : story.workings().step(cast.given(end), '-', start, "New: #.", "Added: #.", "So #.");
    story.ask(
        asked,
        gone
            ? "How many " + cast.thing().plural() + " did " + person.he() + " give away?"
            : "How many " + cast.thing().plural() + " did " + person.he() + " get?");
  }

  static void lostAndFound(Story story) {
    ShortCast cast = ShortCast.of(story);
    Person person = cast.person();
    Amount start = cast.given(cast.count());
    long lost = story.numbers().part(start.value());
    long found = cast.count();
    cast.say(
        person.name() + " had " + cast.things(start.value()) + ".",
        "One day " + person.name() + " owned " + cast.things(start.value()) + ".");
    boolean lostFirst = cast.random().nextBoolean();
    cast.say(
        lostFirst
            ? person.heCapital() + " lost " + lost + " of them and then found " + found + "."
            : person.heCapital() + " found " + found + " more and then lost " + lost + ".",
        lostFirst
            ? cast.friend().name() + " took " + lost + " and brought back " + found + " others."
            : cast.friend().name() + " added " + found + " and took " + lost + ".");
    cast.distract();
    Amount now = start;
    for (boolean loses : lostFirst ? new boolean[] {true, false} : new boolean[] {false, true}) {
      if (loses) {
        cast.plan("subtract the " + lost, "take away " + lost);
        now = story.workings().skippable(now, '-', lost, "Without " + lost + ": #.", "Then #.");
      } else {
        cast.plan("add the " + found, "add " + found);
        now = story.workings().skippable(now, '+', found, "With " + found + ": #.", "Then #.");
      }
    }
    now = cast.afterwards(person, cast.thing(), now);
    story.ask(
        now,
        "How many " + cast.thing().plural() + " does " + person.he() + " have now?",
        "How many " + cast.thing().plural() + " are there in the end?");
  }

  static void changeReturned(Story story) {
    ShortCast cast = ShortCast.of(story);
    Person person = cast.person();
    Thing goods = pick(cast.random(), Vocabulary.GOODS);
    String money = pick(cast.random(), Vocabulary.CURRENCIES);
    long count = between(cast.random(), 3, 15);
    long price = between(cast.random(), 4, 89);
    long paid = count * price + between(cast.random(), 3, 180);
    cast.say(
        person.name()
            + " bought "
            + count
            + " "
            + goods.plural()
            + " for "
            + price
            + " "
            + money
            + " each.",
        "A "
            + goods.singular()
            + " costs "
            + price
            + " "
            + money
            + " and "
            + person.name()
            + " bought "
            + count
            + ".");
    cast.say(
        person.heCapital() + " paid with " + paid + " " + money + ".",
        person.heCapital() + " gave the clerk " + paid + " " + money + ".");
    if (chance(cast.random(), 0.4)) {
      cast.say(
          "At home "
              + person.he()
              + " has "
              + between(cast.random(), 12, 99)
              + " "
              + goods.plural()
              + ".");
    }
    cast.distractLess();
    cast.plan("find the cost of the " + goods.plural(), "multiply count by price");
    cast.plan("subtract it from the payment", "take it from the " + paid);
    Amount cost = story.workings().step(cast.given(count), '*', price, "Cost: #.", "They cost #.");
    Amount change =
        story.workings().step(cast.given(paid), '-', cost, "Change: #.", "The change is #.");
    story.ask(
        change,
        "How much change does " + person.he() + " get?",
        "How many " + money + " of change are returned?");
  }

  static void pages(Story story) {
    ShortCast cast = ShortCast.of(story);
    Person person = cast.person();
    long perDay = between(cast.random(), 12, 79);
    long days = between(cast.random(), 3, 19);
    Amount read = cast.given(perDay * days);
    boolean left = cast.random().nextBoolean();
    long other = left ? read.value() + cast.count() : cast.count();
    cast.say(
        person.name() + " reads " + perDay + " pages of a book every day.",
        "Every day " + person.name() + " reads " + perDay + " pages.");
    if (left) {
      cast.say(
          "The book has " + other + " pages and " + between(cast.random(), 8, 40) + " chapters.",
          "It has " + other + " pages.");
      cast.say(person.heCapital() + " has been reading for " + days + " days.");
    } else {
      cast.say(
          person.heCapital() + " has already read " + other + " pages of it.",
          "So far " + person.he() + " has read " + other + " pages.");
    }
    cast.distractLess();
    cast.plan("multiply pages by days", "find the pages of " + days + " days");
    Amount done =
        story
            .workings()
            .step(cast.given(perDay), '*', days, "In " + days + " days: #.", "Pages: #.");
    if (left) {
      cast.plan("subtract from the " + other);
      Amount rest = story.workings().step(cast.given(other), '-', done, "Left: #.", "Rest: #.");
      story.ask(
          rest, "How many pages are left?", "How many pages must " + person.he() + " still read?");
    } else {
      cast.plan("add the " + other + " read before");
      Amount all = story.workings().skippable(done, '+', other, "In all: #.", "Together: #.");
      story.ask(
          all, "How many pages will " + person.he() + " have read after " + days + " more days?");
    }
  }

  static void moreThanBoth(Story story) {
    ShortCast cast = ShortCast.of(story);
    Person person = cast.person();
    Person friend = cast.friend();
    Amount base = cast.given(cast.count());
    long more = cast.count();
    cast.say(
        person.name() + " has " + cast.things(base.value()) + ".",
        person.name()
            + " has "
            + cast.others(cast.count())
            + " and "
            + cast.things(base.value())
            + ".");
    cast.say(
        friend.name() + " has " + cast.things(more) + " more than " + person.name() + ".",
        friend.name()
            + " has "
            + more
            + " more "
            + cast.thing().plural()
            + " than "
            + person.name()
            + ".");
    cast.distract();
    cast.plan(
        "find " + friend.name() + "'s " + cast.thing().plural() + " from " + person.name() + "'s");
    Amount friends =
        story
            .workings()
            .step(
                base,
                '+',
                more,
                friend.name() + " has #.",
                friend.name() + " has " + more + " more than " + person.name() + ": #.");
    if (cast.random().nextBoolean()) {
      cast.plan("add both");
      Amount both = story.workings().skippable(friends, '+', base, "Both: #.", "Together: #.");
      story.ask(
          both,
          "How many " + cast.thing().plural() + " do they have together?",
          "How many "
              + cast.thing().plural()
              + " do "
              + person.name()
              + " and "
              + friend.name()
              + " have in all?");
    } else {
      story.ask(friends, "How many " + cast.thing().plural() + " does " + friend.name() + " have?");
    }
  }

  static void unknownStart(Story story) {
    ShortCast cast = ShortCast.of(story);
    Person person = cast.person();
    Amount left = cast.given(cast.count());
    long gone = cast.count();
    cast.say(
        person.name() + " had some " + cast.thing().plural() + ".",
        person.name()
            + " had a box of "
            + cast.thing().plural()
            + " and "
            + cast.others(cast.count())
            + ".");
    cast.say(
        person.heCapital()
            + " gave "
            + gone
            + " "
            + cast.thing().plural()
            + " to "
            + cast.friend().name()
            + " and has "
            + left.value()
            + " left.",
        "After selling "
            + gone
            + " of the "
            + cast.thing().plural()
            + ", "
            + person.he()
            + " has "
            + left.value()
            + ".");
    cast.distract();
    cast.plan("add back the " + gone + " to what is left");
    Amount start = story.workings().step(left, '+', gone, "At first: #.", "Before: #.", "So #.");
    story.ask(
        start,
        "How many " + cast.thing().plural() + " did " + person.he() + " have at first?",
        "How many " + cast.thing().plural() + " were there before?");
  }
}
