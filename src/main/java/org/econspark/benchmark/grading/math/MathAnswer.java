package org.econspark.benchmark.grading.math;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.econspark.benchmark.grading.Characters;
import org.econspark.benchmark.grading.TimeLimit;
import org.econspark.benchmark.grading.math.Structure.Equation;
import org.econspark.benchmark.grading.math.Structure.InBase;
import org.econspark.benchmark.grading.math.Structure.Matrix;
import org.econspark.benchmark.grading.math.Structure.Ordered;
import org.econspark.benchmark.grading.math.Structure.Scalar;
import org.econspark.benchmark.grading.math.Structure.Unordered;
import org.econspark.benchmark.grading.math.Structure.Words;
import org.econspark.benchmark.grading.math.Token.Kind;

/**
 * A mathematical answer, compared by value: fractions and decimals exactly, roots and constants to
 * ten digits, expressions in variables at fixed points, sets and lists of solutions in any order,
 * matrices and tuples part by part. What is no mathematics is compared as text. Never throws on any
 * text; the work is bounded.
 */
public final class MathAnswer {
  private static final int MAX_LENGTH = 2_000;
  private static final int MAX_TOKENS = 400;
  private static final int MIN_COMPARED_POINTS = 3;

  private final String text;
  private final Structure structure;
  private final boolean percent;

  private MathAnswer(String text, Structure structure, boolean percent) {
    this.text = text;
    this.structure = structure;
    this.percent = percent;
  }

  /** Reads an answer as taken from its box. */
  public static MathAnswer parse(String answer) {
    String text = answer.strip();
    Words words = new Words(words(text));
    if (text.length() > MAX_LENGTH) {
      return new MathAnswer(text, words, false);
    }
    try {
      List<Token> tokens = Lexer.tokens(Characters.normalise(text));
      if (tokens.size() > MAX_TOKENS) {
        return new MathAnswer(text, words, false);
      }
      if (isSentence(tokens)) {
        return new MathAnswer(text, words, false);
      }
      boolean percent = tokens.size() > 1 && tokens.get(tokens.size() - 1).is(Kind.SIGN, "%");
      List<Token> value = percent ? tokens.subList(0, tokens.size() - 1) : tokens;
      return new MathAnswer(text, StructureParser.parse(value), percent);
    } catch (UnreadableAnswerException e) {
      return new MathAnswer(text, words, false);
    }
  }

  /** Words among letters and nothing to calculate: "no solution" is not n times o. */
  private static boolean isSentence(List<Token> tokens) {
    boolean words = false;
    for (Token token : tokens) {
      words |= token.is(Kind.TEXT);
      boolean prose =
          token.is(Kind.TEXT)
              || token.is(Kind.NAME)
              || token.is(Kind.SEPARATOR)
              || token.is(Kind.SIGN, ".");
      if (!prose) {
        return false;
      }
    }
    return words;
  }

  /** True if the answer is words or anything else that is not read as mathematics. */
  public boolean isText() {
    return structure instanceof Words;
  }

  /**
   * True if another answer has the value of this one, the gold answer. A gold {@code x=5} accepts
   * 5, a gold 5 accepts {@code x=5}; {@code 50\%} and 50 are the same, as are {@code 50\%} and 1/2.
   */
  public boolean accepts(MathAnswer answer) {
    if (text.equals(answer.text)) {
      return true;
    }
    if (isText() || answer.isText()) {
      return words(text).equals(words(answer.text));
    }
    if (accepts(structure, answer.structure)) {
      return true;
    }
    if (percent == answer.percent) {
      return false;
    }
    return percent
        ? accepts(hundredth(structure), answer.structure)
        : accepts(structure, hundredth(answer.structure));
  }

  /** Equal for answers of the same value; for counting votes. */
  public String key() {
    return ValueKey.of(structure);
  }

  private static Structure hundredth(Structure structure) {
    if (!(structure instanceof Scalar scalar)) {
      return structure;
    }
    Expr hundred = new Expr.Num(new BigFraction(100));
    return new Scalar(new Expr.Quotient(scalar.value(), hundred), scalar.plus());
  }

