package org.econspark.benchmark.miniature;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Draws the problems of all miniature benchmarks. */
public final class Miniatures {
  /** Draws of one structure before another one is chosen. */
  private static final int PATIENCE = 400;

  private static final Map<Family, List<Structure>> STRUCTURES = structuresByFamily();

  private Miniatures() {}

  /** All structures of a family. */
  public static List<Structure> structures(Family family) {
    return STRUCTURES.get(family);
  }

  /** The problem of a seed; a pure function of its arguments. */
  public static MiniProblem problem(Family family, Split split, long seed) {
    RandomGenerator random = SplitMix64.of(family.benchmark(), split.id(), seed);
    while (true) {
      Structure structure = choose(family, split, random);
      Optional<MiniProblem> problem = draw(structure, split, random);
      if (problem.isPresent()) {
        return problem.get();
      }
    }
  }

  /**
   * A problem of one structure in one split; empty if the structure is held out of that split or
   * none turned up.
   */
  static Optional<MiniProblem> draw(Structure structure, Split split, RandomGenerator random) {
    if (structure.heldOut() && split == Split.TRAIN) {
      return Optional.empty();
    }
    for (int i = 0; i < PATIENCE; i++) {
      Optional<MiniProblem> problem = structure.draw(random);
      if (problem.isPresent() && Split.of(problem.get().question()) == split) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Structure choose(Family family, Split split, RandomGenerator random) {
    List<Structure> structures =
        structures(family).stream()
            .filter(structure -> !structure.heldOut() || split != Split.TRAIN)
            .toList();
    double left = random.nextDouble() * structures.stream().mapToDouble(Structure::weight).sum();
    for (Structure structure : structures) {
      left -= structure.weight();
      if (left < 0) {
        return structure;
      }
    }
    return structures.get(structures.size() - 1);
  }

  private static Map<Family, List<Structure>> structuresByFamily() {
    Map<Family, List<Structure>> structures = new EnumMap<>(Family.class);
    structures.put(Family.GSM8K, WordProblems.structures(false));
    structures.put(Family.GSM_HARD, WordProblems.structures(true));
    structures.put(Family.MATH, MathProblems.structures());
    structures.put(Family.SVAMP, ShortProblems.structures());
    structures.put(Family.STRATEGYQA, FactQuestions.structures());
    structures.put(Family.TRAVELPLANNER, TripPlans.structures());
    return structures;
  }
}
