package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws problems and their solutions for the tests of the families. */
final class StructureSamples {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final List<Worked.Manner> MANNERS =
      List.of(
          Worked.Manner.FULL,
          Worked.Manner.SHORT,
          new Worked.Manner(true, false),
          new Worked.Manner(false, true));

  private StructureSamples() {}

  static List<MiniProblem> draw(Structure structure, int count, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    return Stream.generate(() -> structure.draw(random))
        .flatMap(problem -> problem.stream())
        .limit(count)
        .toList();
  }

  static Structure named(List<Structure> structures, String name) {
    return structures.stream()
        .filter(structure -> structure.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Right solutions in every manner, each with its own wordings. */
  static List<Worked> right(MiniProblem problem) {
    return IntStream.range(0, 2 * MANNERS.size())
        .mapToObj(i -> Worked.right(problem, MANNERS.get(i % MANNERS.size()), i))
        .toList();
  }

  /** Share of wrong answers among solutions with an error. */
  static double wrongShare(List<MiniProblem> problems) {
    long wrong = 0;
    for (int i = 0; i < problems.size(); i++) {
      MiniatureChecker checker = new MiniatureChecker(problems.get(i));
      Worked spoiled = Worked.spoiled(checker, Worked.Manner.FULL, i);
      wrong += checker.accepts(spoiled.answer()) ? 0 : 1;
    }
    return (double) wrong / problems.size();
  }

  /** All whole numbers of a text, a sign counting only where no operand stands before it. */
  static List<Long> numbers(String text) {
    List<Long> numbers = new ArrayList<>();
    NUMBER.matcher(text).results().map(match -> Long.valueOf(match.group())).forEach(numbers::add);
    return numbers;
  }
}
