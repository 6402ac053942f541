package org.econspark.benchmark.miniature;

import java.util.random.RandomGenerator;

/**
 * Shares of the families in training text; models trained on different mixes differ in strength.
 */
public enum Mix {
  /** Every family, the harder ones more. */
  ALL("all", 24, 22, 22, 9, 10),
  /** Calculation above all. */
  NUMBERS("numbers", 32, 29, 29, 4, 3),
  /** Reading, facts and plans above all. */
  WORDS("words", 8, 2, 5, 27, 29);

  private final String id;
  private final int gsm8k;
  private final int gsmHard;
  private final int math;
  private final int svamp;
  private final int strategyQa;

  /** Percentages; the trips get what is left. */
  Mix(String id, int gsm8k, int gsmHard, int math, int svamp, int strategyQa) {
    this.id = id;
    this.gsm8k = gsm8k;
    this.gsmHard = gsmHard;
    this.math = math;
    this.svamp = svamp;
    this.strategyQa = strategyQa;
  }

  /** Name on the command line. */
  public String id() {
    return id;
  }

  /** The mix of a name. */
  public static Mix of(String id) {
    for (Mix mix : values()) {
      if (mix.id.equals(id)) {
        return mix;
      }
    }
    throw new IllegalArgumentException("Invalid mix '" + id + "': use all, numbers or words");
  }

  /** Percentage of a family. */
  int share(Family family) {
    return switch (family) {
      case GSM8K -> gsm8k;
      case GSM_HARD -> gsmHard;
      case MATH -> math;
      case SVAMP -> svamp;
      case STRATEGYQA -> strategyQa;
      case TRAVELPLANNER -> 100 - gsm8k - gsmHard - math - svamp - strategyQa;
    };
  }

  /** A family drawn by its share. */
  Family family(RandomGenerator random) {
    int left = random.nextInt(100);
    for (Family family : Family.values()) {
      left -= share(family);
      if (left < 0) {
        return family;
      }
    }
    throw new IllegalStateException("Invalid shares of mix '" + id + "': they must add to 100");
  }
}
