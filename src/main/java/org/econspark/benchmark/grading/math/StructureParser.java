package org.econspark.benchmark.grading.math;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.econspark.benchmark.grading.math.Structure.Equation;
import org.econspark.benchmark.grading.math.Structure.InBase;
import org.econspark.benchmark.grading.math.Structure.Matrix;
import org.econspark.benchmark.grading.math.Structure.Ordered;
import org.econspark.benchmark.grading.math.Structure.Scalar;
import org.econspark.benchmark.grading.math.Structure.Unordered;
import org.econspark.benchmark.grading.math.Token.Kind;

/** Takes lists, intervals, sets, matrices and equations apart down to expressions. */
final class StructureParser {
  private static final int MAX_DEPTH = 12;
  private static final int MAX_PARTS = 64;
  private static final Set<String> ORDER = Set.of("<", ">", "le", "ge");

  private StructureParser() {}

  /**
   * @throws UnreadableAnswerException if the tokens are no mathematics known here
   */
  static Structure parse(List<Token> tokens) {
    return parse(tokens, 0);
  }

  private static Structure parse(List<Token> given, int depth) {
    if (depth > MAX_DEPTH) {
      throw new UnreadableAnswerException("nested too deep");
    }
    List<Token> tokens = withoutWords(given);
    if (tokens.isEmpty()) {
      throw new UnreadableAnswerException("nothing there");
    }
    List<List<Token>> parts = split(tokens, Kind.SEPARATOR, null);
    if (parts.size() > 1) {
      parts.removeIf(List::isEmpty);
      return unordered(parts, depth);
    }
    int in = indexAtTop(tokens, Set.of("in"));
    if (in > 0 && isName(tokens.subList(0, in))) {
      return parse(tokens.subList(in + 1, tokens.size()), depth + 1);
    }
    List<List<Token>> union = split(tokens, Kind.COMMAND, "cup");
    if (union.size() > 1) {
      return unordered(union, depth);
    }
    Structure relation = relation(tokens, depth);
    if (relation != null) {
      return relation;
    }
    Structure bracketed = bracketed(tokens, depth);
    if (bracketed != null) {
      return bracketed;
    }
    Structure based = inBase(tokens);
    return based != null ? based : scalar(ExpressionParser.parse(tokens));
  }

  private static Structure scalar(Expr value) {
    if (!value.isTwofold()) {
      return new Scalar(value, true);
    }
    return new Unordered(List.of(new Scalar(value, true), new Scalar(value, false)));
  }

  private static Structure unordered(List<List<Token>> parts, int depth) {
    return new Unordered(parseAll(parts, depth));
  }

  private static List<Structure> parseAll(List<List<Token>> parts, int depth) {
    if (parts.size() > MAX_PARTS) {
      throw new UnreadableAnswerException("too many parts");
    }
    List<Structure> result = new ArrayList<>();
    for (List<Token> part : parts) {
      result.add(parse(part, depth + 1));
    }
    return List.copyOf(result);
  }

  /** Units behind the value and words before it say nothing that is compared. */
  private static List<Token> withoutWords(List<Token> tokens) {
    int from = 0;
    int to = tokens.size();
    while (to > from && tokens.get(to - 1).is(Kind.SIGN, ".")) {
      to--;
    }
    boolean more = true;
    while (more) {
      int before = to;
      to = withoutUnit(tokens, from, to);
      more = to < before;
    }
    while (from < to && (tokens.get(from).is(Kind.TEXT) || tokens.get(from).is(Kind.SIGN, ":"))) {
      from++;
    }
    return tokens.subList(from, to);
  }

  /** Drops one unit at the end, with its power: {@code \text{ cm}^2}. */
  private static int withoutUnit(List<Token> tokens, int from, int to) {
    if (to - from < 2) {
      return to;
    }
    if (tokens.get(to - 1).is(Kind.TEXT)) {
      return tokens.get(to - 2).is(Kind.SIGN, "/") ? to - 2 : to - 1;
    }
    int power = to - 1;
    if (tokens.get(power).is(Kind.GROUP_CLOSE) && power - 2 > from) {
      power -= 2;
      if (!tokens.get(power).is(Kind.GROUP_OPEN)) {
        return to;
      }
      power--;
    } else {
      power--;
    }
    boolean unit =
        power - 1 > from
            && tokens.get(power).is(Kind.SIGN, "^")
            && tokens.get(power - 1).is(Kind.TEXT);
    return unit ? power - 1 : to;
  }

