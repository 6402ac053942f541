package org.econspark.benchmark;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Any other benchmark: a question and an answer in fields of configurable names. The answer may be
 * a text, a number or a boolean.
 *
 * @param questionField field of the question
 * @param answerField field of the gold answer
 * @param idField field of the id; problems without it are numbered by position
 * @param grader name of the grader, see {@link org.econspark.benchmark.grading.Graders}
 */
public record PlainFormat(String questionField, String answerField, String idField, String grader)
    implements BenchmarkFormat {

  /** Fields {@code question}, {@code answer}, {@code id}; answers graded as mathematics or text. */
  public static final PlainFormat DEFAULT = new PlainFormat("question", "answer", "id", "math");

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Layout layout() {
    return Layout.LINES;
  }

  @Override
  public Layout layoutOf(String file) {
    if (file.endsWith(".csv")) {
      return Layout.CSV;
    }
    return file.endsWith(".json") ? Layout.JSON_ARRAY : Layout.LINES;
  }

  @Override
  public Problem parse(String benchmark, RawRecord record) throws InvalidRecordException {
    Fields fields = new Fields(this, record);
    return Problems.of(
        benchmark,
        fields.id(benchmark, idField),
        fields.text(questionField),
        gold(fields),
        grader,
        fields.optional("kind").orElse(""),
        fields.optional("level").orElse(""));
  }

  private String gold(Fields fields) throws InvalidRecordException {
    JsonNode answer = fields.node(answerField);
    if (answer.isNumber()) {
      return fields.number(answerField);
    }
    if (answer.isBoolean()) {
      return answer.booleanValue() ? "yes" : "no";
    }
    return fields.text(answerField);
  }
}
