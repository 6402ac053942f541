package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.capital;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Workings.Amount;

/** Stories of areas, averages, animals' legs and parts of a group. */
final class MeasureStories {

  private MeasureStories() {}

  static List<Structure> structures(Family family) {
    return List.of(
        Story.structure(family, "garden", false, 1, MeasureStories::garden),
        Story.structure(family, "average", false, 1, MeasureStories::average),
        Story.structure(family, "heads-and-legs", false, 0.8, MeasureStories::headsAndLegs),
        Story.structure(family, "parts-of-a-group", false, 1.1, MeasureStories::partsOfGroup));
  }

  // ------------------------------------------------------------------ garden

  private static void garden(Story story) {
    RandomGenerator random = story.random();
    String ground = pick(random, "garden", "field", "yard", "hall", "court", "meadow", "park");
    long length = story.large() ? between(random, 103, 1989) : between(random, 12, 96);
    long width = story.large() ? between(random, 12, 89) : between(random, 6, 48);
    story.say(
        "A " + ground + " is " + length + " meters long and " + width + " meters wide.",
        "The sides of a rectangular "
            + ground
            + " measure "
            + length
            + " and "
            + width
            + " meters.",
        "A rectangular "
            + ground
            + " has a length of "
            + length
            + " meters and a width of "
            + width
            + " meters.");
    if (chance(random, 0.4)) {
      fence(story, length, width);
    } else {
      cover(story, ground, length, width);
    }
  }

  private static void fence(Story story, long length, long width) {
    RandomGenerator random = story.random();
    long price = between(random, 3, story.large() ? 48 : 19);
    long gate = between(random, 2, 9);
    story.say(
        "A fence around it costs " + price + " dollars per meter.",
        "Each meter of fence around it costs " + price + " dollars.");
    story.plan("add length and width");
    Amount half =
        story
            .workings()
            .step(story.workings().given(length), '+', width, "Length and width: #.", "Half: #.");
    story.plan("double it for the way around", "double for the perimeter");
    Amount around = story.workings().skippable(half, '*', 2, "Around: #.", "Perimeter: #.");
    if (random.nextBoolean()) {
      story.say(
          "A gate of " + gate + " meters needs no fence.",
          "Only " + gate + " meters for a gate stay open.");
      story.plan("subtract the gate of " + gate);
      around = story.workings().skippable(around, '-', gate, "Without the gate: #.", "Fence: #.");
    }
    story.distract(0.25);
    story.plan("multiply by the price of " + price);
    Amount cost = story.workings().step(around, '*', price, "Cost: #.", "The fence costs #.");
    story.ask(
        cost,
        "How many dollars does the fence cost?",
        "What is the price of the fence in dollars?");
  }

  private static void cover(Story story, String ground, long length, long width) {
    RandomGenerator random = story.random();
    story.plan("find the area", "multiply length by width");
    Amount area =
        story
            .workings()
            .step(story.workings().given(length), '*', width, "Area: #.", "The area is #.");
    long empty = story.numbers().part(area.value());
    String cover = pick(random, "grass", "tiles", "flowers", "sand", "stone");
    story.say(
        empty + " square meters are left empty and the rest is covered with " + cover + ".",
        "All but " + empty + " square meters get a cover of " + cover + ".");
    story.plan("subtract the " + empty + " empty ones", "take off the empty part");
    Amount covered = story.workings().skippable(area, '-', empty, "Covered: #.", "Rest: #.");
    story.distract(0.25);
    if (story.large() && random.nextBoolean()) {
      story.ask(
          covered,
          "How many square meters are covered with " + cover + "?",
          "How large is the covered part of the " + ground + " in square meters?");
      return;
    }
    long price = between(random, 3, 12);
    story.say(
        "Each covered square meter costs " + price + " dollars.",
        "The cover costs " + price + " dollars per square meter.");
    story.plan("multiply by the price of " + price);
    Amount cost = story.workings().step(covered, '*', price, "Cost: #.", "In all: #.");
    story.ask(cost, "What does the cover cost in dollars?", "How many dollars does it cost?");
  }

  // ------------------------------------------------------------------ average

