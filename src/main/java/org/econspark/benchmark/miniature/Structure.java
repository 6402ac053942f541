package org.econspark.benchmark.miniature;

import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One problem structure of a family: a story or task with its own chain of steps, drawn with fresh
 * numbers, names and wordings each time.
 */
public interface Structure {

  Family family();

  /** Name within the family, e.g. {@code running-total}. */
  String name();

  /** Whether it is kept out of all training text. */
  boolean heldOut();

  /** Relative share within its family, above 0. */
  double weight();

  /** One problem, empty if the drawn numbers do not work out; the caller then draws again. */
  Optional<MiniProblem> draw(RandomGenerator random);

  /** A structure of the given properties whose problems {@code draw} makes. */
  static Structure of(
      Family family,
      String name,
      boolean heldOut,
      double weight,
      Function<RandomGenerator, Optional<MiniProblem>> draw) {
    return new Drawn(family, name, heldOut, weight, draw);
  }

  /** A structure made of its properties and one drawing function. */
  record Drawn(
      Family family,
      String name,
      boolean heldOut,
      double weight,
      Function<RandomGenerator, Optional<MiniProblem>> drawing)
      implements Structure {

    public Drawn {
      if (!(weight > 0)) {
        throw new IllegalArgumentException(
            "Invalid weight " + weight + " of structure '" + name + "': must be above 0");
      }
    }

    @Override
    public Optional<MiniProblem> draw(RandomGenerator random) {
      return drawing.apply(random);
    }
  }
}
