package org.econspark.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.econspark.benchmark.BenchmarkFormat;
import org.econspark.benchmark.audit.GradeAudit;
import org.econspark.benchmark.audit.PlanAudit;
import org.econspark.benchmark.travel.TravelMode;
import org.econspark.config.Settings;
import org.econspark.evaluation.TextTable;
import org.econspark.evaluation.TravelRateRow;
import org.econspark.evaluation.TravelRateTable;

/** The part of {@code datasets validate} that checks graders against the files. */
final class GradeCheck {
  private static final int SHOWN = 50;

  private GradeCheck() {}

  /**
   * Prints counts of one benchmark.
   *
   * @return true if every answer got the verdict that it must have; plans have none
   */
  static boolean print(Settings.BenchmarkSource source, BenchmarkFormat format) {
    if (format.name().equals("travelplanner")) {
      printPlans(source, format);
      return true;
    }
    GradeAudit.Result result = GradeAudit.of(Path.of(source.path()), source.name(), format);
    List<List<String>> rows = new ArrayList<>();
    boolean clean = true;
    for (GradeAudit.Count count : result.counts()) {
      rows.add(
          List.of(
              source.name(),
              count.check(),
              Long.toString(count.held()),
              Long.toString(count.total())));
      clean &= count.held() == count.total();
    }
    System.out.print(TextTable.render(List.of("benchmark", "check", "as expected", "of"), 2, rows));
    System.out.printf("fewest other words for a row: %d%n", result.fewestRewordings());
    show(result.exceptions());
    return clean;
  }

  private static void printPlans(Settings.BenchmarkSource source, BenchmarkFormat format) {
    TravelMode mode = TravelMode.byName(source.mode());
    PlanAudit.Result result = PlanAudit.of(Path.of(source.path()), source.name(), format, mode);
    System.out.print(
        TravelRateTable.render(
            result.rates().rates().stream()
                .map(rate -> new TravelRateRow(source.name(), source.mode(), rate))
                .toList()));
    System.out.println("\nNot passed:");
    show(result.notPassed());
  }

  private static void show(List<String> lines) {
    lines.stream().limit(SHOWN).forEach(line -> System.out.println("  " + line));
    if (lines.size() > SHOWN) {
      System.out.println("  and " + (lines.size() - SHOWN) + " more");
    }
  }
}
