package org.econspark.benchmark.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.econspark.benchmark.BenchmarkFiles;
import org.econspark.benchmark.BenchmarkFormat;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.grading.Graders;

/**
 * Checks a grader against every row of a benchmark file: the gold answer is right, by itself, in
 * the worked solution and in other words; changed gold answers are wrong. One thread at a time.
 */
public final class GradeAudit {
  private static final int MAX_EXCEPTIONS = 1_000;

  private final Map<String, long[]> counts = new TreeMap<>();
  private final List<String> exceptions = new ArrayList<>();
  private long fewestRewordings = Long.MAX_VALUE;
  private long problems;

  private GradeAudit() {}

  /**
   * One check over all rows.
   *
   * @param held answers with the verdict that they must have
   * @param total answers that were judged
   */
  public record Count(String check, long held, long total) {}

  /**
   * @param problems rows of the file that can be used
   * @param fewestRewordings of any row
   * @param exceptions what did not get its verdict, for people; at most 1,000
   */
  public record Result(
      long problems, List<Count> counts, long fewestRewordings, List<String> exceptions) {}

  /**
   * Reads and checks a whole file; rows that cannot be read are left out.
   *
   * @throws org.econspark.error.EconException unreadable data if the file as a whole cannot be read
   */
  public static Result of(Path file, String benchmark, BenchmarkFormat format) {
    GradeAudit audit = new GradeAudit();
    Solutions solutions = new Solutions(format);
    BenchmarkFiles.read(
        file,
        benchmark,
        solutions,
        problem -> audit.check(problem, solutions.take(problem)),
        rejected -> {});
    return new Result(
        audit.problems,
        audit.counts.entrySet().stream()
            .map(e -> new Count(e.getKey().substring(2), e.getValue()[0], e.getValue()[1]))
            .toList(),
        audit.problems == 0 ? 0 : audit.fewestRewordings,
        List.copyOf(audit.exceptions));
  }

  private void check(Problem problem, Optional<String> solution) {
    problems++;
    Grader grader = Graders.byName(problem.grader());
    Predicate<Grade> right = Grade::correct;
    count("1 gold itself", problem, grader, "\\boxed{" + problem.gold() + "}", right);
    solution.ifPresent(text -> count("2 worked solution", problem, grader, text, right));
    Map<String, String> rewordings = Rewordings.of(problem);
    fewestRewordings = Math.min(fewestRewordings, rewordings.size());
    rewordings.forEach((rule, text) -> count("3 other words", problem, grader, text, right));
    for (String changed : Alterations.of(problem)) {
      count(
          "4 changed gold is wrong",
          problem,
          grader,
          "\\boxed{" + changed + "}",
          grade -> grade.verdict() == Grade.Verdict.WRONG);
    }
  }

  private void count(
      String check, Problem problem, Grader grader, String text, Predicate<Grade> expected) {
    Grade grade = grader.grade(text, problem);
    long[] count = counts.computeIfAbsent(check, c -> new long[2]);
    count[1]++;
    if (expected.test(grade)) {
      count[0]++;
    } else if (exceptions.size() < MAX_EXCEPTIONS) {
      exceptions.add(
          "%s, %s: gold '%s', text '%s': %s (%s)"
              .formatted(
                  problem.problemId(),
                  check.substring(2),
                  problem.gold(),
                  shortened(text),
                  grade.verdict(),
                  grade.reason()));
    }
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : "\u2026" + text.substring(text.length() - 200);
  }
}
