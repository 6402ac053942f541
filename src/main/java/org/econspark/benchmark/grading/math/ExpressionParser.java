package org.econspark.benchmark.grading.math;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.fraction.BigFraction;
import org.econspark.benchmark.grading.NumberText;
import org.econspark.benchmark.grading.TimeLimit;
import org.econspark.benchmark.grading.math.Token.Kind;

/**
 * Recursive descent over the tokens of one expression. Products may be implicit; unary minus binds
 * weaker than powers; a whole number before a fraction of whole numbers is a mixed number.
 */
final class ExpressionParser {
  private static final int MAX_DEPTH = 40;
  private static final int MAX_DIGITS = 1_000;
  private static final Set<String> FUNCTIONS =
      Set.of(
          "sin", "cos", "tan", "cot", "sec", "csc", "exp", "ln", "arcsin", "arccos", "arctan",
          "abs");
  private static final Set<String> OPERANDS =
      Set.of("frac", "sqrt", "cbrt", "pi", "log", "binom", "infty", "lfloor", "lceil");
  private static final Set<String> GREEK =
      Set.of(
          "alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "mu", "phi", "omega",
          "sigma", "tau", "rho", "psi", "varphi", "xi", "eta", "zeta", "kappa", "nu", "ell");
  private static final Expr TWO = whole(2);

  private final List<Token> tokens;
  private int at;
  private int depth;

  /** Open absolute values whose closing bar is still to come. */
  private int bars;

  private ExpressionParser(List<Token> tokens) {
    this.tokens = new ArrayList<>(tokens);
  }

  /**
   * The expression that all of the tokens make.
   *
   * @throws UnreadableAnswerException if they make none
   */
  static Expr parse(List<Token> tokens) {
    ExpressionParser parser = new ExpressionParser(tokens);
    Expr result = parser.sum();
    if (parser.at < parser.tokens.size()) {
      throw new UnreadableAnswerException("unexpected " + parser.tokens.get(parser.at).text());
    }
    return result;
  }

  private Expr sum() {
    if (++depth > MAX_DEPTH) {
      throw new UnreadableAnswerException("nested too deep");
    }
    List<Expr> terms = new ArrayList<>();
    do {
      terms.add(signedTerm(terms.isEmpty()));
    } while (peekSign("+") || peekSign("-") || peekCommand("pm") || peekCommand("mp"));
    depth--;
    return terms.size() == 1 ? terms.get(0) : new Expr.Sum(List.copyOf(terms));
  }

  private Expr signedTerm(boolean first) {
    boolean negative = false;
    boolean twofold = false;
    boolean signed = first;
    while (true) {
      if (takeSign("+")) {
        signed = true;
      } else if (takeSign("-")) {
        negative = !negative;
        signed = true;
      } else if (takeCommand("pm") || takeCommand("mp")) {
        twofold = true;
        signed = true;
      } else {
        break;
      }
    }
    if (!signed) {
      throw new UnreadableAnswerException("a sign is missing");
    }
    Expr term = product();
    if (twofold) {
      term = new Expr.PlusMinus(term);
    }
    return negative ? new Expr.Negation(term) : term;
  }

  private Expr product() {
    Expr result = factor();
    while (at < tokens.size()) {
      if (takeCommand("times") || takeCommand("cdot")) {
        result = new Expr.Product(result, signedFactor());
      } else if (takeSign("/") || takeCommand("div") || takeSign(":")) {
        result = new Expr.Quotient(result, signedFactor());
      } else if (beginsFactor()) {
        boolean mixed = isWholeNumber(at - 1) && mixedFractionFollows();
        Expr next = mixed && peek().is(Kind.NUMBER) ? slashFraction() : factor();
        result = mixed ? new Expr.Sum(List.of(result, next)) : new Expr.Product(result, next);
      } else {
        break;
      }
    }
    return result;
  }

  private Expr signedFactor() {
    if (takeSign("-")) {
      return new Expr.Negation(factor());
    }
    takeSign("+");
    return factor();
  }

  private boolean beginsFactor() {
    Token token = peek();
    return switch (token.kind()) {
      case NAME, OPEN, GROUP_OPEN -> true;
      // Two numbers side by side are a mixed number or nothing.
      case NUMBER -> !tokens.get(at - 1).is(Kind.NUMBER) || mixedFractionFollows();
      case COMMAND ->
          FUNCTIONS.contains(token.text())
              || OPERANDS.contains(token.text())
              || GREEK.contains(token.text());
      // Inside of an absolute value a bar closes it.
      case SIGN -> token.text().equals("|") && bars == 0;
      default -> false;
    };
  }

