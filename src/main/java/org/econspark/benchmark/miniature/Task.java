package org.econspark.benchmark.miniature;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What one drawing decides about a problem; the structure adds its own name and properties.
 *
 * @param difficulty 1 (easy) to 5 (hard); values outside are moved to the nearer end
 * @param question the text that is asked
 * @param plan what to do, step by step
 * @param solver writes solutions, right or flawed
 * @param trip the facts of a trip plan, null for other families
 */
record Task(
    int difficulty, String question, List<String> plan, MiniProblem.Solver solver, TripFacts trip) {

  Task {
    difficulty = Math.max(1, Math.min(5, difficulty));
    plan = List.copyOf(plan);
  }

  Task(int difficulty, String question, List<String> plan, MiniProblem.Solver solver) {
    this(difficulty, question, plan, solver, null);
  }

  /** A structure whose drawings always work out. */
  static Structure structure(
      Family family,
      String name,
      boolean heldOut,
      double weight,
      Function<RandomGenerator, Task> drawing) {
    return Structure.of(
        family,
        name,
        heldOut,
        weight,
        random -> {
          Task task = drawing.apply(random);
          return Optional.of(
              new MiniProblem(
                  family,
                  name,
                  heldOut,
                  task.difficulty(),
                  task.question(),
                  task.plan(),
                  task.solver(),
                  task.trip()));
        });
  }
}