  /** Parts between tokens of that kind (and text) outside of all brackets. */
  private static List<List<Token>> split(List<Token> tokens, Kind kind, String text) {
    List<List<Token>> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      depth += nesting(token);
      if (depth == 0 && token.is(kind) && (text == null || token.text().equals(text))) {
        parts.add(tokens.subList(start, i));
        start = i + 1;
      }
    }
    parts.add(tokens.subList(start, tokens.size()));
    return parts;
  }

  private static int nesting(Token token) {
    return switch (token.kind()) {
      case OPEN, GROUP_OPEN, BEGIN -> 1;
      case CLOSE, GROUP_CLOSE, END -> -1;
      default -> 0;
    };
  }

  private static int indexAtTop(List<Token> tokens, Set<String> commands) {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      depth += nesting(tokens.get(i));
      if (depth == 0 && tokens.get(i).is(Kind.COMMAND) && commands.contains(tokens.get(i).text())) {
        return i;
      }
    }
    return -1;
  }

  /** Equations and inequalities; null if there is no relation sign outside of brackets. */
  private static Structure relation(List<Token> tokens, int depth) {
    List<Token> plain = new ArrayList<>();
    for (Token token : tokens) {
      plain.add(token.is(Kind.COMMAND, "approx") ? new Token(Kind.SIGN, "=") : token);
    }
    List<List<Token>> sides = split(plain, Kind.SIGN, "=");
    if (sides.size() > 1) {
      return equation(sides.get(0), sides.get(sides.size() - 1), depth);
    }
    int first = indexAtTop(tokens, ORDER);
    return first < 0 ? null : inequality(tokens, first);
  }

  private static Structure equation(List<Token> left, List<Token> right, int depth) {
    Structure value = parse(right, depth + 1);
    List<Token> named = withoutWords(left);
    Expr leftSide = value instanceof Scalar ? readable(named) : null;
    if (leftSide == null) {
      return new Equation(true, value, null);
    }
    if (leftSide.isConstant()) {
      // A calculation: 3+4=7.
      return value;
    }
    Expr rightSide = ((Scalar) value).value();
    Expr difference = new Expr.Sum(List.of(leftSide, new Expr.Negation(rightSide)));
    return new Equation(namesOneThing(named), value, difference);
  }

  /** The expression, or null for a name in words or signs of its own, such as an angle. */
  private static Expr readable(List<Token> tokens) {
    try {
      return ExpressionParser.parse(tokens);
    } catch (UnreadableAnswerException e) {
      return null;
    }
  }

  /** No sum and no number: {@code x}, {@code AB}, {@code f(x)}; the right side is its value. */
  private static boolean namesOneThing(List<Token> left) {
    return left.stream()
        .noneMatch(t -> t.is(Kind.SIGN, "+") || t.is(Kind.SIGN, "-") || t.is(Kind.NUMBER));
  }

  /** A variable or {@code f(x)}. */
  private static boolean isName(List<Token> tokens) {
    if (tokens.isEmpty() || !(tokens.get(0).is(Kind.NAME) || tokens.get(0).is(Kind.COMMAND))) {
      return false;
    }
    return tokens.size() == 1
        || tokens.get(1).is(Kind.SIGN, "_")
        || (tokens.size() == 4
            && tokens.get(1).is(Kind.OPEN)
            && tokens.get(2).is(Kind.NAME)
            && tokens.get(3).is(Kind.CLOSE));
  }

  /** One variable between bounds, as an interval. */
  private static Structure inequality(List<Token> tokens, int first) {
    List<Token> rest = tokens.subList(first + 1, tokens.size());
    int second = indexAtTop(rest, ORDER);
    List<Token> left = tokens.subList(0, first);
    String sign = tokens.get(first).text();
    Expr infinity = Expr.Constant.INFINITY;
    if (second >= 0) {
      String sign2 = rest.get(second).text();
      boolean rising = isLess(sign) && isLess(sign2);
      boolean falling = !isLess(sign) && !isLess(sign2);
      if (!isName(rest.subList(0, second)) || !(rising || falling)) {
        throw new UnreadableAnswerException("inequality without one variable between bounds");
      }
      Expr a = ExpressionParser.parse(left);
      Expr b = ExpressionParser.parse(rest.subList(second + 1, rest.size()));
      return rising ? interval(sign, a, b, sign2) : interval(sign2, b, a, sign);
    }
    boolean nameFirst = isName(left);
    if (!nameFirst && !isName(rest)) {
      throw new UnreadableAnswerException("inequality without a variable alone on one side");
    }
    Expr bound = ExpressionParser.parse(nameFirst ? rest : left);
    boolean upper = nameFirst == isLess(sign);
    return upper
        ? interval("<", new Expr.Negation(infinity), bound, sign)
        : interval(sign, bound, infinity, ">");
  }

  private static boolean isLess(String sign) {
    return sign.equals("<") || sign.equals("le");
  }

  private static Structure interval(String lowSign, Expr low, Expr high, String highSign) {
    String open = lowSign.equals("<") || lowSign.equals(">") ? "(" : "[";
    String close = highSign.equals("<") || highSign.equals(">") ? ")" : "]";
    return new Ordered(open, close, List.of(new Scalar(low, true), new Scalar(high, true)));
  }

  /** What stands in one pair of brackets as a whole; null if it is an expression. */
  private static Structure bracketed(List<Token> tokens, int depth) {
    Token open = tokens.get(0);
    if (nesting(open) != 1 || closing(tokens) != tokens.size() - 1) {
      return null;
    }
    Token close = tokens.get(tokens.size() - 1);
    List<Token> inner = tokens.subList(1, tokens.size() - 1);
    if (open.is(Kind.BEGIN)) {
      return matrix(inner, depth);
    }
    if (open.is(Kind.GROUP_OPEN)) {
      return parse(inner, depth + 1);
    }
    List<List<Token>> parts = split(inner, Kind.SEPARATOR, null);
    if (open.text().equals("{")) {
      return unordered(parts, depth);
    }
    if (parts.size() > 1) {
      boolean vector = open.text().equals("<");
      return new Ordered(
          vector ? "(" : open.text(), vector ? ")" : close.text(), parseAll(parts, depth));
    }
    boolean wrapsMatrix = !inner.isEmpty() && inner.get(0).is(Kind.BEGIN);
    return wrapsMatrix ? parse(inner, depth + 1) : null;
  }

  /** Where the bracket that opens first closes; kinds need not agree, as in {@code (3,4]}. */
  private static int closing(List<Token> tokens) {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      depth += nesting(tokens.get(i));
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static Structure matrix(List<Token> inner, int depth) {
    List<List<Structure>> rows = new ArrayList<>();
    for (List<Token> row : split(inner, Kind.ROW_END, null)) {
      if (!row.isEmpty()) {
        rows.add(parseAll(split(row, Kind.CELL_END, null), depth));
      }
    }
    return new Matrix(List.copyOf(rows));
  }

  /** {@code 204_5}, {@code 4210_{5}}, {@code 1A_{16}}; null if it is nothing of the kind. */
  private static Structure inBase(List<Token> tokens) {
    StringBuilder digits = new StringBuilder();
    int i = 0;
    while (i < tokens.size() && (tokens.get(i).is(Kind.NUMBER) || tokens.get(i).is(Kind.NAME))) {
      digits.append(tokens.get(i++).text());
    }
    boolean based =
        i > 0
            && tokens.get(0).is(Kind.NUMBER)
            && i < tokens.size()
            && tokens.get(i).is(Kind.SIGN, "_");
    if (!based) {
      return null;
    }
    List<Token> subscript = tokens.subList(i + 1, tokens.size());
    if (subscript.size() == 3 && subscript.get(0).is(Kind.GROUP_OPEN)) {
      subscript = subscript.subList(1, 2);
    }
    if (subscript.size() != 1 || !subscript.get(0).text().matches("\\d{1,2}")) {
      return null;
    }
    int base = Integer.parseInt(subscript.get(0).text());
    try {
      return new InBase(new BigInteger(digits.toString(), base), base);
    } catch (NumberFormatException e) {
      throw new UnreadableAnswerException("digits outside of base " + base);
    }
  }
}
