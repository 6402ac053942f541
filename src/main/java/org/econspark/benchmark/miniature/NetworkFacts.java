package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;
import static org.econspark.benchmark.miniature.Vocabulary.sample;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Vocabulary.Person;
import org.econspark.benchmark.miniature.Vocabulary.Thing;

/** Searching a network of facts: invented categories with dead ends, one-way connections. */
final class NetworkFacts {
  private static final List<Thing> CATEGORIES =
      Vocabulary.things(
          "blicket blickets,wug wugs,dax daxes,zorp zorps,plim plims,grib gribs,tovel tovels,"
              + "fendle fendles,mopkin mopkins,quarl quarls,snib snibs,yolp yolps,lurm lurms,"
              + "praze prazes,vont vonts,krell krells,hask hasks,dorble dorbles,mibbet mibbets,"
              + "trosk trosks,welp welps,jant jants,nuzzle nuzzles,crobe crobes");

  private static final List<String> ABILITIES =
      Vocabulary.words("swim fly sing climb dig glow jump whistle dance float hide dive");

  private NetworkFacts() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.STRATEGYQA, "categories", false, 1.2, NetworkFacts::categories),
        Task.structure(Family.STRATEGYQA, "connections", false, 1.2, NetworkFacts::connections));
  }

  private static String all(Thing category, Thing wider) {
    return "All " + category.plural() + " are " + wider.plural() + ".";
  }

  private static String able(Thing category, boolean positive, String ability) {
    return (positive ? "All " : "No ") + category.plural() + " can " + ability + ".";
  }

  /** A dead end of the categories: where it leaves the chain, and its facts. */
  private record Branch(int from, List<String> facts, Thing end) {}

  /**
   * Does a member of a category have an ability? One chain of categories leads to a statement about
   * the ability; branches lead to nothing or to other abilities.
   */
  private static Task categories(RandomGenerator random) {
    boolean yes = random.nextBoolean();
    int links = between(random, 2, 5);
    int branches = between(random, 1, 3);
    List<Thing> drawn = sample(random, CATEGORIES, links + 1 + 2 * branches + 2);
    List<Thing> chain = drawn.subList(0, links + 1);
    Deque<Thing> spare = new ArrayDeque<>(drawn.subList(links + 1, drawn.size()));
    List<String> abilities = sample(random, ABILITIES, 2);
    Person person = pick(random, Vocabulary.PEOPLE);
    String ability = abilities.get(0);
    String member =
        person.name()
            + " is "
            + Vocabulary.article(chain.get(0).singular())
            + " "
            + chain.get(0).singular()
            + ".";
    List<String> path = new ArrayList<>(List.of(member));
    for (int i = 0; i < links; i++) {
      path.add(all(chain.get(i), chain.get(i + 1)));
    }
    path.add(able(chain.get(links), yes, ability));
    List<Branch> dead = new ArrayList<>();
    List<String> facts = new ArrayList<>(path);
    for (int i = 0; i < branches; i++) {
      int from = between(random, 0, links);
      Thing first = spare.pop();
      List<String> branch = new ArrayList<>(List.of(all(chain.get(from), first)));
      Thing end = first;
      if (chance(random, 0.5)) {
        end = spare.pop();
        branch.add(all(first, end));
      }
      if (chance(random, 0.6)) {
        branch.add(able(end, random.nextBoolean(), abilities.get(1)));
      }
      facts.addAll(branch);
      dead.add(new Branch(from, List.copyOf(branch), end));
    }
    Thing decoy = spare.pop();
    String decoyFact = able(decoy, !yes, ability);
    facts.add(decoyFact);
    if (chance(random, 0.6)) {
      facts.add(all(decoy, chain.get(between(random, 0, links))));
    }
    String asked =
        pick(
            random,
            "Can " + person.name() + " " + ability + "?",
            "Is " + person.name() + " able to " + ability + "?",
            "Does it follow that " + person.name() + " can " + ability + "?");
    return new Task(
        links,
        CitedFacts.question(random, facts, asked),
        List.of(
            "start at the " + chain.get(0).plural(),
            "follow the groups of " + person.name() + " link by link, leaving dead ends",
            "see whether the last group can " + ability),
        d -> {
          List<String> lines = new ArrayList<>();
          Branch visited = d.careful() && d.random().nextInt(4) == 0 ? dead.get(0) : null;
          for (int i = 0; i < path.size(); i++) {
            if (i > 0 && d.spoiled()) {
              boolean jumps = d.random().nextBoolean() || i == path.size() - 1;
              lines.add(
                  CitedFacts.cite(
                      jumps && i < path.size() - 1
                          ? all(chain.get(i - 1), decoy)
                          : able(chain.get(Math.min(i - 1, links)), !yes, ability)));
              if (jumps && i < path.size() - 1) {
                lines.add(CitedFacts.cite(decoyFact));
              }
              return CitedFacts.solution(lines, !yes);
            }
            if (visited != null && i == visited.from() + 1) {
              visited.facts().forEach(fact -> lines.add(CitedFacts.cite(fact)));
              lines.add("Nothing on " + ability + d.wording(" there, back.", ", so go back."));
            }
            lines.add(CitedFacts.cite(path.get(i)));
          }
          return CitedFacts.solution(lines, d.choose(yes, !yes));
        });
  }

  /** One way from a place to another one. */
  private record Way(String from, String to) {}

  /** Can one get from one place to another along one-way connections? */
  private static Task connections(RandomGenerator random) {
    boolean yes = random.nextBoolean();
    while (true) {
      int size = between(random, 6, 8);
      List<String> cities = sample(random, Vocabulary.CITIES, size);
      int count = between(random, size, size + 3);
      Set<Way> drawn = new LinkedHashSet<>();
      while (drawn.size() < count) {
        Way way = new Way(pick(random, cities), pick(random, cities));
        if (!way.from().equals(way.to())) {
          drawn.add(way);
        }
      }
      List<Way> ways = List.copyOf(drawn);
      String start = cities.get(0);
      String goal = cities.get(1);
      List<Way> search = search(ways, start, goal);
      boolean found = !search.isEmpty() && search.get(search.size() - 1).to().equals(goal);
      boolean entered = ways.stream().anyMatch(way -> way.to().equals(goal));
      if (found == yes && entered && search.size() >= 3 && search.size() <= 7) {
        return connectionsTask(random, ways, search, start, goal, yes);
      }
    }
  }

  /**
   * Breadth-first search: the ways in the order in which they lead to a new place, up to the goal.
   */
  private static List<Way> search(List<Way> ways, String start, String goal) {
    List<Way> taken = new ArrayList<>();
    Set<String> reached = new LinkedHashSet<>(List.of(start));
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String place = open.pop();
      for (Way way : ways) {
        if (way.from().equals(place) && reached.add(way.to())) {
          taken.add(way);
          open.add(way.to());
          if (way.to().equals(goal)) {
            return taken;
          }
        }
      }
    }
    return taken;
  }

  /** The ways of a search that lead to the goal. */
  private static List<Way> path(List<Way> search, String goal) {
    List<Way> path = new ArrayList<>();
    String place = goal;
    for (int i = search.size() - 1; i >= 0; i--) {
      if (search.get(i).to().equals(place)) {
        path.add(search.get(i));
        place = search.get(i).from();
      }
    }
    return path;
  }

  private static Task connectionsTask(
      RandomGenerator random,
      List<Way> ways,
      List<Way> search,
      String start,
      String goal,
      boolean yes) {
    String vehicle = pick(random, "bus", "ferry", "train", "plane", "coach", "boat");
    String verb = pick(random, "goes", "runs", "leaves");
    List<String> facts = ways.stream().map(way -> fact(vehicle, verb, way)).toList();
    String asked =
        pick(
            random,
            "There are no others. Can one get from "
                + start
                + " to "
                + goal
                + " by "
                + vehicle
                + "?",
            "No other " + vehicle + " runs. Is " + goal + " within reach from " + start + "?",
            "Using only these, is there a way from " + start + " to " + goal + "?");
    List<Way> needed = yes ? path(search, goal) : search;
    return new Task(
        search.size() - 1,
        String.join(" ", facts) + " " + asked,
        List.of(
            "list what is reached from " + start,
            "go on from each new place",
            "stop at " + goal + " or when nothing is new"),
        d -> {
          List<String> lines = new ArrayList<>();
          Set<String> reached = new LinkedHashSet<>(List.of(start));
          for (Way next : search) {
            Way way = next;
            if (!reached.contains(way.from())) {
              continue;
            }
            if (needed.contains(next) && d.spoiled()) {
              if (yes) {
                continue;
              }
              way = new Way(next.from(), goal);
            }
            lines.add(CitedFacts.cite(fact(vehicle, verb, way)));
            reached.add(way.to());
            if (way.to().equals(goal)) {
              break;
            }
          }
          boolean found = reached.contains(goal);
          boolean claimed = d.choose(found, !found);
          lines.add(
              claimed
                  ? goal + " is reached."
                  : d.wording("Nothing new, ", "That is all, ") + goal + " is not reached.");
          return CitedFacts.solution(lines, claimed);
        });
  }

  private static String fact(String vehicle, String verb, Way way) {
    return "A " + vehicle + " " + verb + " from " + way.from() + " to " + way.to() + ".";
  }
}
