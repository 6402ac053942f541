package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactQuestionsTest {
  private static final Set<String> LESS =
      Set.of("shorter", "younger", "slower", "lighter", "poorer", "quieter", "weaker");

  static List<Structure> structures() {
    return FactQuestions.structures();
  }

  @ParameterizedTest
  @MethodSource("structures")
  void rightSolutionsQuoteStatedFactsAndCompareRightly(Structure structure) {
    for (MiniProblem problem : StructureSamples.draw(structure, 300, 1)) {
      MiniatureChecker checker = new MiniatureChecker(problem);
      for (Worked worked : StructureSamples.right(problem)) {
        assertThat(checker.accepts(worked.answer())).as(problem.question()).isTrue();
        assertThat(checker.reason(worked.text())).as(worked.text()).isEmpty();
        assertThat(worked.text()).hasSizeLessThan(900);
      }
      assertThat(problem.question()).hasSizeLessThan(700);
    }
  }

  @ParameterizedTest
  @MethodSource("structures")
  void yesAndNoAreBalanced(Structure structure) {
    assertThat(StructureSamples.draw(structure, 2000, 2).stream().filter(p -> gold(p)).count())
        .isBetween(900L, 1100L);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void spoiledSolutionsAreUsuallyWrong(Structure structure) {
    assertThat(StructureSamples.wrongShare(StructureSamples.draw(structure, 300, 3)))
        .isGreaterThan(0.85);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void questionsVary(Structure structure) {
    assertThat(
            StructureSamples.draw(structure, 2000, 4).stream()
                .map(MiniProblem::question)
                .distinct()
                .count())
        .isGreaterThan(1900);
  }

  @Test
  void categoriesFollowFromTheFacts() {
    Pattern wider = Pattern.compile("All ([a-z]+) are ([a-z]+)\\.");
    for (MiniProblem problem : sample("categories")) {
      String question = problem.question();
      Matcher member = Pattern.compile("([A-Z][a-z]+) is an? ([a-z]+)\\.").matcher(question);
      assertThat(member.find()).as(question).isTrue();
      String start = member.group(2).equals("dax") ? "daxes" : member.group(2) + "s";
      Set<String> groups = reached(edges(wider.matcher(question)), start);
      String asked = question.substring(question.lastIndexOf('.') + 1);
      String ability = asked.replaceAll(".* ([a-z]+)\\?", "$1");
      boolean can =
          groups.stream().anyMatch(g -> question.contains("All " + g + " can " + ability + "."));
      boolean cannot =
          groups.stream().anyMatch(g -> question.contains("No " + g + " can " + ability + "."));
      assertThat(can).as(question).isNotEqualTo(cannot).isEqualTo(gold(problem));
    }
  }

  @Test
  void connectionsMatchASearchOfTheStatedWays() {
    Pattern way = Pattern.compile("from ([A-Z][a-z]+) to ([A-Z][a-z]+)\\.");
    for (MiniProblem problem : sample("connections")) {
      String question = problem.question();
      int ask =
          Math.max(
              question.lastIndexOf("Can one"),
              Math.max(question.lastIndexOf("Is "), question.lastIndexOf("Using only")));
      List<String> ends =
          Pattern.compile("\\b[A-Z][a-z]+")
              .matcher(question.substring(ask))
              .results()
              .map(match -> match.group())
              .filter(Vocabulary.CITIES::contains)
              .toList();
      boolean goalFirst = question.startsWith("Is ", ask);
      String start = ends.get(goalFirst ? 1 : 0);
      String goal = ends.get(goalFirst ? 0 : 1);
      Set<String> places = reached(edges(way.matcher(question)), start);
      assertThat(places.contains(goal)).as(question).isEqualTo(gold(problem));
    }
  }

  @Test
  void rankingsFollowFromTheStatedPairs() {
    Pattern pair = Pattern.compile("([A-Z][a-z]+) is ([a-z]+) than ([A-Z][a-z]+)([.?])");
    Pattern asked = Pattern.compile("([A-Z][a-z]+) (?:is )?([a-z]+) than ([A-Z][a-z]+)\\?");
    for (MiniProblem problem : sample("ranking")) {
      Map<String, Set<String>> below = new HashMap<>();
      Matcher facts = pair.matcher(problem.question());
      while (facts.find()) {
        if (facts.group(4).equals(".")) {
          boolean less = LESS.contains(facts.group(2));
          String high = facts.group(less ? 3 : 1);
          below.computeIfAbsent(high, name -> new TreeSet<>()).add(facts.group(less ? 1 : 3));
        }
      }
      Matcher question = asked.matcher(problem.question());
      assertThat(question.find()).as(problem.question()).isTrue();
      boolean less = LESS.contains(question.group(2));
      String high = question.group(less ? 3 : 1);
      String low = question.group(less ? 1 : 3);
      assertThat(reached(below, high).contains(low))
          .as(problem.question())
          .isEqualTo(gold(problem));
      assertThat(reached(below, low).contains(high)).isEqualTo(!gold(problem));
    }
  }

  private static Map<String, Set<String>> edges(Matcher matcher) {
    Map<String, Set<String>> edges = new HashMap<>();
    while (matcher.find()) {
      edges.computeIfAbsent(matcher.group(1), from -> new TreeSet<>()).add(matcher.group(2));
    }
    return edges;
  }

  private static Set<String> reached(Map<String, Set<String>> edges, String start) {
    Set<String> reached = new LinkedHashSet<>(Set.of(start));
    Deque<String> open = new ArrayDeque<>(Set.of(start));
    while (!open.isEmpty()) {
      for (String next : edges.getOrDefault(open.pop(), Set.of())) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }

  private static List<MiniProblem> sample(String name) {
    return StructureSamples.draw(
        StructureSamples.named(FactQuestions.structures(), name), 300, name.hashCode());
  }

  private static boolean gold(MiniProblem problem) {
    return Worked.right(problem, Worked.Manner.SHORT, 0).answer().equals("yes");
  }
}