  private boolean isWholeNumber(int i) {
    return i >= 0 && tokens.get(i).is(Kind.NUMBER) && tokens.get(i).text().indexOf('.') < 0;
  }

  /** {@code 3 1/2} or {@code 3\frac{1}{2}}, with whole numbers all over. */
  private boolean mixedFractionFollows() {
    if (!isWholeNumber(at - 1) || !beginsTerm(at - 1)) {
      return false;
    }
    if (isWholeNumber(at)) {
      return at + 2 < tokens.size()
          && tokens.get(at + 1).is(Kind.SIGN, "/")
          && isWholeNumber(at + 2);
    }
    if (!peekCommand("frac")) {
      return false;
    }
    int top = wholeArgumentEnd(at + 1);
    boolean bareDigits = top == at + 2 && tokens.get(at + 1).text().length() == 2;
    return bareDigits || (top > 0 && wholeArgumentEnd(top) > 0);
  }

  private boolean beginsTerm(int i) {
    if (i == 0) {
      return true;
    }
    Token before = tokens.get(i - 1);
    return before.is(Kind.OPEN)
        || before.is(Kind.GROUP_OPEN)
        || before.is(Kind.SIGN, "+")
        || before.is(Kind.SIGN, "-")
        || before.is(Kind.COMMAND, "pm");
  }

  /** Behind an argument that is one whole number, braced or bare; -1 if it is anything else. */
  private int wholeArgumentEnd(int i) {
    if (i < tokens.size() && isWholeNumber(i)) {
      return i + 1;
    }
    boolean braced =
        i + 2 < tokens.size()
            && tokens.get(i).is(Kind.GROUP_OPEN)
            && isWholeNumber(i + 1)
            && tokens.get(i + 2).is(Kind.GROUP_CLOSE);
    return braced ? i + 3 : -1;
  }

  private Expr slashFraction() {
    Expr top = number(next().text());
    next();
    return new Expr.Quotient(top, number(next().text()));
  }

  private Expr factor() {
    Expr result = base();
    while (true) {
      if (takeSign("!")) {
        result = new Expr.Call("factorial", result);
      } else if (takeSign("^")) {
        if (!takeDegree()) {
          return new Expr.Power(result, exponent());
        }
      } else if (!takeCommand("circ") && !takeSign("'")) {
        return result;
      }
    }
  }

  /** An exponent of a circle: degrees, which carry no value of their own. */
  private boolean takeDegree() {
    if (takeCommand("circ")) {
      return true;
    }
    boolean braced =
        at + 2 < tokens.size()
            && peek().is(Kind.GROUP_OPEN)
            && tokens.get(at + 1).is(Kind.COMMAND, "circ")
            && tokens.get(at + 2).is(Kind.GROUP_CLOSE);
    at += braced ? 3 : 0;
    return braced;
  }

  private Expr exponent() {
    if (++depth > MAX_DEPTH) {
      throw new UnreadableAnswerException("nested too deep");
    }
    Expr result = takeSign("-") ? new Expr.Negation(factor()) : factor();
    depth--;
    return result;
  }

  private Expr base() {
    Token token = next();
    return switch (token.kind()) {
      case NUMBER -> number(token.text());
      case NAME -> name(token.text());
      case OPEN -> bracketed(Kind.CLOSE);
      case GROUP_OPEN -> bracketed(Kind.GROUP_CLOSE);
      case COMMAND -> command(token.text());
      case SIGN -> {
        if (!token.text().equals("|")) {
          throw new UnreadableAnswerException("unexpected " + token.text());
        }
        bars++;
        Expr inner = sum();
        bars--;
        expectSign("|");
        yield new Expr.Call("abs", inner);
      }
      default -> throw new UnreadableAnswerException("unexpected " + token.text());
    };
  }

  private Expr bracketed(Kind close) {
    int outer = bars;
    bars = 0;
    Expr inner = sum();
    bars = outer;
    if (!next().is(close)) {
      throw new UnreadableAnswerException("a bracket does not close");
    }
    return inner;
  }

  private Expr name(String letter) {
    if (takeSign("_")) {
      return new Expr.Variable(letter + "_" + subscript());
    }
    return switch (letter) {
      case "i" -> Expr.Constant.I;
      case "e" -> Expr.Constant.E;
      default -> new Expr.Variable(letter);
    };
  }

  private String subscript() {
    if (!peek().is(Kind.GROUP_OPEN)) {
      return next().text();
    }
    at++;
    StringBuilder name = new StringBuilder();
    while (!peek().is(Kind.GROUP_CLOSE)) {
      name.append(next().text());
    }
    at++;
    return name.toString();
  }