  private static boolean accepts(Structure gold, Structure answer) {
    TimeLimit.check();
    Structure a = gold.unwrapped();
    Structure b = answer.unwrapped();
    if (a instanceof Equation x && b instanceof Equation y) {
      if (x.difference() == null || y.difference() == null) {
        return accepts(x.right(), y.right());
      }
      return proportional(x.difference(), y.difference());
    }
    if (a instanceof Equation x) {
      return x.solved() && accepts(x.right(), b);
    }
    if (b instanceof Equation y) {
      return (y.solved() || !isZero(y.right())) && accepts(a, y.right());
    }
    if (a instanceof Scalar x && b instanceof Scalar y) {
      return sameValue(x, y);
    }
    if (a instanceof Ordered x && b instanceof Ordered y) {
      return x.open().equals(y.open())
          && x.close().equals(y.close())
          && inOrder(x.parts(), y.parts());
    }
    if (a instanceof Unordered x && b instanceof Unordered y) {
      return inAnyOrder(x.parts(), y.parts());
    }
    if (a instanceof Matrix x && b instanceof Matrix y) {
      boolean same = x.rows().size() == y.rows().size();
      for (int i = 0; same && i < x.rows().size(); i++) {
        same = inOrder(x.rows().get(i), y.rows().get(i));
      }
      return same;
    }
    return a instanceof InBase && a.equals(b);
  }

  /** A right side of 0 belongs to an equation of a line or plane and is no value of its own. */
  private static boolean isZero(Structure structure) {
    return structure instanceof Scalar scalar
        && scalar.value().isConstant()
        && scalar.value().at(Point.of(0)).isZero();
  }

  private static boolean inOrder(List<Structure> gold, List<Structure> answer) {
    boolean same = gold.size() == answer.size();
    for (int i = 0; same && i < gold.size(); i++) {
      same = accepts(gold.get(i), answer.get(i));
    }
    return same;
  }

  private static boolean inAnyOrder(List<Structure> gold, List<Structure> answer) {
    if (gold.size() != answer.size()) {
      return false;
    }
    List<Structure> rest = new ArrayList<>(answer);
    for (Structure wanted : gold) {
      int found = 0;
      while (found < rest.size() && !accepts(wanted, rest.get(found))) {
        found++;
      }
      if (found == rest.size()) {
        return false;
      }
      rest.remove(found);
    }
    return true;
  }

  private static boolean sameValue(Scalar a, Scalar b) {
    if (a.value().isConstant() && b.value().isConstant()) {
      return a.value().at(new Point(0, a.plus())).sameAs(b.value().at(new Point(0, b.plus())));
    }
    int compared = 0;
    for (int i = 0; i < Point.COUNT; i++) {
      Value x = a.value().at(new Point(i, a.plus()));
      Value y = b.value().at(new Point(i, b.plus()));
      if (!x.isFinite() && !y.isFinite()) {
        continue;
      }
      if (!x.sameAs(y)) {
        return false;
      }
      compared++;
    }
    return compared >= MIN_COMPARED_POINTS;
  }

  /** Two equations say the same if their differences are a constant multiple of each other. */
  private static boolean proportional(Expr a, Expr b) {
    Value firstA = a.at(Point.of(0));
    Value firstB = b.at(Point.of(0));
    boolean usable = firstA.isFinite() && firstB.isFinite() && !firstA.isZero() && !firstB.isZero();
    for (int i = 1; usable && i < Point.COUNT; i++) {
      Value left = Arithmetic.multiply(a.at(Point.of(i)), firstB);
      Value right = Arithmetic.multiply(b.at(Point.of(i)), firstA);
      usable = left.sameAs(right);
    }
    return usable;
  }

  /** Words without LaTeX, case and layout; a single letter without its parentheses. */
  private static String words(String text) {
    String plain = Characters.normalise(text.substring(0, Math.min(text.length(), MAX_LENGTH)));
    plain =
        plain.replaceAll(
            "\\\\(?:text|mbox|mathrm|textbf|mathbf|textrm|textit|operatorname)(?=\\s*\\{)", " ");
    plain =
        plain.replaceAll(
            "\\\\(?:left|right|quad|qquad|displaystyle|textstyle)(?![A-Za-z])|\\\\[,;:! ]|[{}$~]",
            " ");
    plain = Characters.lowerCase(String.join(" ", plain.strip().split("\\s+")));
    plain = plain.endsWith(".") ? plain.substring(0, plain.length() - 1).strip() : plain;
    plain = plain.replace("\\varnothing", "\\emptyset");
    boolean choice = plain.length() == 3 && plain.charAt(0) == '(' && plain.charAt(2) == ')';
    return choice ? plain.substring(1, 2) : plain;
  }
}
