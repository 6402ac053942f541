package org.econspark.evaluation;

import static org.econspark.evaluation.TextTable.percent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A comparison as text for people. */
public final class ComparisonTable {
  private ComparisonTable() {}

  /** The tables that have rows, each with a title and what its columns mean. */
  public static String render(ComparisonReport report) {
    StringBuilder text = new StringBuilder();
    rows(text, report.rows());
    curve(text, report.curve());
    growth(text, report.growth());
    levels(text, report.levels());
    credit(text, report.credit());
    return text.toString();
  }

  private static void rows(StringBuilder text, List<ComparisonRow> rows) {
    String matched =
        rows.stream().map(ComparisonRow::matched).filter(Objects::nonNull).findFirst().orElse(null);
    List<String> header =
        new ArrayList<>(
            List.of(
                "benchmark",
                "method",
                "n",
                "accuracy %",
                "tokens",
                "calls",
                "vote k",
                "its tokens",
                "vote %",
                "method - vote",
                "95 % interval",
                "p (Holm)",
                "tokens at equal accuracy"));
    if (matched != null) {
      header.addAll(List.of("- " + matched, "95 % interval", "p (Holm)"));
    }
    List<List<String>> cells = new ArrayList<>();
    for (ComparisonRow row : rows) {
      List<String> line = new ArrayList<>();
      if (row.obstacle() != null) {
        line.addAll(List.of(row.benchmark(), row.method(), "n/a"));
        while (line.size() < header.size()) {
          line.add("");
        }
        cells.add(line);
        continue;
      }
      line.addAll(
          List.of(
              row.benchmark(),
              row.method(),
              Long.toString(row.n()),
              percent(row.accuracy()),
              whole(row.tokensPerProblem()),
              String.format(Locale.ROOT, "%.1f", row.callsPerProblem()),
              row.equalSamples() == null ? "" : row.equalSamples().toString(),
              whole(row.equalTokens())
                  + (Boolean.FALSE.equals(row.reachesTokens()) ? " (less)" : ""),
              row.equalAccuracy() == null ? "" : percent(row.equalAccuracy()),
              points(row.delta()),
              interval(row.deltaLow(), row.deltaHigh()),
              pValue(row.pValue()),
              row.benchmark().equals(ComparisonRow.ALL)
                  ? ""
                  : row.tokensAtEqualAccuracy() == null
                      ? "not reached"
                      : whole(row.tokensAtEqualAccuracy())));
      if (matched != null) {
        line.addAll(
            List.of(
                points(row.matchedDelta()),
                interval(row.matchedLow(), row.matchedHigh()),
                pValue(row.matchedPValue())));
      }
      cells.add(line);
    }
    text.append("\nMethods at equal tokens\n\n").append(TextTable.render(header, 2, cells));
    text.append(
        "\nvote k: the least number of samples of self-consistency that costs at least as much on"
            + " the benchmark; (less): fewer were drawn\nthan that. method - vote: paired difference"
            + " in points. tokens at equal accuracy: what the least number of samples costs whose\n"
            + "vote is at least as accurate. p: exact test on pairs, Holm-corrected over the methods of"
            + " a benchmark.\n");
    rows.stream()
        .filter(row -> row.obstacle() != null)
        .map(row -> row.method() + ": n/a, " + row.obstacle())
        .distinct()
        .forEach(line -> text.append(line).append(".\n"));
  }

  private static void curve(StringBuilder text, List<CurvePoint> curve) {
    if (curve.isEmpty()) {
      return;
    }
    text.append("\nCost curve of the vote\n\n")
        .append(
            TextTable.render(
                List.of("benchmark", "method", "samples", "n", "accuracy %", "tokens"),
                2,
                curve.stream()
                    .map(
                        point ->
                            List.of(
                                point.benchmark(),
                                point.method(),
                                Integer.toString(point.samples()),
                                Long.toString(point.n()),
                                percent(point.accuracy()),
                                whole(point.tokensPerProblem())))
                    .toList()));
  }

  private static void growth(StringBuilder text, List<GrowthRow> growth) {
    if (growth.isEmpty()) {
      return;
    }
    text.append("\nGrowth with the number of agents\n\n")
        .append(
            TextTable.render(
                List.of(
                    "method",
                    "agents",
                    "calls/agent",
                    "R^2 of calls",
                    "tokens/agent",
                    "R^2 of tokens"),
                2,
                growth.stream()
                    .map(
                        row ->
                            List.of(
                                row.method(),
                                String.join(" ", row.agents().stream().map(a -> whole(a)).toList()),
                                String.format(Locale.ROOT, "%.2f", row.calls().slope()),
                                String.format(Locale.ROOT, "%.4f", row.calls().rSquared()),
                                String.format(Locale.ROOT, "%.1f", row.tokens().slope()),
                                String.format(Locale.ROOT, "%.4f", row.tokens().rSquared())))
                    .toList()));
  }

  private static void levels(StringBuilder text, List<LevelRow> levels) {
    if (levels.isEmpty()) {
      return;
    }
    text.append("\nTokens by level\n\n")
        .append(
            TextTable.render(
                List.of(
                    "method", "role", "calls", "tokens", "tokens read a call", "most read a call"),
                2,
                levels.stream()
                    .map(
                        row ->
                            List.of(
                                row.method(),
                                row.role(),
                                String.format(Locale.ROOT, "%.1f", row.callsPerProblem()),
                                whole(row.tokensPerProblem()),
                                whole(row.meanContext()),
                                Long.toString(row.mostContext())))
                    .toList()));
  }

  private static void credit(StringBuilder text, List<CreditRow> credit) {
    if (credit.isEmpty()) {
      return;
    }
    text.append("\nWhat each agent adds\n\n")
        .append(
            TextTable.render(
                List.of(
                    "method",
                    "outcome",
                    "agent",
                    "n",
                    "its own %",
                    "with - without",
                    "95 % interval"),
                2,
                credit.stream()
                    .map(
                        row ->
                            List.of(
                                row.method(),
                                row.outcome(),
                                Integer.toString(row.agent()),
                                Long.toString(row.n()),
                                row.accuracy() == null ? "" : percent(row.accuracy()),
                                points(row.credit()),
                                interval(row.creditLow(), row.creditHigh())))
                    .toList()));
  }

  private static String whole(Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.0f", value);
  }

  private static String points(Double share) {
    return share == null ? "" : String.format(Locale.ROOT, "%+.1f", 100 * share);
  }

  private static String interval(Double low, Double high) {
    return low == null ? "" : String.format(Locale.ROOT, "%+.1f to %+.1f", 100 * low, 100 * high);
  }

  private static String pValue(Double p) {
    if (p == null) {
      return "";
    }
    return p < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p);
  }
}