  private Expr command(String name) {
    switch (name) {
      case "pi":
        return Expr.Constant.PI;
      case "infty":
        return Expr.Constant.INFINITY;
      case "frac":
        {
          Expr top = argument();
          return new Expr.Quotient(top, argument());
        }
      case "binom":
        {
          Expr n = argument();
          return new Expr.Binomial(n, argument());
        }
      case "cbrt":
        return new Expr.Root(whole(3), rootArgument());
      case "sqrt":
        return root();
      case "lfloor":
        return delimited("floor", "rfloor");
      case "lceil":
        return delimited("ceil", "rceil");
      case "log":
        {
          Expr base = takeSign("_") ? argument() : whole(10);
          return new Expr.Logarithm(base, operand());
        }
      default:
        break;
    }
    if (FUNCTIONS.contains(name)) {
      if (takeSign("^")) {
        Expr exponent = exponent();
        return new Expr.Power(new Expr.Call(name, operand()), exponent);
      }
      return new Expr.Call(name, operand());
    }
    if (GREEK.contains(name)) {
      return takeSign("_")
          ? new Expr.Variable("\\" + name + "_" + subscript())
          : new Expr.Variable("\\" + name);
    }
    throw new UnreadableAnswerException("unknown command " + name);
  }

  private Expr root() {
    Expr index = TWO;
    if (at < tokens.size() && peek().is(Kind.OPEN, "[")) {
      at++;
      index = bracketed(Kind.CLOSE);
    }
    return new Expr.Root(index, rootArgument());
  }

  /** {@code \sqrt12} is meant as the root of 12, whatever LaTeX prints. */
  private Expr rootArgument() {
    if (++depth > MAX_DEPTH) {
      throw new UnreadableAnswerException("nested too deep");
    }
    Expr of = base();
    depth--;
    return of;
  }

  private Expr delimited(String function, String close) {
    Expr inner = sum();
    if (!takeCommand(close)) {
      throw new UnreadableAnswerException("expected " + close);
    }
    return new Expr.Call(function, inner);
  }

  /** What a function without brackets applies to: numbers, names and powers up to an operator. */
  private Expr operand() {
    if (++depth > MAX_DEPTH) {
      throw new UnreadableAnswerException("nested too deep");
    }
    boolean bracketed = at < tokens.size() && (peek().is(Kind.OPEN) || peek().is(Kind.GROUP_OPEN));
    Expr of = factor();
    while (!bracketed
        && at < tokens.size()
        && (peek().is(Kind.NAME) || peekCommand("pi") || peekCommand("frac"))) {
      of = new Expr.Product(of, factor());
    }
    depth--;
    return of;
  }

  /** The argument of a LaTeX command: a group, or else a single digit or sign. */
  private Expr argument() {
    if (++depth > MAX_DEPTH) {
      throw new UnreadableAnswerException("nested too deep");
    }
    Expr result;
    if (peek().is(Kind.NUMBER) && peek().text().length() > 1) {
      String digits = peek().text();
      tokens.set(at, new Token(Kind.NUMBER, digits.substring(1)));
      result = number(digits.substring(0, 1));
    } else {
      result = base();
    }
    depth--;
    return result;
  }

  private static Expr number(String digits) {
    if (digits.length() > MAX_DIGITS || !Character.isDigit(digits.charAt(0))) {
      throw new UnreadableAnswerException("unreadable number");
    }
    return new Expr.Num(NumberText.exact(new BigDecimal(digits)));
  }

  private static Expr whole(int value) {
    return new Expr.Num(new BigFraction(value));
  }

  private Token peek() {
    if (at >= tokens.size()) {
      throw new UnreadableAnswerException("unexpected end");
    }
    return tokens.get(at);
  }

  private Token next() {
    TimeLimit.check();
    Token token = peek();
    at++;
    return token;
  }

  private boolean peekSign(String text) {
    return at < tokens.size() && tokens.get(at).is(Kind.SIGN, text);
  }

  private boolean peekCommand(String text) {
    return at < tokens.size() && tokens.get(at).is(Kind.COMMAND, text);
  }

  private boolean takeSign(String text) {
    boolean found = peekSign(text);
    at += found ? 1 : 0;
    return found;
  }

  private boolean takeCommand(String text) {
    boolean found = peekCommand(text);
    at += found ? 1 : 0;
    return found;
  }

  private void expectSign(String text) {
    if (!takeSign(text)) {
      throw new UnreadableAnswerException("expected " + text);
    }
  }
}
