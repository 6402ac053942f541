package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Sentences, plan and calculations of one word problem while it is drawn. */
final class Story {
  private static final int LONGEST_QUESTION = 700;
  private static final int LONGEST_PLAN = 200;

  private final RandomGenerator random;
  private final Numbers numbers;
  private final Workings workings = new Workings();
  private final List<String> sentences = new ArrayList<>();
  private final List<String> plan = new ArrayList<>();
  private String question;
  private Amount answer;
  private boolean possible = true;

  private Story(RandomGenerator random, boolean large) {
    this.random = random;
    this.numbers = new Numbers(random, large);
  }

  /** A structure whose problems {@code telling} tells; a story it gives up is drawn again. */
  static Structure structure(
      Family family, String name, boolean heldOut, double weight, Consumer<Story> telling) {
    return Structure.of(
        family,
        name,
        heldOut,
        weight,
        random -> {
          Story story = new Story(random, family == Family.GSM_HARD);
          telling.accept(story);
          return story.problem(family, name, heldOut);
        });
  }

  RandomGenerator random() {
    return random;
  }

  Numbers numbers() {
    return numbers;
  }

  Workings workings() {
    return workings;
  }

  boolean large() {
    return numbers.large();
  }

  /** The next sentence, one of several frames. */
  void say(String... frames) {
    sentences.add(pick(random, frames));
  }

  /** The next clause of the plan. */
  void plan(String... frames) {
    plan.add(pick(random, frames));
  }

  /** The question, one of several frames, and its answer; always the last sentence. */
  void ask(Amount answer, String... frames) {
    this.answer = answer;
    this.question = pick(random, frames);
  }

  /** Marks the story as impossible with the drawn numbers. */
  void giveUp() {
    possible = false;
  }

  /** Puts the sentences said so far into random order. */
  void shuffle() {
    List<String> shuffled = Vocabulary.shuffled(random, sentences);
    sentences.clear();
    sentences.addAll(shuffled);
  }

  /** Adds sentences that have no bearing on the answer, before the question. */
  void distract(double probability) {
    if (chance(random, probability)) {
      int place = sentences.isEmpty() ? 0 : 1 + random.nextInt(sentences.size());
      sentences.add(place, distraction());
    }
  }

  /** Like {@link #distract(double)}, and often about the person and the things of the story. */
  void distract(double probability, Person person, Thing thing) {
    if (chance(random, probability)) {
      int place = sentences.isEmpty() ? 0 : 1 + random.nextInt(sentences.size());
      sentences.add(place, random.nextBoolean() ? distraction() : distraction(person, thing));
    }
  }

  private String distraction(Person person, Thing thing) {
    String things = numbers.some() + " " + thing.plural();
    return switch (random.nextInt(5)) {
      case 0 -> "Last year " + person.name() + " had " + things + ".";
      case 1 -> person.name() + " would like to have " + things + ".";
      case 2 -> "A shop nearby sells " + things + " a day.";
      case 3 -> person.name() + " once saw " + things + " in a museum.";
      default -> person.name() + "'s brother has " + things + ".";
    };
  }

  private String distraction() {
    Person person = pick(random, Vocabulary.PEOPLE);
    Thing thing = pick(random, Vocabulary.OBJECTS);
    long number = numbers.some();
    return switch (random.nextInt(9)) {
      case 0 -> person.name() + " is " + between(random, 6, 80) + " years old.";
      case 1 -> "The shop closes in " + between(random, 2, 9) + " hours.";
      case 2 -> capital(thing.withArticle()) + " weighs " + number + " grams.";
      case 3 -> person.name() + " lives " + number + " km away.";
      case 4 -> "Last year " + person.name() + " had " + number + " " + thing.plural() + ".";
      case 5 -> person.name() + " would like to have " + number + " " + thing.plural() + ".";
      case 6 -> "It is " + between(random, 9, 31) + " degrees outside.";
      case 7 -> person.name() + " has " + between(random, 2, 6) + " brothers and sisters.";
      default -> "The nearest town is " + number + " km away.";
    };
  }

  private Optional<MiniProblem> problem(Family family, String name, boolean heldOut) {
    if (!possible || answer == null || !workings.sound()) {
      return Optional.empty();
    }
    String text = String.join(" ", sentences) + " " + question;
    if (text.length() > LONGEST_QUESTION || String.join(", ", plan).length() > LONGEST_PLAN) {
      return Optional.empty();
    }
    int steps = workings.calculations();
    int easiest = family == Family.SVAMP ? 0 : 1;
    int difficulty = Math.max(1, Math.min(5, steps - easiest));
    return Optional.of(
        new MiniProblem(
            family,
            name,
            heldOut,
            difficulty,
            text,
            List.copyOf(plan),
            workings.solver(answer),
            null));
  }
}
