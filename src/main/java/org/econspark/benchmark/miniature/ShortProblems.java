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

/**
 * One- and two-step problems in the manner of SVAMP: what is hard is to choose the right numbers
 * among those given and to see which operation is asked.
 */
final class ShortProblems {
  private static final double DISTRACTION = 0.6;

  private ShortProblems() {}

  static List<Structure> structures() {
    return List.of(
        structure("two-kinds-left", false, 1.2, ShortProblems::twoKindsLeft),
        structure("two-kinds-bought", false, 1, ShortProblems::twoKindsBought),
        structure("compare-owners", false, 1.2, ShortProblems::compareOwners),
        structure("groups", false, 1, ShortProblems::groups),
        structure("equal-groups", false, 1, ShortProblems::equalGroups),
        structure("unknown-change", false, 1, ShortProblems::unknownChange),
        structure("lost-and-found", false, 1, ShortProblems::lostAndFound),
        structure("change-returned", false, 1, ShortProblems::changeReturned),
        structure("pages", false, 1, ShortProblems::pages),
        structure("part-of-whole", false, 1, ShortProblems::partOfWhole),
        structure("more-than-both", false, 1, ShortProblems::moreThanBoth),
        structure("unknown-start", true, 1.1, ShortProblems::unknownStart));
  }

  private static Structure structure(
      String name, boolean heldOut, double weight, java.util.function.Consumer<Story> telling) {
    return Story.structure(Family.SVAMP, name, heldOut, weight, telling);
  }

  /** The people and things of one short story, with its numbers. */
  private record Cast(Story story, Person person, Person friend, Thing thing, Thing other) {

    static Cast of(Story story) {
      Person person = pick(story.random(), Vocabulary.PEOPLE);
      Person friend = Vocabulary.unlike(story.random(), person);
      List<Thing> things = Vocabulary.sample(story.random(), Vocabulary.OBJECTS, 2);
      return new Cast(story, person, friend, things.get(0), things.get(1));
    }

    RandomGenerator random() {
      return story.random();
    }

    /** A count of two to four digits. */
    long count() {
      return switch (random().nextInt(5)) {
        case 0 -> between(random(), 12, 99);
        case 1, 2 -> between(random(), 101, 999);
        default -> between(random(), 1_001, 9_899);
      };
    }

    Amount given(long value) {
      return story.workings().given(value);
    }

    void say(String... frames) {
      story.say(frames);
    }

    void plan(String... frames) {
      story.plan(frames);
    }

    /** Often one more thing that happens to the counted things; another step. */
    Amount afterwards(Person owner, Thing counted, Amount amount) {
      if (chance(random(), 0.35)) {
        return amount;
      }
      long shares = story.numbers().divisor(amount.value(), 2, 9);
      if (shares > 0 && random().nextBoolean()) {
        say(
            "Then "
                + owner.name()
                + " keeps only one in "
                + shares
                + " of the "
                + counted.plural()
                + ".",
            "After that "
                + owner.name()
                + " sorts the "
                + counted.plural()
                + " into "
                + shares
                + " equal heaps and keeps one heap.");
        plan("divide by " + shares, "keep one part of " + shares);
        return story.workings().skippable(amount, '/', shares, "Kept: #.", "One part: #.");
      }
      long number = story.numbers().part(amount.value());
      if (random().nextBoolean()) {
        say(
            "Then " + number + " of the " + counted.plural() + " break.",
            "Later " + owner.name() + " throws " + number + " " + counted.plural() + " away.");
        plan("subtract the " + number, "take off " + number);
        return story.workings().skippable(amount, '-', number, "Then #.", "Rest: #.");
      }
      say(
          "Then " + owner.name() + " finds " + number + " more " + counted.plural() + ".",
          "Later " + owner.name() + " gets another " + number + " " + counted.plural() + ".");
      plan("add the " + number, "add " + number + " more");
      return story.workings().skippable(amount, '+', number, "Then #.", "More: #.");
    }

    String things(long count) {
      return count + " " + thing.of(count);
    }

    String others(long count) {
      return count + " " + other.of(count);
    }
  }

