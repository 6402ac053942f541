package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** The people and things of one short problem, with its numbers. */
record ShortCast(Story story, Person person, Person friend, Thing thing, Thing other) {
  private static final double DISTRACTION = 0.6;

  static ShortCast of(Story story) {
    Person person = pick(story.random(), Vocabulary.PEOPLE);
    Person friend = Vocabulary.unlike(story.random(), person);
    List<Thing> things = Vocabulary.sample(story.random(), Vocabulary.OBJECTS, 2);
    return new ShortCast(story, person, friend, things.get(0), things.get(1));
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

  /** Often adds a sentence that has no bearing on the answer. */
  void distract() {
    story.distract(DISTRACTION, person, thing);
  }

  /** Like {@link #distract}, half as often: for problems that hold idle numbers already. */
  void distractLess() {
    story.distract(DISTRACTION / 2, person, thing);
  }

  String things(long count) {
    return count + " " + thing.of(count);
  }

  String others(long count) {
    return count + " " + other.of(count);
  }
}
