package org.econspark.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;
import org.econspark.episode.Status;

/**
 * Counts of the running job, summed up by Spark as tasks end, for the progress display and Spark's
 * metrics; tokens are those of calls that were made. Spark counts each chunk of a wave once, but a
 * chunk that is lost before it is committed counts again; results come from the tables.
 */
final class ProgressCounters implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LongAccumulator done;
  private final LongAccumulator failed;
  private final LongAccumulator cachedCalls;
  private final LongAccumulator promptTokens;
  private final LongAccumulator tokens;
  private final Map<String, LongAccumulator> graded = new TreeMap<>();
  private final Map<String, LongAccumulator> correct = new TreeMap<>();

  ProgressCounters(SparkContext spark, List<String> methods) {
    done = spark.longAccumulator("episodes done");
    failed = spark.longAccumulator("episodes failed");
    cachedCalls = spark.longAccumulator("calls answered from the cache");
    promptTokens = spark.longAccumulator("prompt tokens");
    tokens = spark.longAccumulator("completion tokens");
    for (String method : methods) {
      graded.put(method, spark.longAccumulator(method + " graded"));
      correct.put(method, spark.longAccumulator(method + " correct"));
    }
  }

  /** Called on Spark executors. */
  void add(Episode episode) {
    done.add(1);
    for (Response response : episode.responses()) {
      if (!response.cached()) {
        promptTokens.add(response.promptTokens());
        tokens.add(response.completionTokens());
      }
    }
    cachedCalls.add(episode.cachedCalls());
    if (episode.status() == Status.FAILED) {
      failed.add(1);
    } else {
      graded.get(episode.method()).add(1);
      correct.get(episode.method()).add(Boolean.TRUE.equals(episode.correct()) ? 1 : 0);
    }
  }

  /** A reading on the driver. */
  record Reading(
      long done,
      long failed,
      long cachedCalls,
      long promptTokens,
      long tokens,
      Map<String, Double> accuracy) {

    /** By name, for logs. */
    Map<String, Long> asMap() {
      Map<String, Long> values = new TreeMap<>();
      values.put("episodes_done", done);
      values.put("episodes_failed", failed);
      values.put("calls_cached", cachedCalls);
      values.put("prompt_tokens", promptTokens);
      values.put("completion_tokens", tokens);
      return values;
    }
  }

  Reading read() {
    Map<String, Double> accuracy = new TreeMap<>();
    graded.forEach(
        (method, count) -> {
          if (count.value() > 0) {
            accuracy.put(method, correct.get(method).value() / (double) count.value());
          }
        });
    return new Reading(
        done.value(),
        failed.value(),
        cachedCalls.value(),
        promptTokens.value(),
        tokens.value(),
        accuracy);
  }
}
