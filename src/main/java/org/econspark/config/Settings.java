package org.econspark.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.econspark.llm.ModelSettings;

/**
 * All settings of a job, checked. Keys, defaults, units and comments stand in {@code
 * conf/reference.conf}; holds no secrets, so it may travel to Spark executors and into manifests.
 *
 * @param rendered the whole configuration as JSON, for the manifest
 */
public record Settings(
    Run run,
    Map<String, BenchmarkSource> benchmarks,
    Models models,
    Agents agents,
    ControlRanges controls,
    List<FixedControls> fixedControls,
    Coordinator coordinator,
    Cot cot,
    String rendered)
    implements Serializable {

  static final List<String> FORMATS =
      List.of("gsm8k", "gsm-hard", "math", "svamp", "strategyqa", "travelplanner", "plain");
  static final List<String> PLAIN_GRADERS = List.of("numeric", "math", "yes-no", "exact");

  /** Section {@code run}. */
  public record Run(
      String id,
      long seed,
      String out,
      List<String> benchmarks,
      List<String> methods,
      int limit,
      int repeats,
      int chunkSize,
      int waveChunks,
      String baseline,
      double maxFailureShare)
      implements Serializable {}

  /** An entry of {@code benchmarks}; the fields and the grader concern the plain format. */
  public record BenchmarkSource(
      String name,
      String format,
      String path,
      String questionField,
      String answerField,
      String idField,
      String grader)
      implements Serializable {}

  /** Section {@code llm}, overrides applied: one model for each executor agent. */
  public record Models(ModelSettings coordinator, List<ModelSettings> executors)
      implements Serializable {}

  /** Section {@code agents}. */
  public record Agents(int count, int maxTokens) implements Serializable {}

  /** Section {@code controls}: ranges that every agent's controls keep to. */
  public record ControlRanges(
      double temperatureMin, double temperatureMax, double topPMin, double topPMax)
      implements Serializable {}

  /** An entry of {@code controls.fixed}. */
  public record FixedControls(double temperature, double topP, double repetitionPenalty)
      implements Serializable {}

  /** Section {@code coordinator}. */
  public record Coordinator(
      double temperature, int strategyTokens, int strategyMaxTokens, int commitmentMaxTokens)
      implements Serializable {}

  /** Section {@code cot}. */
  public record Cot(double temperature, double topP, int maxTokens) implements Serializable {}
}
