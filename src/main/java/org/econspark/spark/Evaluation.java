package org.econspark.spark;

import static org.apache.spark.sql.functions.col;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.econspark.agent.Prompts;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.evaluation.SummaryRow;
import org.econspark.llm.ModelIdentity;
import org.econspark.provenance.BuildInfo;
import org.econspark.provenance.RunManifest;
import org.econspark.rollout.Ensemble;
import org.econspark.rollout.Methods;
import scala.Tuple2;

/**
 * Plays benchmarks with methods and writes the result tables. Chunks are played in waves; each
 * wave's results are committed before the next begins, so a run that dies loses at most one wave
 * and goes on from there when it is submitted again under the same id. Driver side.
 */
public final class Evaluation {
  private static final int WAVE_CHUNKS_PER_SLOT = 4;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Settings settings;
  private final Set<String> ids;
  private final RunFiles files;
  private final PrintStream log;

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
  }

  /**
   * @param summary one row for each benchmark and method
   * @param played episodes of this submission
   * @param failureShare failed episodes of the whole run, in [0, 1]
   */
  public record Result(String runId, List<SummaryRow> summary, long played, double failureShare) {}

  /**
   * @throws EconException if settings, data or models do not allow the run
   */
  public Result run() {
    Methods.byNames(settings.run().methods());
    files.checkWritable();
    Ensemble.Models models = ModelLoading.models(settings, "cpu");
    Map<String, JavaPairRDD<Long, Problem>> selected = readBenchmarks();
    RunManifest manifest = startManifest(models, selected);
    ManifestStore manifests = new ManifestStore(spark, files);
    long played;
    try {
      played = playMissing(selected);
    } catch (RuntimeException e) {
      manifests.write(manifest.withState("failed", Instant.now()));
      throw e;
    }
    List<SummaryRow> summary = new SummaryQuery(spark, files, settings.run()).write();
    manifests.write(manifest.withState("done", Instant.now()));
    return new Result(settings.run().id(), summary, played, failureShare(summary));
  }

  /** What {@link #run} would play, one line a benchmark; plays and writes nothing. */
  public List<String> plan() {
    Methods.byNames(settings.run().methods());
    ProblemReader reader = new ProblemReader(spark);
    WorkPlanner planner = new WorkPlanner(settings.run(), ids);
    List<String> lines = new ArrayList<>();
    for (String benchmark : settings.run().benchmarks()) {
      JavaRDD<ProblemReader.Parsed> parsed = reader.read(settings.benchmarks().get(benchmark));
      JavaRDD<Problem> problems =
          parsed.filter(p -> p.problem() != null).map(ProblemReader.Parsed::problem);
      long selected = planner.select(problems).count();
      lines.add(
          String.format(
              "%s: %d problems x %d repeats x %s, %d rows unreadable",
              benchmark,
              selected,
              settings.run().repeats(),
              String.join(", ", settings.run().methods()),
              parsed.filter(p -> p.problem() == null).count()));
    }
    return lines;
  }

  private static double failureShare(List<SummaryRow> summary) {
    double failed = summary.stream().mapToDouble(row -> row.failureRate() * row.n()).sum();
    long all = summary.stream().mapToLong(SummaryRow::n).sum();
    return all == 0 ? 0 : failed / all;
  }

  private Map<String, JavaPairRDD<Long, Problem>> readBenchmarks() {
    Map<String, JavaPairRDD<Long, Problem>> selected = new TreeMap<>();
    RejectedRecords rejected = new RejectedRecords(spark, files);
    WorkPlanner planner = new WorkPlanner(settings.run(), ids);
    ProblemReader reader = new ProblemReader(spark);
    for (String benchmark : settings.run().benchmarks()) {
      Settings.BenchmarkSource source = settings.benchmarks().get(benchmark);
      JavaRDD<ProblemReader.Parsed> parsed =
          reader.read(source).persist(StorageLevel.MEMORY_AND_DISK());
      rejected.check(source, parsed, settings.run().maxFailureShare(), log);
      selected.put(
          benchmark,
          planner
              .select(parsed.filter(p -> p.problem() != null).map(ProblemReader.Parsed::problem))
              .persist(StorageLevel.MEMORY_AND_DISK()));
    }
    rejected.write();
    return selected;
  }

  /** Refuses to continue a run that was started with something else. */
  private RunManifest startManifest(
      Ensemble.Models models, Map<String, JavaPairRDD<Long, Problem>> selected) {
    ManifestStore store = new ManifestStore(spark, files);
    Map<String, String> data = new TreeMap<>();
    selected.forEach((benchmark, problems) -> data.put(benchmark, fingerprint(problems)));
    Map<String, String> modelPrints = new TreeMap<>();
    Map<String, String> prompts = new TreeMap<>();
    describe("coordinator", models.coordinator().identity(), modelPrints, prompts);
    for (int i = 0; i < models.executors().size(); i++) {
      describe("executor-" + i, models.executors().get(i).identity(), modelPrints, prompts);
    }
    BuildInfo build = BuildInfo.load();
    RunManifest manifest =
        new RunManifest(
            settings.rendered(),
            data,
            modelPrints,
            prompts,
            Map.of(
                "econ-spark", build.version(),
                "spark", spark.version(),
                "java", System.getProperty("java.version")),
            build.gitCommit(),
            build.gitDirty(),
            settings.run().seed(),
            Instant.now(),
            null,
            "running");
    Optional<RunManifest> earlier = store.read();
    if (earlier.isPresent()) {
      List<String> differences = manifest.differencesFrom(earlier.get());
      if (!differences.isEmpty()) {
        throw EconException.usage(
            "Cannot continue run '"
                + files.runId()
                + "': it was started differently ("
                + String.join("; ", differences)
                + "); choose another --run-id.");
      }
      manifest = manifest.continuing(earlier.get());
    }
    store.write(manifest);
    return manifest;
  }

  private static void describe(
      String role,
      ModelIdentity identity,
      Map<String, String> models,
      Map<String, String> prompts) {
    models.put(role, identity.provider() + ":" + identity.name() + "@" + identity.fingerprint());
    prompts.put(role, Prompts.forStyle(identity.promptStyle()).version());
  }

  /** Count and order-independent hash of the selected problems. */
  private static String fingerprint(JavaPairRDD<Long, Problem> problems) {
    Tuple2<Long, Long> sum =
        problems
            .values()
            .map(
                p -> new Tuple2<>(1L, Long.parseUnsignedLong(p.contentHash().substring(0, 16), 16)))
            .fold(new Tuple2<>(0L, 0L), (a, b) -> new Tuple2<>(a._1() + b._1(), a._2() + b._2()));
    return sum._1() + " problems, " + Long.toHexString(sum._2());
  }

  private long playMissing(Map<String, JavaPairRDD<Long, Problem>> selected) {
    Dataset<Row> existing =
        files
            .read("episodes", WaveWriter.episodesSchema())
            .select("benchmark", "problem_id", "method", "repeat", "attempt", "status")
            .persist(StorageLevel.MEMORY_AND_DISK());
    WorkPlanner planner = new WorkPlanner(settings.run(), ids);
    JavaRDD<Chunk> chunks = context.emptyRDD();
    for (String benchmark : settings.run().benchmarks()) {
      chunks = chunks.union(planner.plan(benchmark, selected.get(benchmark), existing));
    }
    chunks = chunks.persist(StorageLevel.MEMORY_AND_DISK());
    List<Tuple2<Tuple2<String, Integer>, Integer>> outline = outline(chunks);
    long total = outline.stream().mapToLong(Tuple2::_2).sum();
    long had = existing.filter(col("status").notEqual("failed")).count();
    log.printf(
        "Run %s: %d episodes to play in %d chunks%s%n",
        files.runId(),
        total,
        outline.size(),
        had == 0 ? "" : ", " + had + " are there from before");
    ProgressCounters counters =
        new ProgressCounters(spark.sparkContext(), settings.run().methods());
    WaveWriter writer = WaveWriter.open(files);
    int waveChunks = waveChunks();
    int waves = (outline.size() + waveChunks - 1) / waveChunks;
    try (ProgressDisplay display =
        new ProgressDisplay(counters, total, log, ProgressDisplay.terminal())) {
      for (int wave = 0; wave < waves; wave++) {
        var part =
            outline.subList(wave * waveChunks, Math.min(outline.size(), (wave + 1) * waveChunks));
        context.setJobGroup(
            files.runId(),
            String.format(
                "evaluate %s: wave %d of %d, %s to %s",
                files.runId(),
                wave + 1,
                waves,
                part.get(0)._1()._1(),
                part.get(part.size() - 1)._1()._1()));
        playWave(chunks, part, counters, writer);
      }
    }
    context.clearJobGroup();
    return total;
  }

  /** The chunks with their number of plays, benchmark by benchmark in the order of the settings. */
  private List<Tuple2<Tuple2<String, Integer>, Integer>> outline(JavaRDD<Chunk> chunks) {
    List<String> order = settings.run().benchmarks();
    List<Tuple2<Tuple2<String, Integer>, Integer>> outline =
        new ArrayList<>(
            chunks
                .map(c -> new Tuple2<>(new Tuple2<>(c.benchmark(), c.index()), c.plays()))
                .collect());
    outline.sort(
        (a, b) -> {
          int byBenchmark = Integer.compare(order.indexOf(a._1()._1()), order.indexOf(b._1()._1()));
          return byBenchmark != 0 ? byBenchmark : Integer.compare(a._1()._2(), b._1()._2());
        });
    return outline;
  }

  private int waveChunks() {
    int configured = settings.run().waveChunks();
    return configured > 0
        ? configured
        : WAVE_CHUNKS_PER_SLOT * Math.max(1, spark.sparkContext().defaultParallelism());
  }

  private void playWave(
      JavaRDD<Chunk> chunks,
      List<Tuple2<Tuple2<String, Integer>, Integer>> part,
      ProgressCounters counters,
      WaveWriter writer) {
    Map<Tuple2<String, Integer>, Integer> slots = new HashMap<>();
    part.forEach(entry -> slots.put(entry._1(), slots.size()));
    // One chunk a partition: the tasks are as even as the chunks are.
    JavaRDD<Row> played =
        chunks
            .filter(chunk -> slots.containsKey(new Tuple2<>(chunk.benchmark(), chunk.index())))
            .mapToPair(
                chunk ->
                    new Tuple2<>(slots.get(new Tuple2<>(chunk.benchmark(), chunk.index())), chunk))
            .partitionBy(new HashPartitioner(part.size()))
            .values()
            .mapPartitions(new ChunkPlayer(settings, counters));
    Dataset<Row> rows =
        spark
            .createDataFrame(played, ResultSchemas.PLAYED.schema())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      rows.count();
      writer.write(rows);
    } finally {
      rows.unpersist();
    }
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
