package org.econspark.benchmark.miniature;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Shares of the families in training text; models trained on different mixes differ in strength.
 */
public enum Mix {
  /** Every family, the harder ones more. */
  ALL("all", 24, 22, 22, 9, 10, 13),
  /** Calculation above all. */
  NUMBERS("numbers", 32, 29, 29, 4, 3, 3),
  /** Reading, facts and plans above all. */
  WORDS("words", 8, 2, 5, 27, 29, 29);

  private final String id;
  private final Map<Family, Integer> shares = new EnumMap<>(Family.class);

  /** Percentages in the order of {@link Family}. */
  Mix(String id, int... percent) {
    this.id = id;
    for (Family family : Family.values()) {
      shares.put(family, percent[family.ordinal()]);
    }
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

  Family family(RandomGenerator random) {
    int left = random.nextInt(100);
    for (Map.Entry<Family, Integer> share : shares.entrySet()) {
      left -= share.getValue();
      if (left < 0) {
        return share.getKey();
      }
    }
    throw new IllegalStateException("Invalid mix '" + id + "': shares must add to 100");
  }
}
