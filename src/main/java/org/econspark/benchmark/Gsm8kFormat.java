package org.econspark.benchmark;

import java.util.Optional;
import org.econspark.benchmark.grading.NumberText;

/**
 * GSM8K (Cobbe et al. 2021): {@code question} and {@code answer}, whose last line is {@code ####}
 * and the gold number, sometimes with thousands commas.
 */
final class Gsm8kFormat implements BenchmarkFormat {
  private static final long serialVersionUID = 1L;
  private static final String MARK = "####";

  @Override
  public String name() {
    return "gsm8k";
  }

  @Override
  public Layout layout() {
    return Layout.LINES;
  }

  @Override
  public Problem parse(String benchmark, RawRecord record) throws InvalidRecordException {
    Fields fields = new Fields(this, record);
    String question = fields.text("question");
    String answer = fields.text("answer");
    int mark = answer.lastIndexOf(MARK);
    if (mark < 0) {
      throw fields.invalid(
          "field 'answer' has no '#### <number>' line, which holds the gold answer");
    }
    String gold = answer.substring(mark + MARK.length()).strip();
    // Answers may be words, the gold of this benchmark never is.
    if (NumberText.parse(gold).isEmpty() || gold.chars().noneMatch(Character::isDigit)) {
      throw fields.invalid(
          "field 'answer' ends with '#### %s', expected a number after the mark"
              .formatted(Fields.shortened(gold)));
    }
    return Problems.of(
        benchmark,
        fields.id(benchmark, "id"),
        question,
        gold,
        "numeric",
        fields.optional("kind").orElse(""),
        fields.optional("level").orElse(""));
  }

  /** The answer without its calculator annotations, the gold in a box. */
  @Override
  public Optional<String> workedSolution(RawRecord record) throws InvalidRecordException {
    String answer = new Fields(this, record).text("answer");
    int mark = answer.lastIndexOf(MARK);
    String steps = answer.substring(0, mark).replaceAll("<<[^>]*>>", "").strip();
    String gold = answer.substring(mark + MARK.length()).strip().replace(",", "");
    return Optional.of(steps + "\n\\boxed{" + gold + "}");
  }

  @Override
  public Optional<String> gradableText(RawRecord record) {
    return Optional.ofNullable(record.fields().path("answer").textValue());
  }
}
