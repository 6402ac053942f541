package org.econspark.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.evaluation.ComparisonReport;
import org.econspark.evaluation.SummaryRow;
import org.econspark.evaluation.TravelRateRow;
import org.econspark.provenance.RunManifest;
import org.econspark.rollout.Ensemble;

/**
 * Plays benchmarks with methods and writes the result tables: one submission of a run. A run that
 * was stopped goes on when it is submitted again under the same id. Driver side.
 */
public final class Evaluation {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Settings settings;
  private final Set<String> ids;
  private final RunFiles files;
  private final PrintStream log;
  private final RunEvents events;

  /**
   * @param settings with a run id
   * @param ids problems to play; empty plays all
   * @param log for people, stderr
   */
  public Evaluation(SparkSession spark, Settings settings, Set<String> ids, PrintStream log) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
    this.ids = ids;
    this.files = new RunFiles(spark, settings.run().out(), settings.run().id());
    this.log = log;
    this.events = new RunEvents(files.runId());
  }

  /**
   * @param summary one row for each benchmark and method
   * @param travel rates of TravelPlanner; empty where it was not played
   * @param comparison of the methods at equal tokens, if they ask for one
   * @param played episodes of this submission
   * @param failureShare failed episodes of the whole run, in [0, 1]
   */
  public record Result(
      String runId,
      List<SummaryRow> summary,
      List<TravelRateRow> travel,
      Optional<ComparisonReport> comparison,
      long played,
      double failureShare) {}

  /**
   * @throws EconException if settings, data or models do not allow the run, another submission
   *     plays it, or it is interrupted
   */
  public Result run() {
    PlayableMethods playable = playableMethods();
    files.checkWritable();
    try (Interruption interruption = Interruption.listen(files.runId(), log);
        RunLock lock = RunLock.acquire(files, settings.lock(), interruption, log)) {
      return run(playable, interruption, lock);
    }
  }

  private Result run(PlayableMethods playable, Interruption interruption, RunLock lock) {
    ModelLoading.probe(settings);
    Ensemble.Models models = ModelLoading.models(settings, "cpu");
    PlayWeights weights = PolicySource.of(context.hadoopConfiguration(), settings, models);
    BenchmarkInputs inputs = read(interruption);
    ManifestStore manifests = new ManifestStore(spark, files);
    RunManifest manifest =
        manifests.open(
            RunDescription.of(settings, models, inputs.fingerprints(), spark.version())
                .withModels(weights.fingerprints()));
    try {
      PlayPhases phases = new PlayPhases(spark, files, settings, playable, log);
      WaveOutcome outcome = new WaveOutcome();
      WaveLoop waves = waves(interruption, lock, weights, outcome);
      long played = playPhase(inputs, waves, phases.first(), outcome);
      if (phases.hasSecond()) {
        played += playPhase(inputs, waves, phases.second(), outcome);
      }
      inputs.release();
      List<SummaryRow> summary = new SummaryQuery(spark, files, settings.run()).write();
      List<TravelRateRow> travel = new TravelRatesQuery(spark, files, settings).write();
      Optional<ComparisonReport> comparison =
          ComparisonQuery.asked(settings.run())
              ? Optional.of(new ComparisonQuery(spark, files, settings.run(), playable).write())
              : Optional.empty();
      manifests.write(manifest.withState("done", Instant.now()));
      events.log("ended", Map.of("state", "done"));
      return new Result(
          settings.run().id(), summary, travel, comparison, played, failureShare(summary));
    } catch (Exception e) {
      // Spark's own exceptions are checked ones that its methods do not declare.
      if (lock.held()) {
        String state = interruption.requested() ? "interrupted" : state(e);
        events.log("ended", Map.of("state", state));
        try {
          manifests.write(manifest.withState(state, Instant.now()));
        } catch (Exception unwritten) {
          e.addSuppressed(unwritten);
        }
      }
      throw e;
    }
  }

  private static String state(Exception e) {
    return e instanceof EconException known && known.exitCode() == ExitCode.BUDGET_USED_UP
        ? "budget_used_up"
        : "failed";
  }

  private WaveLoop waves(
      Interruption interruption, RunLock lock, PlayWeights weights, WaveOutcome outcome) {
    WaveShape shape = WaveShape.of(settings, context);
    CacheFiles cache = CacheUpkeep.files(settings, spark.sparkContext().hadoopConfiguration());
    if (cache != null) {
      CacheUpkeep.tidy(cache, log);
    }
    return new WaveLoop(
        spark,
        settings,
        files,
        interruption,
        lock,
        weights,
        log,
        shape,
        cache,
        Spending.of(settings, files),
        outcome);
  }

  /** Plays what is missing, and once more what failed and may succeed now. */
  private long playPhase(
      BenchmarkInputs inputs, WaveLoop waves, PlayPhases.Phase phase, WaveOutcome outcome) {
    long played = playMissing(inputs, waves, phase, episodes());
    if (outcome.takeSecondPass()) {
      log.println("Second pass over episodes that failed and may succeed now");
      played += playMissing(inputs, waves, phase, withoutHopeless(episodes()));
    }
    return played;
  }

  private Dataset<Row> episodes() {
    return files.read("episodes", WaveWriter.episodesSchema());
  }

  /** As if those were done whose failure will not pass. */
  private static Dataset<Row> withoutHopeless(Dataset<Row> episodes) {
    Column hopeless =
        col("status")
            .equalTo("failed")
            .and(not(col("error_kind").isin(WaveOutcome.retriable().toArray())));
    return episodes.withColumn("status", when(hopeless, "given_up").otherwise(col("status")));
  }

  private BenchmarkInputs read(Interruption interruption) {
    JobLabels labels = new JobLabels(context, "evaluate " + files.runId());
    labels.describe("read " + String.join(" ", settings.run().benchmarks()));
    try (var ignored = interruption.onRequest(spark.sparkContext()::cancelAllJobs)) {
      return BenchmarkInputs.read(spark, files, settings, ids, log);
    } catch (Exception e) {
      interruption.check();
      throw e;
    } finally {
      labels.clear();
    }
  }

  /** What {@link #run} would play, one line a benchmark; plays and writes nothing. */
  public List<PlannedBenchmark> plan() {
    PlayableMethods playable = playableMethods();
    ProblemReader reader = new ProblemReader(spark);
    WorkPlanner planner = new WorkPlanner(settings.run(), ids);
    List<PlannedBenchmark> planned = new ArrayList<>();
    for (String benchmark : settings.run().benchmarks()) {
      JavaRDD<ProblemReader.Parsed> parsed = reader.read(settings.benchmarks().get(benchmark));
      JavaRDD<Problem> problems =
          parsed.filter(p -> p.problem() != null).map(ProblemReader.Parsed::problem);
      planned.add(
          new PlannedBenchmark(
              benchmark,
              planner.select(problems).count(),
              settings.run().repeats(),
              List.copyOf(playable.namesOn(benchmark)),
              parsed.filter(p -> p.problem() == null).count()));
    }
    return planned;
  }

  private PlayableMethods playableMethods() {
    PlayableMethods playable =
        new PlayableMethods(settings, own -> ModelLoading.models(own, "cpu"));
    playable
        .obstacles()
        .forEach(o -> log.printf("n/a: %s on %s: %s%n", o.method(), o.benchmark(), o.reason()));
    return playable;
  }

  private long playMissing(
      BenchmarkInputs inputs, WaveLoop waves, PlayPhases.Phase phase, Dataset<Row> episodes) {
    Dataset<Row> existing =
        episodes
            .select("benchmark", "problem_id", "method", "repeat", "attempt", "status")
            .persist(StorageLevel.MEMORY_AND_DISK());
    WorkPlanner planner = new WorkPlanner(settings.run(), ids);
    JavaRDD<Chunk> chunks = context.emptyRDD();
    for (String benchmark : settings.run().benchmarks()) {
      chunks =
          chunks.union(
              planner.plan(
                  benchmark, phase.methods().get(benchmark), inputs.selected(benchmark), existing));
    }
    chunks = chunks.persist(StorageLevel.MEMORY_AND_DISK_SER());
    PlayingOrder order = PlayingOrder.of(chunks, settings.run().benchmarks());
    long had = existing.filter(col("status").notEqual("failed")).count();
    existing.unpersist();
    log.printf(
        "Run %s: %d episodes to play in %d chunks%s%n",
        files.runId(),
        order.plays(),
        order.chunks(),
        had == 0 ? "" : ", " + had + " are there from before");
    events.log(
        "started",
        Map.of("episodes", order.plays(), "chunks", order.chunks(), "episodes_before", had));
    waves.play(chunks, order, phase.material());
    chunks.unpersist();
    return order.plays();
  }

  private static double failureShare(List<SummaryRow> summary) {
    double failed = summary.stream().mapToDouble(row -> row.failureRate() * row.n()).sum();
    long all = summary.stream().mapToLong(SummaryRow::n).sum();
    return all == 0 ? 0 : failed / all;
  }

  /** Exit code 3 when too many episodes failed. */
  public static void checkFailures(Result result, Settings settings) {
    if (result.failureShare() > settings.run().maxFailureShare()) {
      throw new EconException(
          ExitCode.TOO_MANY_FAILURES,
          String.format(
              "%.1f %% of the episodes of run '%s' failed, more than 'run.max-failure-share' (%s)"
                  + " allows; see error_kind in the table episodes, and submit the run again to"
                  + " play them again.",
              100 * result.failureShare(), result.runId(), settings.run().maxFailureShare()));
    }
  }
}