  private static void average(Story story) {
    RandomGenerator random = story.random();
    Person person = pick(random, Vocabulary.PEOPLE);
    String games = pick(random, "tests", "games", "quizzes", "rounds", "matches");
    int count = between(random, 3, 5);
    long mean = story.numbers().some() + 12;
    List<Amount> points = new ArrayList<>();
    List<String> told = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < count - 1; i++) {
      long value = Math.max(1, mean + between(random, -(int) Math.min(mean - 1, 40), 40));
      points.add(story.workings().given(value));
      told.add(Long.toString(value));
      sum += value;
    }
    long last = mean * count - sum;
    if (last < 1) {
      story.giveUp();
      return;
    }
    if (random.nextBoolean()) {
      story.say(
          person.name()
              + " scored "
              + Vocabulary.list(told)
              + " points in "
              + (count - 1)
              + " "
              + games
              + ".",
          "In "
              + (count - 1)
              + " "
              + games
              + " "
              + person.name()
              + " got "
              + Vocabulary.list(told)
              + " points.");
      story.distract(0.3);
      story.plan("multiply the average by " + count, "find the points needed in all");
      Amount needed =
          story
              .workings()
              .step(story.workings().given(mean), '*', count, "Needed: #.", "All points: #.");
      story.plan("add the known scores", "add the " + (count - 1) + " scores");
      Amount known = story.workings().sum(points, "Known: #.", "So far: #.");
      story.plan("subtract them");
      Amount missing = story.workings().step(needed, '-', known, "Missing: #.", "Next: #.");
      story.ask(
          missing,
          "How many points must " + person.he() + " score next for an average of " + mean + "?",
          "What must " + person.he() + " get in the next one to have an average of " + mean + "?");
      return;
    }
    points.add(story.workings().given(last));
    told.add(Long.toString(last));
    story.say(
        person.name()
            + " scored "
            + Vocabulary.list(told)
            + " points in "
            + count
            + " "
            + games
            + ".",
        person.name()
            + "'s points in "
            + count
            + " "
            + games
            + " were "
            + Vocabulary.list(told)
            + ".");
    story.distract(0.3);
    story.plan("add all scores", "add the " + count + " scores");
    Amount all = story.workings().sum(points, "Sum: #.", "All points: #.");
    story.plan("divide by " + count, "divide by the number of " + games);
    Amount result = story.workings().skippable(all, '/', count, "Average: #.", "On average: #.");
    story.ask(
        result,
        "What is " + person.his() + " average?",
        "How many points is that on average?",
        "What was " + person.name() + "'s average?");
  }

  // ------------------------------------------------------------------ heads-and-legs

  private static void headsAndLegs(Story story) {
    RandomGenerator random = story.random();
    String pair =
        pick(random, "chickens:goats", "ducks:cows", "geese:pigs", "hens:rabbits", "turkeys:sheep");
    String birds = pair.substring(0, pair.indexOf(':'));
    String beasts = pair.substring(pair.indexOf(':') + 1);
    long x = story.numbers().some();
    long y = story.numbers().some();
    long heads = x + y;
    long legs = 2 * x + 4 * y;
    story.say(
        "A farm has "
            + birds
            + " and "
            + beasts
            + ", "
            + heads
            + " animals in all. Together they"
            + " have "
            + legs
            + " legs.",
        "There are "
            + heads
            + " animals on a farm, "
            + birds
            + " and "
            + beasts
            + ", with "
            + legs
            + " legs together.",
        "A farmer counts "
            + heads
            + " heads and "
            + legs
            + " legs among the "
            + birds
            + " and "
            + beasts
            + ".");
    story.distract(0.3);
    boolean askBeasts = random.nextBoolean();
    story.plan("give every animal two legs", "double the " + heads + " heads");
    Amount two =
        story
            .workings()
            .step(story.workings().given(heads), '*', 2, "Two legs each: #.", "At least: #.");
    story.plan("subtract from the " + legs + " legs", "find the extra legs");
    Amount extra =
        story
            .workings()
            .step(story.workings().given(legs), '-', two, "Extra legs: #.", "Extra: #.");
    story.plan("halve them for the " + beasts);
    Amount four =
        story.workings().skippable(extra, '/', 2, capital(beasts) + ": #.", "So # " + beasts + ".");
    if (askBeasts) {
      story.ask(four, "How many " + beasts + " are there?", "How many " + beasts + " is that?");
      return;
    }
    story.plan("subtract from all animals for the " + birds);
    Amount others =
        story
            .workings()
            .step(
                story.workings().given(heads),
                '-',
                four,
                capital(birds) + ": #.",
                "So # " + birds + ".");
    story.ask(others, "How many " + birds + " are there?", "How many " + birds + " is that?");
  }

  // ------------------------------------------------------------------ parts-of-a-group

  private static void partsOfGroup(Story story) {
    RandomGenerator random = story.random();
    String place = pick(random, "school", "club", "camp", "choir", "company", "village");
    String[] activities = {"sing", "swim", "dance", "paint", "play chess", "cook", "run", "row"};
    List<String> chosen = Vocabulary.sample(random, List.of(activities), 3);
    long first = between(random, 2, 6);
    long second = between(random, 2, 5);
    long rest = story.numbers().many() / 8 + 2;
    long total = rest * first * second;
    if (first == 2 && second == 2) {
      story.giveUp();
      return;
    }
    Amount all = story.workings().given(total);
    story.say(
        "There are " + total + " people in a " + place + ".",
        "A " + place + " has " + total + " members.");
    story.say(
        "One in " + first + " of them likes to " + chosen.get(0) + ".",
        "1/" + first + " of them " + chosen.get(0) + ".");
    story.say(
        "Of the others, 1/" + second + " " + chosen.get(1) + ".",
        "One in " + second + " of the others likes to " + chosen.get(1) + ".");
    story.plan("find 1/" + first + " of all", "divide all by " + first);
    Amount singers =
        story
            .workings()
            .step(all, '/', first, "Those who " + chosen.get(0) + ": #.", "1/" + first + ": #.");
    story.plan("subtract for the others", "find the others");
    Amount others = story.workings().skippable(all, '-', singers, "Others: #.", "The rest: #.");
    story.plan("find 1/" + second + " of the others");
    Amount swimmers =
        story
            .workings()
            .mistakable(
                others,
                List.of(all),
                '/',
                second,
                "Those who " + chosen.get(1) + ": #.",
                "1/" + second + " of the others: #.");
    story.distract(0.25);
    if (chance(random, 0.35)) {
      story.ask(swimmers, "How many people " + chosen.get(1) + "?");
      return;
    }
    story.say(
        "All who remain " + chosen.get(2) + ".", "Everybody else likes to " + chosen.get(2) + ".");
    story.plan("subtract them from the others");
    Amount left =
        story
            .workings()
            .skippable(others, '-', swimmers, "Remaining: #.", "So # " + chosen.get(2) + ".");
    story.ask(
        left, "How many people " + chosen.get(2) + "?", "How many of them " + chosen.get(2) + "?");
  }
}
