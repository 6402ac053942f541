package org.econspark.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.econspark.benchmark.BenchmarkFormat;
import org.econspark.benchmark.audit.GradeAudit;
import org.econspark.benchmark.audit.PlanAudit;
import org.econspark.benchmark.travel.TravelMode;
import org.econspark.config.Settings;
import org.econspark.evaluation.TextTable;
import org.econspark.evaluation.TravelRateRow;
import org.econspark.evaluation.TravelRateTable;

/** The part of {@code datasets validate} that checks graders against the files. */
interface GradeCheck {
  int SHOWN = 50;

  /** Reads the file of a benchmark and judges what it holds. */
  static GradeCheck of(Settings.BenchmarkSource source, BenchmarkFormat format) {
    Path file = Path.of(source.path());
    if (format.name().equals("travelplanner")) {
      TravelMode mode = TravelMode.byName(source.mode());
      return new Plans(
          source.name(), source.mode(), PlanAudit.of(file, source.name(), format, mode));
    }
    return new Answers(source.name(), GradeAudit.of(file, source.name(), format));
  }

  /** Whether every answer got the verdict that it must have; plans have none. */
  boolean clean();

  /** Prints the counts for people, to stdout. */
  void print();

  /** The counts for machines. */
  Object result();

  /** Gold answers by themselves, in other words and changed. */
  record Answers(String benchmark, GradeAudit.Result result) implements GradeCheck {
    @Override
    public boolean clean() {
      return result.counts().stream().allMatch(count -> count.held() == count.total());
    }

    @Override
    public void print() {
      List<List<String>> rows =
          result.counts().stream()
              .map(
                  count ->
                      List.of(
                          benchmark,
                          count.check(),
                          Long.toString(count.held()),
                          Long.toString(count.total())))
              .toList();
      System.out.print(
          TextTable.render(List.of("benchmark", "check", "as expected", "of"), 2, rows));
      System.out.printf("fewest other words for a row: %d%n", result.fewestRewordings());
      show(result.exceptions());
    }
  }

  /** Plans of TravelPlanner, constraint by constraint. */
  record Plans(String benchmark, String mode, PlanAudit.Result audit) implements GradeCheck {
    @Override
    public boolean clean() {
      return true;
    }

    @Override
    public void print() {
      System.out.print(
          TravelRateTable.render(
              audit.rates().rates().stream()
                  .map(rate -> new TravelRateRow(benchmark, mode, rate))
                  .toList()));
      System.out.println("\nNot passed:");
      show(audit.notPassed());
    }

    @Override
    public Object result() {
      return Map.of("mode", mode, "rates", audit.rates().rates(), "not_passed", audit.notPassed());
    }
  }

  private static void show(List<String> lines) {
    lines.stream().limit(SHOWN).forEach(line -> System.out.println("  " + line));
    if (lines.size() > SHOWN) {
      System.out.println("  and " + (lines.size() - SHOWN) + " more");
    }
  }
}
