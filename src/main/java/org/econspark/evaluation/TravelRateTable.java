package org.econspark.evaluation;

import java.util.List;
import org.econspark.benchmark.travel.TravelRates.Rate;

/** The rates of TravelPlanner as text for people. */
public final class TravelRateTable {
  private static final List<String> HEADER =
      List.of(
          "benchmark",
          "of",
          "rate",
          "passed",
          "failed",
          "not judgeable",
          "not judged",
          "asked",
          "%");

  private TravelRateTable() {}

  /**
   * @param of whose plans: a method, or a mode
   */
  public static String render(String benchmark, String of, List<Rate> rates) {
    return TextTable.render(
        HEADER,
        3,
        rates.stream()
            .map(
                rate ->
                    List.of(
                        benchmark,
                        of,
                        rate.name(),
                        Long.toString(rate.passed()),
                        Long.toString(rate.failed()),
                        Long.toString(rate.notJudgeable()),
                        Long.toString(
                            rate.total() - rate.passed() - rate.failed() - rate.notJudgeable()),
                        Long.toString(rate.total()),
                        TextTable.percent(rate.rate())))
            .toList());
  }
}
