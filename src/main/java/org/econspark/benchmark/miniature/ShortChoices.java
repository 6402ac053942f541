package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.List;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Short problems in which the right numbers must be chosen among those given. */
final class ShortChoices {

  private ShortChoices() {}

  static void twoKindsLeft(Story story) {
    ShortCast cast = ShortCast.of(story);
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
    cast.distract();
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

  static void twoKindsBought(Story story) {
    ShortCast cast = ShortCast.of(story);
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
    cast.distract();
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

  static void compareOwners(Story story) {
    ShortCast cast = ShortCast.of(story);
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
    cast.distract();
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

  static void equalGroups(Story story) {
    ShortCast cast = ShortCast.of(story);
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
    cast.distract();
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

  static void partOfWhole(Story story) {
    ShortCast cast = ShortCast.of(story);
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
    cast.distract();
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
}