  private static void twoKindsLeft(Story story) {
    Cast cast = Cast.of(story);
    Person person = cast.person();
    Amount first = cast.given(cast.count());
    Amount second = cast.given(cast.count());
    long usedFirst = story.numbers().part(first.value());
    long usedSecond = story.numbers().part(second.value());
    boolean askFirst = cast.random().nextBoolean();
    cast.say(
        person.name()
            + " had "
            + cast.things(first.value())
            + " and "
            + cast.others(second.value())
            + ".",
        "There were "
            + cast.things(first.value())
            + " and "
            + cast.others(second.value())
            + " in "
            + person.name()
            + "'s bag.",
        person.name()
            + " collected "
            + cast.others(second.value())
            + " and "
            + cast.things(first.value())
            + ".");
    String verb = pick(cast.random(), "gave away", "lost", "sold", "used");
    cast.say(
        person.heCapital()
            + " "
            + verb
            + " "
            + cast.things(usedFirst)
            + " and "
            + cast.others(usedSecond)
            + ".",
        "Then "
            + person.he()
            + " "
            + verb
            + " "
            + cast.others(usedSecond)
            + " and "
            + cast.things(usedFirst)
            + ".");
    story.distract(DISTRACTION, cast.person(), cast.thing());
    Thing asked = askFirst ? cast.thing() : cast.other();
    long used = askFirst ? usedFirst : usedSecond;
    cast.plan("use only the " + asked.plural(), "look at the " + asked.plural() + " alone");
    cast.plan("subtract the " + used + " that are gone", "take away " + used);
    Amount left =
        story
            .workings()
            .mistakable(
                askFirst ? first : second,
                List.of(askFirst ? second : first),
                '-',
                used,
                capital(asked.plural()) + ": #.",
                "Only the " + asked.plural() + " count: #.",
                person.name() + " has # " + asked.plural() + " left.");
    left = cast.afterwards(person, asked, left);
    story.ask(
        left,
        "How many " + asked.plural() + " does " + person.he() + " have left?",
        "How many " + asked.plural() + " are left to " + person.name() + "?",
        "How many " + asked.plural() + " did " + person.name() + " have then?");
  }

  private static void twoKindsBought(Story story) {
    Cast cast = Cast.of(story);
    Person person = cast.person();
    Amount had = cast.given(cast.count());
    Amount other = cast.given(cast.count());
    long bought = cast.count();
    cast.say(
        person.name()
            + " had "
            + cast.things(had.value())
            + " and "
            + cast.others(other.value())
            + ".",
        person.name()
            + " owned "
            + cast.others(other.value())
            + " and "
            + cast.things(had.value())
            + ".");
    cast.say(
        person.heCapital()
            + " bought "
            + cast.things(bought)
            + " and "
            + cast.others(cast.count())
            + ".",
        cast.friend().name()
            + " gave "
            + person.him()
            + " "
            + cast.others(cast.count())
            + " and "
            + cast.things(bought)
            + ".",
        "At the market " + person.he() + " got another " + cast.things(bought) + ".");
    story.distract(DISTRACTION, cast.person(), cast.thing());
    cast.plan("use only the " + cast.thing().plural(), "count only " + cast.thing().plural());
    cast.plan("add the " + bought + " new ones", "add " + bought);
    Amount now =
        story
            .workings()
            .mistakable(
                had,
                List.of(other),
                '+',
                bought,
                capital(cast.thing().plural()) + ": #.",
                "With the new ones: #.",
                person.name() + " then has # " + cast.thing().plural() + ".");
    now = cast.afterwards(person, cast.thing(), now);
    story.ask(
        now,
        "How many " + cast.thing().plural() + " does " + person.he() + " have now?",
        "How many " + cast.thing().plural() + " does " + person.name() + " have altogether?");
  }

  private static void compareOwners(Story story) {
    Cast cast = Cast.of(story);
    Person person = cast.person();
    Person friend = cast.friend();
    Amount more = cast.given(cast.count());
    Amount other = cast.given(cast.count());
    long less = story.numbers().part(more.value());
    cast.say(
        person.name()
            + " has "
            + cast.things(more.value())
            + " and "
            + cast.others(other.value())
            + ".",
        person.name()
            + " picked "
            + cast.others(other.value())
            + " and "
            + cast.things(more.value())
            + ".");
    cast.say(
        friend.name() + " has " + cast.things(less) + ".",
        friend.name() + " has " + cast.others(cast.count()) + " and " + cast.things(less) + ".");
    if (cast.random().nextBoolean()) {
      story.shuffle();
    }
    story.distract(DISTRACTION, cast.person(), cast.thing());
    cast.plan(
        "compare the " + cast.thing().plural() + " of both",
        "take the " + cast.thing().plural() + " of " + person.name() + " and " + friend.name());
    cast.plan("subtract", "find the difference");
    Amount difference =
        story
            .workings()
            .mistakable(
                more,
                List.of(other),
                '-',
                less,
                capital(cast.thing().plural()) + ": #.",
                "The difference is #.",
                person.name() + " has # more.");
    story.ask(
        difference,
        "How many more "
            + cast.thing().plural()
            + " does "
            + person.name()
            + " have than "
            + friend.name()
            + "?",
        "How many fewer "
            + cast.thing().plural()
            + " does "
            + friend.name()
            + " have than "
            + person.name()
            + "?");
  }

