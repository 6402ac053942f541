package org.econspark.spark;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Stored episodes and responses made up for tests, without any play. */
final class EpisodeRows {
  private EpisodeRows() {}

  /**
   * An episode of one call whose text is the answer in a box; {@code correct} null means failed.
   */
  static Map<String, Object> episode(
      String method, String problemId, int repeat, String gold, String answer, Boolean correct) {
    Map<String, Object> values = new HashMap<>();
    values.put("benchmark", "gsm8k");
    values.put("method", method);
    values.put("problem_id", problemId);
    values.put("repeat", repeat);
    values.put("attempt", 0);
    values.put("status", correct == null ? "failed" : answer == null ? "no_answer" : "ok");
    values.put("gold", gold);
    values.put("answer", answer);
    values.put("correct", correct);
    values.put("answer_strict", answer);
    values.put("correct_strict", correct);
    values.put("score", correct == null ? null : correct ? 1.0 : 0.0);
    values.put(
        "final_text", correct == null ? null : answer == null ? "" : "\\boxed{" + answer + "}");
    values.put("prompt_tokens", 10L);
    values.put("completion_tokens", 5L);
    values.put("calls", 1);
    values.put("latency_ms", 100L);
    values.put("grader", "numeric");
    values.put("grader_version", "1");
    values.put("chunk", 0);
    values.put("started_at", Timestamp.from(Instant.EPOCH));
    return values;
  }

  /** A call that belongs to an episode. */
  static Map<String, Object> response(Map<String, Object> episode, boolean correct) {
    Map<String, Object> values = new HashMap<>();
    for (String key : List.of("benchmark", "method", "problem_id", "repeat")) {
      values.put(key, episode.get(key));
    }
    values.put("episode_attempt", episode.get("attempt"));
    values.put("correct", correct);
    return values;
  }

  static Dataset<Row> of(StructType schema, List<Map<String, Object>> rows) {
    return SharedSpark.session()
        .createDataFrame(
            rows.stream()
                .map(
                    values ->
                        RowFactory.create(
                            Stream.of(schema.fieldNames()).map(values::get).toArray()))
                .toList(),
            schema);
  }
}
