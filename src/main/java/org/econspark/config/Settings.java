package org.econspark.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.econspark.llm.ModelSettings;

/**
 * All settings of a job, checked. Keys, defaults, units and comments stand in {@code
 * conf/reference.conf}; holds no secrets, so it may travel to Spark executors and into manifests.
 *
 * @param variants for each {@code VARIANT} in {@code run.methods}, as in {@code METHOD@VARIANT},
 *     these settings with the variant's own put over them
 * @param rendered the whole configuration as JSON, for the manifest
 */
public record Settings(
    Run run,
    Lock lock,
    Map<String, BenchmarkSource> benchmarks,
    Models models,
    Agents agents,
    ControlRanges controls,
    List<FixedControls> fixedControls,
    Coordinator coordinator,
    Cot cot,
    Cache cache,
    Budget budget,
    Server server,
    NetworkSettings networks,
    LearningSettings learning,
    MethodSettings methods,
    Hierarchy hierarchy,
    Map<String, Settings> variants,
    Rounds rounds,
    Reward reward,
    Training training,
    Checkpoints checkpoints,
    String rendered)
    implements Serializable {

  /**
   * The settings that a method's variant is played under.
   *
   * @param variant named by a method of the run; empty for none
   */
  public Settings of(String variant) {
    return variant.isEmpty() ? this : variants.get(variant);
  }

  /** These settings, then those of every variant. */
  public Stream<Settings> withVariants() {
    return Stream.concat(Stream.of(this), variants.values().stream());
  }

  static final List<String> FORMATS =
      List.of("gsm8k", "gsm-hard", "math", "svamp", "strategyqa", "travelplanner", "plain");
  static final List<String> TRAVEL_MODES = List.of("official", "strict");
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
      String matchTokens,
      double maxFailureShare)
      implements Serializable {}

  /**
   * Section {@code run.lock}: submissions of the same run.
   *
   * @param patience time that a submission waits for another one to end, key {@code wait}
   * @param expiry time without a sign of life after which a submission is taken for dead
   */
  public record Lock(Duration patience, Duration expiry) implements Serializable {}

  /**
   * Section {@code cache}: answers of remote models that are kept for later runs.
   *
   * @param path folder of any Hadoop file system; empty for one under {@code run.out}
   * @param expiry answers that are older are not used; zero keeps all
   */
  public record Cache(boolean enabled, String path, Duration expiry) implements Serializable {}

  /**
   * What a run may cost: keys {@code run.max-tokens}, {@code run.max-cost-usd} and section {@code
   * prices}.
   *
   * @param maxTokens of prompts and answers, 0 for no limit
   * @param maxCostUsd 0 for no limit
   * @param prices by model name
   */
  public record Budget(long maxTokens, double maxCostUsd, Map<String, Price> prices)
      implements Serializable {}

  /**
   * An entry of {@code prices}.
   *
   * @param prompt US dollars for a million tokens read
   * @param completion US dollars for a million tokens written
   */
  public record Price(double prompt, double completion) implements Serializable {}

  /**
   * Section {@code server}: an inference server beside each Spark executor.
   *
   * @param command words with the placeholders {@code {port}} and {@code {gpus}}; empty starts none
   * @param firstPort of the range that the servers of one host choose from
   * @param healthPath asked until it answers with status 200
   * @param startTimeout until it is healthy
   * @param stopTimeout for calls under way at the end, before it is killed
   */
  public record Server(
      List<String> command,
      int firstPort,
      int lastPort,
      String healthPath,
      Duration startTimeout,
      Duration stopTimeout)
      implements Serializable {}

  /**
   * An entry of {@code benchmarks}; the fields and the grader concern the plain format, mode,
   * database and reference tokens TravelPlanner.
   */
  public record BenchmarkSource(
      String name,
      String format,
      String path,
      String questionField,
      String answerField,
      String idField,
      String grader,
      String train,
      String mode,
      String database,
      int referenceTokens,
      String validation)
      implements Serializable {

    /** The same benchmark's problems from another place. */
    public BenchmarkSource at(String otherPath) {
      return new BenchmarkSource(
          name,
          format,
          otherPath,
          questionField,
          answerField,
          idField,
          grader,
          train,
          mode,
          database,
          referenceTokens,
          validation);
    }
  }

  /** Section {@code llm}, overrides applied: one model for each executor agent. */
  public record Models(
      ModelSettings coordinator, List<ModelSettings> executors, ModelSettings embedder)
      implements Serializable {

    /** The models that answer: one for each executor agent, then the coordinator's. */
    public Stream<ModelSettings> chat() {
      return Stream.concat(executors.stream(), Stream.of(coordinator));
    }
  }

  /** Section {@code agents}. */
  public record Agents(int count, int maxTokens) implements Serializable {}

  /** Section {@code controls}: which of them agents choose, and the ranges they keep to. */
  public record ControlRanges(
      String profile,
      double temperatureMin,
      double temperatureMax,
      double topPMin,
      double topPMax,
      double repetitionPenaltyMin,
      double repetitionPenaltyMax)
      implements Serializable {}

  /** An entry of {@code controls.fixed}. */
  public record FixedControls(double temperature, double topP, double repetitionPenalty)
      implements Serializable {}

  /** What the coordinator says before the executors answer. */
  public enum StrategyKind {
    /** A short strategy, as in the paper. */
    BRIEF,
    /** One with every step. */
    DETAILED,
    /** Nothing: executors see the bare question. */
    NONE
  }

  /**
   * Section {@code coordinator}.
   *
   * @param withoutAgent index of the executor agent whose answer is left out of the commitment; -1
   *     leaves none out
   */
  public record Coordinator(
      StrategyKind strategy,
      String placement,
      double temperature,
      int strategyTokens,
      int strategyMaxTokens,
      int commitmentMaxTokens,
      int withoutAgent)
      implements Serializable {

    /** Whether the coordinator's calls are made on the driver. */
    public boolean onDriver() {
      return placement.equals("driver");
    }
  }

  /**
   * Section {@code hierarchy}.
   *
   * @param clusterSize most executor agents of one local coordinator
   */
  public record Hierarchy(int clusterSize, boolean clusters) implements Serializable {}

  /** Section {@code cot}. */
  public record Cot(double temperature, double topP, int maxTokens) implements Serializable {}

  /**
   * Section {@code networks}: sizes of the learned networks.
   *
   * @param mixerSize hidden units of the mixing network
   */
  public record NetworkSettings(
      int modelSize,
      int blocks,
      int heads,
      int feedForwardSize,
      double dropout,
      double layerNormEpsilon,
      int beliefSize,
      int valueSize,
      int groupSize,
      int featureSize,
      int mixerSize,
      boolean withoutBeliefEncoder,
      boolean withoutMixerConcatenation)
      implements Serializable {}

  /** Section {@code learning}: losses, optimisers, replay and policies. */
  public record LearningSettings(
      String policy,
      String evaluation,
      double discount,
      double lambdaEncoder,
      double lambdaSimilarity,
      double lambdaConsistency,
      double targetRate,
      int targetInterval,
      double agentRate,
      double coordinatorRate,
      double gradientClip,
      int replaySize,
      int batchSize,
      int updateInterval,
      int threads,
      Exploration exploration,
      Quantal quantal)
      implements Serializable {

    /** Whether the agents draw from a finite set of controls instead of following their heads. */
    public boolean isQuantal() {
      return policy.equals("quantal");
    }

    /** Whether evaluation draws from the quantal policy instead of taking its best control. */
    public boolean samplesInEvaluation() {
      return evaluation.equals("sampled");
    }
  }

  /** Section {@code learning.exploration}: the noise on the controls of {@code continuous}. */
  public record Exploration(double start, double end, int updates) implements Serializable {}

  /**
   * Section {@code learning.quantal}.
   *
   * @param alphas one for each agent; empty where the reference entropy decides
   */
  public record Quantal(
      int grid,
      boolean proposal,
      List<Double> alphas,
      double alphaHigh,
      double alphaLow,
      double entropyThreshold,
      double mirrorStep)
      implements Serializable {}

  /** Section {@code rounds}. */
  public record Rounds(int max, double controlChange, int maxTokens, boolean stopOnAgreement)
      implements Serializable {}

  /** Section {@code reward}. */
  public record Reward(
      double actionLikelihood,
      double taskSpecific,
      double collaborativeContribution,
      boolean dynamic,
      double dynamicRate,
      double taskSpecificFloor,
      String scorer,
      String outcome,
      double contribution,
      double fidelity,
      double novelty,
      boolean random,
      List<String> methods)
      implements Serializable {}

  /** Section {@code training}. */
  public record Training(
      int epochs,
      int episodes,
      int validationLimit,
      int validationEvery,
      String startFrom,
      int keep,
      int patience,
      double commitmentChange,
      double minReward,
      double lossChange,
      int certificateLimit,
      int certificateSamples,
      int grid)
      implements Serializable {}

  /** Section {@code checkpoints}. */
  public record Checkpoints(String home, String use) implements Serializable {}
}