  private static void groups(Story story) {
    Cast cast = Cast.of(story);
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
    story.distract(DISTRACTION / 2, cast.person(), cast.thing());
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

  private static void equalGroups(Story story) {
    Cast cast = Cast.of(story);
    Person person = cast.person();
    long groups = between(cast.random(), 3, 12);
    long size = between(cast.random(), 7, 299);
    Amount total = cast.given(groups * size);
    Amount other = cast.given(groups * between(cast.random(), 5, 120));
    cast.say(
        person.name()
            + " has "
            + cast.things(total.value())
            + " and "
            + cast.others(other.value())
            + ".",
        person.name()
            + " brought "
            + cast.others(other.value())
            + " and "
            + cast.things(total.value())
            + ".");
    boolean friends = cast.random().nextBoolean();
    cast.say(
        friends
            ? person.heCapital()
                + " shares the "
                + cast.thing().plural()
                + " equally among "
                + groups
                + " children."
            : person.heCapital()
                + " puts the "
                + cast.thing().plural()
                + " in "
                + groups
                + " equal groups.");
    story.distract(DISTRACTION, cast.person(), cast.thing());
    cast.plan("use only the " + cast.thing().plural(), "take the " + cast.thing().plural());
    cast.plan("divide by " + groups, "split into " + groups);
    Amount each =
        story
            .workings()
            .mistakable(total, List.of(other), '/', groups, "Each: #.", "Each gets #.", "So #.");
    story.ask(
        each,
        friends
            ? "How many " + cast.thing().plural() + " does each child get?"
            : "How many " + cast.thing().plural() + " are in each group?");
  }

  private static void unknownChange(Story story) {
    Cast cast = Cast.of(story);
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
    story.distract(DISTRACTION, cast.person(), cast.thing());
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

  private static void lostAndFound(Story story) {
    Cast cast = Cast.of(story);
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
    story.distract(DISTRACTION, cast.person(), cast.thing());
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

  private static void changeReturned(Story story) {
    Cast cast = Cast.of(story);
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
    story.distract(DISTRACTION / 2, cast.person(), cast.thing());
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

  private static void pages(Story story) {
    Cast cast = Cast.of(story);
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
    story.distract(DISTRACTION / 2, cast.person(), cast.thing());
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

  private static void partOfWhole(Story story) {
    Cast cast = Cast.of(story);
    String place = pick(cast.random(), Vocabulary.PLACES);
    Amount all = cast.given(cast.count() + 150);
    long women = story.numbers().part(all.value());
    long children = Math.max(1, (all.value() - women) / between(cast.random(), 2, 5));
    cast.say(
        "There are " + all.value() + " people in the " + place + ".",
        all.value() + " people came to the " + place + ".");
    cast.say(
        women + " of them are women and " + children + " are children.",
        "Among them are " + children + " children and " + women + " women.");
    story.distract(DISTRACTION, cast.person(), cast.thing());
    boolean men = cast.random().nextBoolean();
    if (men) {
      cast.plan("subtract the women", "take the " + women + " women from all");
      cast.plan("subtract the children", "take away the " + children + " children");
      Amount rest = story.workings().skippable(all, '-', women, "Without women: #.", "First #.");
      Amount answer =
          story.workings().skippable(rest, '-', children, "Without children: #.", "Men: #.");
      story.ask(answer, "The others are men. How many men are there?");
    } else {
      cast.plan("ignore the women");
      cast.plan("subtract the children from all");
      Amount adults =
          story
              .workings()
              .mistakable(
                  all, List.of(cast.given(women)), '-', children, "Adults: #.", "So # adults.");
      story.ask(adults, "How many of them are not children?", "How many adults are there?");
    }
  }

  private static void moreThanBoth(Story story) {
    Cast cast = Cast.of(story);
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
    story.distract(DISTRACTION, cast.person(), cast.thing());
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

  private static void unknownStart(Story story) {
    Cast cast = Cast.of(story);
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
    story.distract(DISTRACTION, cast.person(), cast.thing());
    cast.plan("add back the " + gone + " to what is left");
    Amount start = story.workings().step(left, '+', gone, "At first: #.", "Before: #.", "So #.");
    story.ask(
        start,
        "How many " + cast.thing().plural() + " did " + person.he() + " have at first?",
        "How many " + cast.thing().plural() + " were there before?");
  }
}
