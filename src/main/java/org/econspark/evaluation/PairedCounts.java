package org.econspark.evaluation;

/**
 * Two methods judged on the same items.
 *
 * @param both items that both got right
 * @param onlyFirst items that only the first got right
 * @param onlySecond items that only the second got right
 * @param neither items that neither got right
 */
public record PairedCounts(long both, long onlyFirst, long onlySecond, long neither) {

  public PairedCounts {
    if (both < 0 || onlyFirst < 0 || onlySecond < 0 || neither < 0) {
      throw new IllegalArgumentException(
          "Invalid paired counts %d, %d, %d, %d: none may be negative"
              .formatted(both, onlyFirst, onlySecond, neither));
    }
  }

  /** Nothing counted yet. */
  public static PairedCounts empty() {
    return new PairedCounts(0, 0, 0, 0);
  }

  /** These counts and one item more. */
  public PairedCounts plus(boolean firstCorrect, boolean secondCorrect) {
    return new PairedCounts(
        both + (firstCorrect && secondCorrect ? 1 : 0),
        onlyFirst + (firstCorrect && !secondCorrect ? 1 : 0),
        onlySecond + (!firstCorrect && secondCorrect ? 1 : 0),
        neither + (!firstCorrect && !secondCorrect ? 1 : 0));
  }

  /** Number of items. */
  public long total() {
    return both + onlyFirst + onlySecond + neither;
  }
}
