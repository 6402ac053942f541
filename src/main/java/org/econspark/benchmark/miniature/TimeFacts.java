package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.pick;
import static org.econspark.benchmark.miniature.Vocabulary.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Derivation.Result;
import org.econspark.benchmark.miniature.Vocabulary.Person;

/** Lives and inventions, journeys against closing times. */
final class TimeFacts {
  private static final List<String> INVENTIONS =
      Vocabulary.words(
          "lamp radio camera bicycle train telephone clock loom press compass engine mill balloon"
              + " piano tractor typewriter lighthouse canal");

  private TimeFacts() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.STRATEGYQA, "life-and-invention", false, 0.9, TimeFacts::invention),
        Task.structure(Family.STRATEGYQA, "meeting-in-life", false, 0.9, TimeFacts::meeting),
        Task.structure(Family.STRATEGYQA, "closing-time", false, 1, TimeFacts::closing));
  }

  /** A life told by its first year and the age at death. */
  private record Life(Person person, int born, int age, String fact) {

    int died() {
      return born + age;
    }
  }

  private static Life life(RandomGenerator random, Person person, int born, int age) {
    return new Life(
        person,
        born,
        age,
        pick(
            random,
            person.name() + " was born in " + born + " and died at age " + age + ".",
            person.name() + ", born in " + born + ", lived for " + age + " years.",
            person.name() + " came into the world in " + born + " and lived to be " + age + "."));
  }

  /** Writes the year of death; a flawed solution misreads the age. */
  private static long death(Derivation d, List<String> lines, Life life, int wrongAge) {
    lines.add(CitedFacts.cite(life.fact()));
    Result died = d.add(life.born(), d.choose(life.age(), wrongAge));
    lines.add(life.person().name() + d.wording(" died in ", " lived until ") + died.text() + ".");
    return died.value();
  }

  private static Task invention(RandomGenerator random) {
    boolean yes = random.nextBoolean();
    List<Person> people = sample(random, Vocabulary.PEOPLE, 3);
    List<String> inventions = sample(random, INVENTIONS, 3);
    List<Life> lives = new ArrayList<>();
    for (Person person : people) {
      lives.add(life(random, person, between(random, 1480, 1930), between(random, 21, 97)));
    }
    Life life = lives.get(0);
    int gap = between(random, 1, 24);
    int made = yes ? life.died() - gap + 1 : life.died() + gap;
    int delay = between(random, 2, 80);
    boolean direct = random.nextInt(3) == 0;
    String thing = inventions.get(0);
    String model = inventions.get(1);
    String modelFact = "The first " + model + " was built in " + (made - delay) + ".";
    String thingFact =
        direct
            ? "The first " + thing + " was built in " + made + "."
            : "The first " + thing + " came " + delay + " years after the first " + model + ".";
    List<String> facts = new ArrayList<>();
    lives.forEach(other -> facts.add(other.fact()));
    facts.add(modelFact);
    facts.add(thingFact);
    facts.add(
        "The first " + inventions.get(2) + " was built in " + between(random, 1500, 1990) + ".");
    String name = life.person().name();
    String asked =
        pick(
            random,
            "Could " + name + " have seen a " + thing + "?",
            "Was there a " + thing + " before the death of " + name + " or in that year?",
            "Did " + name + " live long enough to see a " + thing + "?",
            "Was it possible for " + name + " to use a " + thing + "?");
    List<String> plan = new ArrayList<>();
    plan.add("find the year in which " + name + " died");
    plan.add(
        direct
            ? "look up the first " + thing
            : "find the year of the " + thing + " from the " + model);
    plan.add("compare the years");
    return new Task(
        direct ? 2 : 3,
        CitedFacts.question(random, facts, asked),
        plan,
        d -> {
          List<String> lines = new ArrayList<>();
          long died = death(d, lines, life, lives.get(1).age());
          if (direct) {
            lines.add(CitedFacts.cite(thingFact));
            return CitedFacts.verdict(d, lines, made, died, true);
          }
          lines.add(CitedFacts.cite(modelFact));
          lines.add(CitedFacts.cite(thingFact));
          Result year = d.calculate(made - delay, d.choose('+', '-'), delay);
          lines.add("The " + thing + d.wording(" came in ", ": ") + year.text() + ".");
          return CitedFacts.verdict(d, lines, year.value(), died, true);
        });
  }

  private static Task meeting(RandomGenerator random) {
    boolean yes = random.nextBoolean();
    List<Person> people = sample(random, Vocabulary.PEOPLE, 4);
    Life early = life(random, people.get(0), between(random, 1500, 1850), between(random, 35, 97));
    int gap = between(random, 1, 25);
    int laterBorn = yes ? early.died() - gap + 1 : early.died() + gap;
    boolean direct = random.nextBoolean();
    int distance = between(random, 3, 60);
    Life middle = life(random, people.get(2), laterBorn - distance, between(random, 25, 90));
    String laterName = people.get(1).name();
    int laterAge = between(random, 25, 90);
    String laterFact =
        direct
            ? life(random, people.get(1), laterBorn, laterAge).fact()
            : laterName + " was born " + distance + " years after " + people.get(2).name() + ".";
    Life other = life(random, people.get(3), between(random, 1500, 1850), between(random, 25, 95));
    List<String> facts = List.of(early.fact(), laterFact, middle.fact(), other.fact());
    String earlyName = early.person().name();
    boolean swap = random.nextBoolean();
    String one = swap ? laterName : earlyName;
    String two = swap ? earlyName : laterName;
    String asked =
        pick(
            random,
            "Could " + one + " have met " + two + "?",
            "Were " + one + " and " + two + " ever alive in the same year?",
            "Did the lives of " + one + " and " + two + " overlap?");
    List<String> plan = new ArrayList<>();
    plan.add("find the year in which " + earlyName + " died");
    plan.add(
        direct
            ? "look up when " + laterName + " was born"
            : "find the birth of " + laterName + " from " + people.get(2).name());
    plan.add("compare the years");
    return new Task(
        direct ? 2 : 4,
        CitedFacts.question(random, facts, asked),
        plan,
        d -> {
          List<String> lines = new ArrayList<>();
          long died = death(d, lines, early, other.age());
          if (!direct) {
            lines.add(CitedFacts.cite(middle.fact()));
          }
          lines.add(CitedFacts.cite(laterFact));
          long born = laterBorn;
          if (!direct) {
            Result year = d.calculate(middle.born(), d.choose('+', '-'), distance);
            lines.add(laterName + d.wording(" was born in ", ": ") + year.text() + ".");
            born = year.value();
          }
          return CitedFacts.verdict(d, lines, born, died, true);
        });
  }

  private static String clock(long minutes) {
    long minute = minutes % 60;
    return minutes / 60 + ":" + (minute < 10 ? "0" : "") + minute;
  }

  /** A journey of two or three parts that has to end before a place closes. */
  private static Task closing(RandomGenerator random) {
    boolean yes = random.nextBoolean();
    List<String> cities = sample(random, Vocabulary.CITIES, 4);
    Person person = pick(random, Vocabulary.PEOPLE);
    String place = pick(random, "museum", "zoo", "market", "castle", "library", "garden", "tower");
    boolean three = random.nextBoolean();
    int start = between(random, 7, 14) * 60 + between(random, 0, 11) * 5;
    int ride = between(random, 3, 29) * 5;
    int change = between(random, 2, 17) * 5;
    int walk = between(random, 1, 12) * 5;
    int arrival = start + ride + walk + (three ? change : 0);
    int gap = between(random, 1, 9) * 5;
    int close = yes ? arrival + gap - 5 : arrival - gap;
    int otherRide = between(random, 3, 29) * 5;
    String vehicle = pick(random, "train", "bus", "ferry", "coach");
    String from = cities.get(0);
    String to = cities.get(three ? 2 : 1);
    String rideFact =
        "The "
            + vehicle
            + " from "
            + from
            + " to "
            + cities.get(1)
            + " takes "
            + ride
            + " minutes.";
    String changeFact =
        "The tram from "
            + cities.get(1)
            + " to "
            + cities.get(2)
            + " takes "
            + change
            + " minutes.";
    String walkFact = "The walk to the " + place + " in " + to + " takes " + walk + " minutes.";
    String closeFact = "The " + place + " in " + to + " closes at " + clock(close) + ".";
    String otherFact =
        "The "
            + vehicle
            + " from "
            + from
            + " to "
            + cities.get(3)
            + " takes "
            + otherRide
            + " minutes.";
    List<String> facts = new ArrayList<>(List.of(rideFact, walkFact, closeFact, otherFact));
    if (three) {
      facts.add(changeFact);
    }
    facts.add(
        "The "
            + place
            + " in "
            + cities.get(3)
            + " closes at "
            + clock(between(random, 10, 20) * 60L + between(random, 0, 11) * 5L)
            + ".");
    String route =
        "takes the "
            + vehicle
            + " from "
            + from
            + " to "
            + cities.get(1)
            + " at "
            + clock(start)
            + (three ? ", then at once the tram to " + cities.get(2) : "");
    String asked =
        pick(
            random,
            person.name()
                + " "
                + route
                + ". Can "
                + person.he()
                + " reach the "
                + place
                + " before it closes or just then?",
            "If "
                + person.name()
                + " "
                + route
                + ", will "
                + person.he()
                + " be at the "
                + place
                + " by closing time?",
            person.name()
                + " "
                + route
                + " and walks to the "
                + place
                + ". Is "
                + person.he()
                + " there by closing time?");
    List<String> plan = new ArrayList<>();
    plan.add(three ? "add " + vehicle + ", tram and walk" : "add " + vehicle + " and walk");
    plan.add("add that to the start at " + clock(start));
    plan.add("compare with when the " + place + " in " + to + " closes");
    return new Task(
        three ? 4 : 3,
        CitedFacts.question(random, facts, asked),
        plan,
        d -> {
          List<String> lines = new ArrayList<>();
          boolean right = d.choose(true, false);
          lines.add(CitedFacts.cite(right ? rideFact : otherFact));
          List<Long> parts = new ArrayList<>(List.of(right ? (long) ride : otherRide));
          if (three && d.choose(true, false)) {
            lines.add(CitedFacts.cite(changeFact));
            parts.add((long) change);
          }
          if (d.choose(true, false)) {
            lines.add(CitedFacts.cite(walkFact));
            parts.add((long) walk);
          }
          Result total = d.sum(parts);
          lines.add(d.wording("All in all ", "Minutes: ", "Together ") + total.text() + ".");
          Result past = d.add(start % 60, total.value());
          String text = past.text();
          long minutes = Math.max(0, past.value());
          long hours = start / 60 + minutes / 60;
          long rest = minutes % 60;
          if (minutes >= 60) {
            long whole = minutes / 60 * 60;
            Result left = d.subtract(minutes, whole);
            text += ", " + left.text();
            rest = left.value();
          }
          hours = d.choose(hours, hours + 1, hours - 1);
          long arrived = hours * 60 + Math.max(0, rest);
          lines.add(
              d.wording("Start ", "From ")
                  + clock(start)
                  + ": "
                  + text
                  + d.wording(", so ", ", at ")
                  + clock(arrived)
                  + ".");
          lines.add(CitedFacts.cite(closeFact));
          boolean inTime = arrived <= close;
          boolean claimed = d.choose(inTime, !inTime);
          lines.add(
              clock(arrived) + (claimed ? " is not after " : " is after ") + clock(close) + ".");
          return CitedFacts.solution(lines, claimed);
        });
  }
}
