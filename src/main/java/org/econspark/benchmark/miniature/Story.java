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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Sentences, plan and calculations of one word problem while it is drawn. */
final class Story {
  private static final int LONGEST_QUESTION = 700;
  private static final int LONGEST_PLAN = 200;

  /** A sentence that opens with a name, so that it needs nobody named before it. */
  private static final Pattern NAME_FIRST =
      Pattern.compile(
          Vocabulary.PEOPLE.stream()
              .map(Person::name)
              .collect(Collectors.joining("|", "(?:", ")\\b")));

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

  /** Adds a sentence that has no bearing on the answer, with some probability. */
  void distract(double probability) {
    if (chance(random, probability)) {
      if (random.nextBoolean()) {
        insert(aboutTheWorld(), anyPlace());
      } else {
        insert(aboutSomebody(), placeBeforeAName());
      }
    }
  }

  /** Like {@link #distract(double)}, and often about the person and the things of the story. */
  void distract(double probability, Person person, Thing thing) {
    if (random.nextBoolean()) {
      distract(probability);
    } else if (chance(random, probability)) {
      insert(aboutTheStory(person, thing), anyPlace());
    }
  }

  private void insert(String sentence, int place) {
    sentences.add(place, sentence);
  }

  /** Any place after the first sentence. */
  private int anyPlace() {
    return sentences.isEmpty() ? 0 : 1 + random.nextInt(sentences.size());
  }

  /** A place where a sentence about another person leaves later pronouns clear. */
  private int placeBeforeAName() {
    List<Integer> places = new ArrayList<>(List.of(0));
    for (int i = 1; i < sentences.size(); i++) {
      if (NAME_FIRST.matcher(sentences.get(i)).lookingAt()) {
        places.add(i);
      }
    }
    return pick(random, places);
  }

  private String aboutTheStory(Person person, Thing thing) {
    String things = numbers.some() + " " + thing.plural();
    String parent = person.he().equals("he") ? "mother" : "father";
    return switch (random.nextInt(5)) {
      case 0 -> "Last year " + person.name() + " had " + things + ".";
      case 1 -> person.name() + " would like to have " + things + ".";
      case 2 -> "A shop nearby sells " + things + " a day.";
      case 3 -> person.name() + " once saw " + things + " in a museum.";
      default -> person.name() + "'s " + parent + " has " + things + ".";
    };
  }

  private String aboutTheWorld() {
    Thing thing = pick(random, Vocabulary.OBJECTS);
    return switch (random.nextInt(5)) {
      case 0 -> "The shop closes in " + between(random, 2, 9) + " hours.";
      case 1 -> capital(thing.withArticle()) + " weighs " + numbers.some() + " grams.";
      case 2 -> "It is " + between(random, 9, 31) + " degrees outside.";
      case 3 -> "The nearest town is " + numbers.some() + " km away.";
      default -> "There are " + between(random, 3, 40) + " cars in the street.";
    };
  }

  private String aboutSomebody() {
    String name = pick(random, Vocabulary.PEOPLE).name();
    String things = numbers.some() + " " + pick(random, Vocabulary.OBJECTS).plural();
    return switch (random.nextInt(5)) {
      case 0 -> name + " is " + between(random, 6, 80) + " years old.";
      case 1 -> name + " lives " + numbers.some() + " km away.";
      case 2 -> "Last year " + name + " had " + things + ".";
      case 3 -> name + " would like to have " + things + ".";
      default -> name + " has " + between(random, 2, 6) + " brothers and sisters.";
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
