package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;

import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.TrainingDocument.Kind;

/** Rows of bare calculations in which every result is learnt. */
final class Drills {

  private Drills() {}

  static TrainingDocument document(RandomGenerator random) {
    TrainingDocument.Builder document =
        new TrainingDocument.Builder()
            .read("question", "Compute.")
            .read("strategy", "")
            .marker("solution");
    int rows = between(random, 8, 14);
    int digits = between(random, 2, 5);
    for (int i = 0; i < rows; i++) {
      row(document, random, digits);
      document.given("\n");
    }
    return document.learnt("<|end|>").build(null, Kind.DRILL);
  }

  private static void row(TrainingDocument.Builder document, RandomGenerator random, int digits) {
    switch (random.nextInt(9)) {
      case 0, 1 -> result(document, number(random, digits), '+', number(random, digits));
      case 2, 3 -> difference(document, random, digits);
      case 4 -> result(document, number(random, 2), '*', between(random, 2, 9));
      case 5 -> product(document, random, digits);
      case 6 -> quotient(document, random, digits);
      case 7 -> splitProduct(document, random);
      default -> comparison(document, random, digits);
    }
  }

  /** A number of one to {@code digits} digits, each length equally often. */
  private static long number(RandomGenerator random, int digits) {
    long bound = 1;
    for (int i = between(random, 1, digits); i > 0; i--) {
      bound *= 10;
    }
    return 1 + random.nextLong(bound);
  }

  private static void result(TrainingDocument.Builder document, long a, char operator, long b) {
    Derivation.Result result = exact(false).calculate(a, operator, b);
    learnAfterEquals(document, result.text());
  }

  private static void difference(
      TrainingDocument.Builder document, RandomGenerator random, int digits) {
    long a = number(random, digits);
    long b = number(random, digits);
    boolean negative = random.nextInt(5) == 0;
    result(
        document,
        negative ? Math.min(a, b) : Math.max(a, b),
        '-',
        negative ? Math.max(a, b) : Math.min(a, b));
  }

  private static void product(
      TrainingDocument.Builder document, RandomGenerator random, int digits) {
    long round =
        between(random, 2, 9) * (random.nextBoolean() ? 10L : random.nextBoolean() ? 100 : 1);
    result(document, number(random, digits), '*', round);
  }

  private static void quotient(
      TrainingDocument.Builder document, RandomGenerator random, int digits) {
    long divisor = between(random, 2, 12);
    result(document, divisor * number(random, digits - 1), '/', divisor);
  }

  /** A product of two larger numbers, worked out through its parts. */
  private static void splitProduct(TrainingDocument.Builder document, RandomGenerator random) {
    long a = between(random, 12, random.nextBoolean() ? 99 : 2999);
    long b = between(random, 12, 99);
    String text = exact(true).multiply(a, b).text();
    document.given(a + "*" + b + ":").learnt(" " + text);
  }

  private static void comparison(
      TrainingDocument.Builder document, RandomGenerator random, int digits) {
    long a = number(random, digits);
    long b =
        random.nextBoolean() ? number(random, digits) : Math.max(1, a + between(random, -9, 9));
    document
        .given(a + " and " + b + ":")
        .learnt(a == b ? " equal" : a > b ? " the first is larger" : " the second is larger");
  }

  private static void learnAfterEquals(TrainingDocument.Builder document, String equation) {
    int equals = equation.indexOf('=') + 1;
    document.given(equation.substring(0, equals)).learnt(equation.substring(equals));
  }

  /** Calculates without error. */
  private static Derivation exact(boolean splitProducts) {
    return new Derivation(new SplitMix64(0), -1, splitProducts, false);
  }
}
