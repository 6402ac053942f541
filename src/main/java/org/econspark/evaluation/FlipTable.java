package org.econspark.evaluation;

import java.util.List;

/** What grading again changed, as text for people. */
public final class FlipTable {
  private static final int SHOWN = 200;
  private static final int ANSWER_LENGTH = 30;
  private static final int REASON_LENGTH = 80;

  private FlipTable() {}

  /** Counts by benchmark and method, then one line for each flip. */
  public static String render(List<GradeTotals> totals, List<GradeFlip> flips) {
    StringBuilder text =
        new StringBuilder(
            TextTable.render(
                List.of(
                    "benchmark",
                    "method",
                    "episodes",
                    "right before",
                    "right now",
                    "gained",
                    "lost",
                    "answers read anew"),
                2,
                totals.stream().map(FlipTable::cells).toList()));
    if (flips.isEmpty()) {
      return text.append("\nNo verdict changed.\n").toString();
    }
    text.append("\nVerdicts that changed:\n")
        .append(
            TextTable.render(
                List.of(
                    "benchmark",
                    "method",
                    "problem",
                    "repeat",
                    "now",
                    "answer before",
                    "answer",
                    "reason"),
                8,
                flips.stream().limit(SHOWN).map(FlipTable::cells).toList()));
    if (flips.size() > SHOWN) {
      text.append("and ").append(flips.size() - SHOWN).append(" more, see the table grades\n");
    }
    return text.toString();
  }

  private static List<String> cells(GradeTotals t) {
    return List.of(
        t.benchmark(),
        t.method(),
        Long.toString(t.episodes()),
        Long.toString(t.previous()),
        Long.toString(t.correct()),
        Long.toString(t.gained()),
        Long.toString(t.lost()),
        Long.toString(t.answers()));
  }

  private static List<String> cells(GradeFlip f) {
    return List.of(
        f.benchmark(),
        f.method(),
        f.problemId(),
        Integer.toString(f.repeat()),
        f.correct() ? "right" : "wrong",
        shown(f.previousAnswer(), ANSWER_LENGTH),
        shown(f.answer(), ANSWER_LENGTH),
        shown(f.reason(), REASON_LENGTH));
  }

  private static String shown(String text, int length) {
    if (text == null) {
      return "(none)";
    }
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= length ? line : line.substring(0, length - 1) + "\u2026";
  }
}
