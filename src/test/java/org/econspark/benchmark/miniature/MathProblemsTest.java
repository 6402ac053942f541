package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MathProblemsTest {
  private static final Pattern FRACTION = Pattern.compile("(-?)\\\\frac\\{(\\d+)\\}\\{(\\d+)\\}");
  private static final Pattern OPERATION =
      Pattern.compile(
          "\\\\frac\\{(\\d+)\\}\\{(\\d+)\\}(\\+|-|\\\\cdot |\\\\div"
              + " )\\\\frac\\{(\\d+)\\}\\{(\\d+)\\}");

  static List<Structure> structures() {
    return MathProblems.structures();
  }

  @ParameterizedTest
  @MethodSource("structures")
  void rightSolutionsAgreeAndHoldNoWrongEquation(Structure structure) {
    for (MiniProblem problem : StructureSamples.draw(structure, 300, 1)) {
      MiniatureChecker checker = new MiniatureChecker(problem);
      for (Worked worked : StructureSamples.right(problem)) {
        assertThat(checker.accepts(worked.answer())).as(problem.question()).isTrue();
        assertThat(Equations.firstCorrection(worked.text())).as(worked.text()).isEmpty();
        assertThat(worked.text()).hasSizeLessThan(900);
      }
      assertThat(problem.question()).hasSizeLessThan(700);
    }
  }

  @ParameterizedTest
  @MethodSource("structures")
  void answersAreIntegersOrFractionsInLowestTerms(Structure structure) {
    for (MiniProblem problem : StructureSamples.draw(structure, 300, 2)) {
      String answer = Worked.right(problem, Worked.Manner.FULL, 0).answer();
      Matcher fraction = FRACTION.matcher(answer);
      if (fraction.matches()) {
        BigInteger top = new BigInteger(fraction.group(2));
        BigInteger bottom = new BigInteger(fraction.group(3));
        assertThat(top.gcd(bottom)).as(answer).isEqualTo(BigInteger.ONE);
        assertThat(bottom).as(answer).isGreaterThan(BigInteger.ONE);
      } else {
        assertThat(answer).matches("-?\\d+");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("structures")
  void spoiledSolutionsAreUsuallyWrong(Structure structure) {
    assertThat(StructureSamples.wrongShare(StructureSamples.draw(structure, 300, 3)))
        .isGreaterThan(0.9);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void questionsVary(Structure structure) {
    assertThat(StructureSamples.draw(structure, 2000, 4).stream().map(MiniProblem::question))
        .satisfies(
            questions -> assertThat(questions.stream().distinct().count()).isGreaterThan(900));
  }

  @Test
  void aTenthOfTheWeightIsHeldOut() {
    double heldOut =
        structures().stream().filter(Structure::heldOut).mapToDouble(Structure::weight).sum();
    assertThat(heldOut / structures().stream().mapToDouble(Structure::weight).sum())
        .isBetween(0.05, 0.15);
  }

  @Test
  void divisorsAndMultiplesMatchBigInteger() {
    for (MiniProblem problem : sample("gcd")) {
      List<Long> numbers = StructureSamples.numbers(problem.question());
      assertThat(gold(problem)).isEqualTo(big(numbers.get(0)).gcd(big(numbers.get(1))).toString());
    }
    for (MiniProblem problem : sample("lcm-of-three")) {
      long divisible = Long.parseLong(gold(problem));
      List<Long> numbers = StructureSamples.numbers(problem.question());
      assertThat(
              LongStream.rangeClosed(1, divisible)
                  .filter(n -> numbers.stream().allMatch(number -> n % number == 0))
                  .findFirst())
          .hasValue(divisible);
    }
  }

  @Test
  void powersMatchBigInteger() {
    for (MiniProblem problem : sample("modular-power")) {
      List<Long> numbers = StructureSamples.numbers(problem.question());
      assertThat(gold(problem))
          .isEqualTo(
              big(numbers.get(0)).modPow(big(numbers.get(1)), big(numbers.get(2))).toString());
    }
  }

  @Test
  void countedDivisorsDivide() {
    for (MiniProblem problem : sample("divisor-count")) {
      long number = StructureSamples.numbers(problem.question()).get(0);
      assertThat(gold(problem))
          .isEqualTo(
              Long.toString(
                  LongStream.rangeClosed(1, number).filter(n -> number % n == 0).count()));
    }
  }

  @Test
  void numeralsMatchTheirBase() {
    for (MiniProblem problem : sample("to-base")) {
      List<Long> numbers = StructureSamples.numbers(problem.question());
      long base = Math.min(Math.abs(numbers.get(0)), Math.abs(numbers.get(1)));
      long value = Math.max(numbers.get(0), numbers.get(1));
      assertThat(Long.parseLong(gold(problem), (int) base)).isEqualTo(value);
    }
  }

  @Test
  void remaindersFitTheSmallestNumber() {
    for (MiniProblem problem : sample("two-remainders")) {
      List<Long> numbers = StructureSamples.numbers(problem.question());
      long answer = Long.parseLong(gold(problem));
      boolean remainderFirst =
          problem.question().contains("remainder") || problem.question().contains("equiv");
      int remainder = remainderFirst ? 0 : 1;
      long first = numbers.get(remainder);
      long second = numbers.get(remainder + 2);
      long m = numbers.get(1 - remainder);
      long k = numbers.get(3 - remainder);
      assertThat(
              LongStream.rangeClosed(1, answer)
                  .filter(n -> n % m == first && n % k == second)
                  .findFirst())
          .as(problem.question())
          .hasValue(answer);
    }
  }

  @Test
  void fractionsMatchExactArithmetic() {
    for (String name : List.of("fraction-sum", "fraction-product")) {
      for (MiniProblem problem : sample(name)) {
        Matcher operation = OPERATION.matcher(problem.question());
        assertThat(operation.find()).as(problem.question()).isTrue();
        long p = Long.parseLong(operation.group(1));
        long q = Long.parseLong(operation.group(2));
        long r = Long.parseLong(operation.group(4));
        long s = Long.parseLong(operation.group(5));
        String expected =
            switch (operation.group(3).strip()) {
              case "+" -> Latex.quotient(p * s + r * q, q * s);
              case "-" -> Latex.quotient(p * s - r * q, q * s);
              case "\\cdot" -> Latex.quotient(p * r, q * s);
              default -> Latex.quotient(p * s, q * r);
            };
        assertThat(gold(problem)).as(problem.question()).isEqualTo(expected);
      }
    }
  }

  private static List<MiniProblem> sample(String name) {
    return StructureSamples.draw(
        StructureSamples.named(MathProblems.structures(), name), 200, name.hashCode());
  }

  private static String gold(MiniProblem problem) {
    return Worked.right(problem, Worked.Manner.SHORT, 0).answer();
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
