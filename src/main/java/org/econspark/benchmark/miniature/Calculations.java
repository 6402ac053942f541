package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The single calculations of a worked solution in order, for file formats that carry them as
 * annotations, program or expression.
 */
final class Calculations {
  private static final Pattern CALCULATION =
      Pattern.compile("(?<![\\w*/+=-])(\\d+)([-+*/])(\\d+)=(\\d+)");

  /** One calculation of two whole numbers. */
  private record Calculation(String left, char operator, String right, String value) {}

  private final List<Calculation> calculations = new ArrayList<>();
  private final String answer;

  private Calculations(Worked solution) {
    this.answer = solution.answer();
    Matcher matcher = CALCULATION.matcher(solution.text());
    while (matcher.find()) {
      calculations.add(
          new Calculation(
              matcher.group(1), matcher.group(2).charAt(0), matcher.group(3), matcher.group(4)));
    }
  }

  /** The calculations of a solution that writes products in one piece. */
  static Calculations of(MiniProblem problem, long seed) {
    return new Calculations(Worked.right(problem, Worked.Manner.SHORT, seed));
  }

  /** A text whose calculations carry the calculator notes of GSM8K: {@code 3*4=<<3*4=12>>12}. */
  static String annotated(String text) {
    return CALCULATION.matcher(text).replaceAll("$1$2$3=<<$1$2$3=$4>>$4");
  }

  /** A Python program with the question as its docstring that returns the answer. */
  String program(String question) {
    StringBuilder code = new StringBuilder("\ndef solution():\n    \"\"\"" + question + "\"\"\"\n");
    for (int i = 0; i < calculations.size(); i++) {
      Calculation step = calculations.get(i);
      code.append("    step_").append(i + 1).append(" = ");
      code.append(variable(step.left(), i)).append(' ').append(step.operator()).append(' ');
      code.append(variable(step.right(), i)).append('\n');
    }
    int last = stepWith(answer, calculations.size()).orElse(-1);
    code.append("    result = ").append(last < 0 ? answer : "step_" + (last + 1));
    return code.append("\n    return result\n").toString();
  }

  private String variable(String number, int before) {
    return stepWith(number, before).map(step -> "step_" + (step + 1)).orElse(number);
  }

  /** The latest step before the given one with a value. */
  private Optional<Integer> stepWith(String value, int before) {
    for (int i = before - 1; i >= 0; i--) {
      if (calculations.get(i).value().equals(value)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** One fully bracketed expression of the answer: {@code ( ( 3.0 * 4.0 ) + 5.0 )}. */
  String expression() {
    return expression(answer, calculations.size());
  }

  private String expression(String number, int before) {
    Optional<Integer> step = stepWith(number, before);
    if (step.isEmpty()) {
      return number + ".0";
    }
    Calculation calculation = calculations.get(step.get());
    return "( "
        + expression(calculation.left(), step.get())
        + " "
        + calculation.operator()
        + " "
        + expression(calculation.right(), step.get())
        + " )";
  }

  /** The kind of the last calculation in the words of SVAMP. */
  String type() {
    char operator =
        calculations.isEmpty() ? '+' : calculations.get(calculations.size() - 1).operator();
    return switch (operator) {
      case '-' -> "Subtraction";
      case '*' -> "Multiplication";
      case '/' -> "Common-Division";
      default -> "Addition";
    };
  }
}
