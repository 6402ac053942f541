package org.econspark.benchmark.miniature;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Carries out every calculation and every choice of one worked solution, so that gold answer,
 * correct solution and flawed solution come from one place: when {@code spoiledStep} is k, the k-th
 * tracked step goes wrong and the error propagates through all later ones.
 */
public final class Derivation {
  private final RandomGenerator random;
  private final int spoiledStep;
  private final boolean splitProducts;
  private final boolean careful;
  private int steps;
  private boolean hasSplitProducts;

  /**
   * @param random of the wordings and of the error, not of the problem
   * @param spoiledStep index of the step to spoil, -1 for a correct solution
   * @param splitProducts write products of two large factors as sums of partial products
   * @param careful whether plans try options explicitly before the final one
   */
  public Derivation(
      RandomGenerator random, int spoiledStep, boolean splitProducts, boolean careful) {
    this.random = random;
    this.spoiledStep = spoiledStep;
    this.splitProducts = splitProducts;
    this.careful = careful;
  }

  /** Result of a calculation and its text, e.g. {@code 12*4=48}. */
  public record Result(long value, String text) {}

  /** Counts one tracked step; true if it is the one to spoil. */
  public boolean spoiled() {
    return steps++ == spoiledStep;
  }

  /** Tracked steps so far; after a whole solution, the number that can be spoiled. */
  public int steps() {
    return steps;
  }

  /** Whether a product was written as a sum of partial products so far. */
  public boolean hasSplitProducts() {
    return hasSplitProducts;
  }

  public boolean careful() {
    return careful;
  }

  public RandomGenerator random() {
    return random;
  }

  /** One of several wordings; not a tracked step. */
  @SafeVarargs
  public final <T> T wording(T... options) {
    return options[random.nextInt(options.length)];
  }

  /** A tracked choice: the first option, or another one when this step is spoiled. */
  @SafeVarargs
  public final <T> T choose(T right, T... wrong) {
    return spoiled() && wrong.length > 0 ? wrong[random.nextInt(wrong.length)] : right;
  }

  public Result add(long a, long b) {
    return calculate(a, '+', b);
  }

  public Result subtract(long a, long b) {
    return calculate(a, '-', b);
  }

  public Result multiply(long a, long b) {
    return calculate(a, '*', b);
  }

  /** Whole division; a spoiled earlier step may leave a remainder, which is dropped. */
  public Result divide(long a, long b) {
    return calculate(a, '/', b);
  }

  /** Adds from left to right and joins the texts by commas. */
  public Result sum(List<Long> terms) {
    long total = terms.get(0);
    StringBuilder text = new StringBuilder();
    for (long term : terms.subList(1, terms.size())) {
      Result next = add(total, term);
      text.append(text.isEmpty() ? "" : ", ").append(next.text());
      total = next.value();
    }
    return new Result(total, text.isEmpty() ? Long.toString(total) : text.toString());
  }

  /** One tracked calculation with {@code + - * /}. */
  public Result calculate(long a, char operator, long b) {
    if (operator == '*' && splitProducts && a > 9 && b > 9 && !isRound(Math.min(a, b))) {
      return splitProduct(a, b);
    }
    long exact = evaluate(a, operator, b);
    long value = spoiled() ? slip(exact, a, operator, b) : exact;
    return new Result(value, parenthesised(a) + operator + parenthesised(b) + "=" + value);
  }

  private Result splitProduct(long a, long b) {
    hasSplitProducts = true;
    long larger = Math.max(a, b);
    String digits = Long.toString(Math.min(a, b));
    StringBuilder text = new StringBuilder();
    long total = 0;
    boolean first = true;
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) == '0') {
        continue;
      }
      long part = (digits.charAt(i) - '0') * power10(digits.length() - 1 - i);
      long product = larger * part;
      if (spoiled()) {
        product = slip(product, larger, '*', part);
      }
      text.append(larger).append('*').append(part).append('=').append(product).append(", ");
      if (first) {
        total = product;
        first = false;
      } else {
        long next = total + product;
        if (spoiled()) {
          next = slip(next, total, '+', product);
        }
        text.append(total).append('+').append(product).append('=').append(next).append(", ");
        total = next;
      }
    }
    return new Result(total, text + "" + a + "*" + b + "=" + total);
  }

  /** Whether a single digit is followed by zeros only: such factors need no parts. */
  private static boolean isRound(long value) {
    long rest = value;
    while (rest % 10 == 0) {
      rest /= 10;
    }
    return rest < 10;
  }

  private static long power10(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static long evaluate(long a, char operator, long b) {
    return switch (operator) {
      case '+' -> a + b;
      case '-' -> a - b;
      case '*' -> a * b;
      case '/' -> b == 0 ? 0 : a / b;
      default -> throw new IllegalArgumentException("Invalid operator '" + operator + "'");
    };
  }

  /** A wrong result of the kinds people and small models produce; never the right one. */
  private long slip(long exact, long a, char operator, long b) {
    double kind = random.nextDouble();
    long wrong;
    if (kind < 0.3) {
      wrong = exact + (random.nextBoolean() ? 1 : -1);
    } else if (kind < 0.5) {
      wrong = exact + (random.nextBoolean() ? 10 : -10);
    } else if (kind < 0.6 && Math.abs(exact) > 99) {
      wrong = exact + (random.nextBoolean() ? 100 : -100);
    } else if (kind < 0.75) {
      wrong = evaluate(a, operator == '+' || operator == '/' ? '-' : '+', b);
    } else if (kind < 0.9 && operator == '*') {
      wrong = exact + (random.nextBoolean() ? a : -b);
    } else {
      char[] digits = Long.toString(Math.abs(exact)).toCharArray();
      digits[random.nextInt(digits.length)] = (char) ('0' + random.nextInt(10));
      wrong = Long.parseLong(new String(digits)) * (exact < 0 ? -1 : 1);
    }
    return wrong == exact ? exact + 1 : wrong;
  }

  private static String parenthesised(long value) {
    return value < 0 ? "(" + value + ")" : Long.toString(value);
  }
}
