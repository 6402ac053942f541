package org.econspark.benchmark;

import java.util.Optional;
import org.econspark.benchmark.grading.Boxes;

/**
 * MATH (Hendrycks et al. 2021) in both published layouts: lines with {@code answer}, {@code
 * subject}, a whole-number {@code level} and {@code unique_id} (the 500-problem split of PRM800K),
 * and one JSON file a problem with {@code type}, a {@code level} such as {@code Level 5} and no
 * answer beside the last box of {@code solution}.
 */
final class MathFormat implements BenchmarkFormat {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "math";
  }

  @Override
  public Layout layout() {
    return Layout.LINES;
  }

  @Override
  public Layout layoutOf(String file) {
    return file.endsWith(".json") ? Layout.JSON_ARRAY : Layout.LINES;
  }

  @Override
  public Problem parse(String benchmark, RawRecord record) throws InvalidRecordException {
    Fields fields = new Fields(this, record);
    return Problems.of(
        benchmark,
        id(benchmark, fields, record),
        fields.text("problem"),
        gold(fields),
        "math",
        fields.has("subject") ? fields.text("subject") : fields.optional("type").orElse(""),
        level(fields));
  }

  @Override
  public Optional<String> gradableText(RawRecord record) {
    return Optional.ofNullable(record.fields().path("solution").textValue());
  }

  private static String gold(Fields fields) throws InvalidRecordException {
    if (fields.has("answer")) {
      return fields.text("answer");
    }
    Optional<String> box = Boxes.last(fields.text("solution"));
    if (box.isEmpty() || box.get().isBlank()) {
      throw fields.invalid(
          "there is no field 'answer' and no \\boxed{...} in 'solution', expected one of them");
    }
    return box.get().strip();
  }

  private static String level(Fields fields) throws InvalidRecordException {
    String level = fields.optional("level").orElse("");
    String number = level.startsWith("Level ") ? level.substring("Level ".length()) : level;
    // A handful of published problems say "Level ?".
    return number.strip().equals("?") ? "" : number.strip();
  }

  /** One file a problem: its place in the archive, e.g. {@code algebra/107}, is its id. */
  private static String id(String benchmark, Fields fields, RawRecord record)
      throws InvalidRecordException {
    boolean single = record.file().endsWith(".json") && !fields.has("unique_id");
    if (!single) {
      return fields.id(benchmark, "unique_id", "id");
    }
    String[] parts = record.file().replaceFirst("\\.json$", "").split("/", -1);
    String parent = parts.length > 1 ? parts[parts.length - 2] + "/" : "";
    String place = parent + parts[parts.length - 1];
    return record.position() == 1 ? place : "%s-%06d".formatted(place, record.position());
  }

  @Override
  public Optional<String> workedSolution(RawRecord record) throws InvalidRecordException {
    return new Fields(this, record).optional("solution");
  }
}
