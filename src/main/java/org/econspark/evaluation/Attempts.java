package org.econspark.evaluation;

/**
 * Problems that share their counts. A list of these is all that the statistics of one method need,
 * however many problems there are.
 *
 * @param graded attempts at each of the problems that did not fail, above 0
 * @param correct right ones among them
 * @param problems how many problems have these counts, above 0
 */
public record Attempts(int graded, int correct, long problems) {
  public Attempts {
    if (graded < 1 || correct < 0 || correct > graded || problems < 1) {
      throw new IllegalArgumentException(
          "Invalid attempts %d right of %d for %d problems: expected 0 to n of n > 0"
              .formatted(correct, graded, problems));
    }
  }
}
