package org.econspark.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.grading.Graders;
import org.econspark.config.Settings;
import org.econspark.evaluation.Comparison;
import org.econspark.evaluation.ComparisonReport;
import org.econspark.evaluation.ComparisonRow;
import org.econspark.evaluation.CostCurve;
import org.econspark.evaluation.CreditRow;
import org.econspark.evaluation.CurvePoint;
import org.econspark.evaluation.GrowthRow;
import org.econspark.evaluation.LevelRow;
import org.econspark.evaluation.MethodCost;
import org.econspark.evaluation.PairedAttempts;
import org.econspark.evaluation.PrefixVotes;

/**
 * Sums up the stored episodes and responses of a run for {@link Comparison} and writes the tables
 * {@code comparison}, {@code cost_curve}, {@code levels} and {@code credit}. The driver gets
 * counts, never rows of problems.
 */
final class ComparisonQuery {
  private static final String VOTE_METHOD = "self-consistency";
  private static final String HIERARCHY = "econ-hier";
  private static final String CREDITED = "majority";
  private static final String LEFT_OUT = "@without-";

  private static final String[] EPISODE = {"benchmark", "problem_id", "repeat"};

  private static final RowMapping<ComparisonRow> COMPARISON =
      new RowMapping<ComparisonRow>()
          .text("benchmark", ComparisonRow::benchmark)
          .text("method", ComparisonRow::method)
          .text("obstacle", ComparisonRow::obstacle)
          .longInteger("n", ComparisonRow::n)
          .number("accuracy", ComparisonRow::accuracy)
          .number("tokens_per_problem", ComparisonRow::tokensPerProblem)
          .number("calls_per_problem", ComparisonRow::callsPerProblem)
          .integer("equal_samples", ComparisonRow::equalSamples)
          .number("equal_tokens", ComparisonRow::equalTokens)
          .number("equal_accuracy", ComparisonRow::equalAccuracy)
          .number("delta", ComparisonRow::delta)
          .number("delta_low", ComparisonRow::deltaLow)
          .number("delta_high", ComparisonRow::deltaHigh)
          .number("p_value", ComparisonRow::pValue)
          .flag("reaches_tokens", ComparisonRow::reachesTokens)
          .number("tokens_at_equal_accuracy", ComparisonRow::tokensAtEqualAccuracy)
          .text("matched", ComparisonRow::matched)
          .number("matched_delta", ComparisonRow::matchedDelta)
          .number("matched_low", ComparisonRow::matchedLow)
          .number("matched_high", ComparisonRow::matchedHigh)
          .number("matched_p_value", ComparisonRow::matchedPValue);

  private static final RowMapping<CurvePoint> CURVE =
      new RowMapping<CurvePoint>()
          .text("benchmark", CurvePoint::benchmark)
          .text("method", CurvePoint::method)
          .integer("samples", CurvePoint::samples)
          .longInteger("n", CurvePoint::n)
          .number("accuracy", CurvePoint::accuracy)
          .number("tokens_per_problem", CurvePoint::tokensPerProblem);

  private static final RowMapping<LevelRow> LEVELS =
      new RowMapping<LevelRow>()
          .text("method", LevelRow::method)
          .text("role", LevelRow::role)
          .number("calls_per_problem", LevelRow::callsPerProblem)
          .number("tokens_per_problem", LevelRow::tokensPerProblem)
          .number("mean_context", LevelRow::meanContext)
          .longInteger("most_context", LevelRow::mostContext);

  private static final RowMapping<CreditRow> CREDIT =
      new RowMapping<CreditRow>()
          .text("method", CreditRow::method)
          .text("outcome", CreditRow::outcome)
          .integer("agent", CreditRow::agent)
          .longInteger("n", CreditRow::n)
          .number("accuracy", CreditRow::accuracy)
          .number("credit", CreditRow::credit)
          .number("credit_low", CreditRow::creditLow)
          .number("credit_high", CreditRow::creditHigh);

  private static final StructType VOTES =
      StructType.fromDDL(
          "benchmark STRING, problem_id STRING, repeat INT, k INT, other BOOLEAN, tokens BIGINT");

  private static final StructType CREDITS =
      StructType.fromDDL(
          "problem_id STRING, agent INT, own BOOLEAN, correct BOOLEAN, other BOOLEAN,"
              + " benchmark STRING");

  private final SparkSession spark;
  private final RunFiles files;
  private final Settings.Run run;
  private final PlayableMethods playable;

  ComparisonQuery(SparkSession spark, RunFiles files, Settings.Run run, PlayableMethods playable) {
    this.spark = spark;
    this.files = files;
    this.run = run;
    this.playable = playable;
  }

  /** Whether a run's methods ask for more than a summary. */
  static boolean asked(Settings.Run run) {
    return run.methods().stream()
        .anyMatch(m -> m.equals(VOTE_METHOD) || m.startsWith(HIERARCHY) || m.contains("@"));
  }

  /** Computes the comparison from the stored rows, writes and returns it. */
  ComparisonReport write() {
    Dataset<Row> latest =
        SummaryQuery.latest(files.read("episodes", WaveWriter.episodesSchema()))
            .filter(col("correct").isNotNull())
            .withColumn("tokens", col("prompt_tokens").plus(col("completion_tokens")))
            .select(
                "benchmark",
                "method",
                "problem_id",
                "repeat",
                "attempt",
                "correct",
                "tokens",
                "calls",
                "agents",
                "grader")
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> responses =
        files
            .read("responses", WaveWriter.responsesSchema())
            .withColumnRenamed("episode_attempt", "attempt")
            .withColumn("call_tokens", col("prompt_tokens").plus(col("completion_tokens")))
            .withColumnRenamed("correct", "call_correct")
            .withColumnRenamed("status", "call_status")
            .join(
                latest.select("benchmark", "method", "problem_id", "repeat", "attempt", "grader"),
                new String[] {"benchmark", "method", "problem_id", "repeat", "attempt"});
    Dataset<Row> votes = votes(responses).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<MethodCost> costs = costs(latest);
      List<CurvePoint> curve = curve(votes);
      List<ComparisonRow> rows = Comparison.of(evidence(latest, votes, costs, curve), run.seed());
      ComparisonReport report =
          new ComparisonReport(
              rows,
              curve,
              GrowthRow.of(costs),
              levels(responses, costs),
              credit(latest, responses));
      replace("comparison", rows, COMPARISON, "benchmark", "method");
      replace("cost_curve", curve, CURVE, "benchmark", "method");
      replace("levels", report.levels(), LEVELS, "method");
      replace("credit", report.credit(), CREDIT, "method");
      return report;
    } finally {
      votes.unpersist();
      latest.unpersist();
    }
  }

  private <T> void replace(String table, List<T> rows, RowMapping<T> mapping, String... by) {
    files.replace(
        table,
        spark.createDataFrame(rows.stream().map(mapping::row).toList(), mapping.schema()),
        by);
  }

  private Comparison.Evidence evidence(
      Dataset<Row> latest, Dataset<Row> votes, List<MethodCost> costs, List<CurvePoint> curve) {
    Map<String, CostCurve> curves = new LinkedHashMap<>();
    curve.stream()
        .filter(point -> !point.benchmark().equals(ComparisonRow.ALL))
        .collect(
            Collectors.groupingBy(CurvePoint::benchmark, LinkedHashMap::new, Collectors.toList()))
        .forEach((benchmark, points) -> curves.put(benchmark, new CostCurve(points)));
    List<Row> choices = new ArrayList<>();
    for (MethodCost cost : costs) {
      CostCurve own = curves.get(cost.benchmark());
      if (own != null && !cost.method().equals(VOTE_METHOD)) {
        int k = own.atTokens(cost.tokens() / (double) cost.n()).samples();
        choices.add(RowFactory.create(cost.benchmark(), cost.method(), k));
      }
    }
    Dataset<Row> chosen =
        spark.createDataFrame(
            choices, StructType.fromDDL("benchmark STRING, method STRING, k INT"));
    Map<Comparison.Cell, List<PairedAttempts>> againstVotes =
        paired(
            latest
                .join(chosen, new String[] {"benchmark", "method"})
                .join(
                    votes.select("benchmark", "problem_id", "repeat", "k", "other"),
                    new String[] {"benchmark", "problem_id", "repeat", "k"}));
    String matched = run.matchTokens().isEmpty() ? null : run.matchTokens();
    Map<Comparison.Cell, List<PairedAttempts>> againstMatched =
        matched == null
            ? Map.of()
            : paired(
                latest
                    .filter(col("method").notEqual(matched))
                    .join(
                        latest
                            .filter(col("method").equalTo(matched))
                            .select(
                                col("benchmark"),
                                col("problem_id"),
                                col("repeat"),
                                col("correct").as("other")),
                        EPISODE));
    Map<Comparison.Cell, String> obstacles = new LinkedHashMap<>();
    playable
        .obstacles()
        .forEach(o -> obstacles.put(new Comparison.Cell(o.benchmark(), o.method()), o.reason()));
    return new Comparison.Evidence(costs, obstacles, curves, againstVotes, matched, againstMatched);
  }

  // ------------------------------------------------------------------ costs and votes

  private List<MethodCost> costs(Dataset<Row> latest) {
    List<MethodCost> costs = new ArrayList<>();
    latest
        .groupBy("benchmark", "method")
        .agg(
            count(lit(1)).as("n"),
            countWhere(col("correct")).as("right"),
            sum("tokens").as("tokens"),
            sum("calls").as("calls"),
            avg("agents").as("agents"))
        .collectAsList()
        .forEach(
            row ->
                costs.add(
                    new MethodCost(
                        row.getAs("benchmark"),
                        row.getAs("method"),
                        row.<Long>getAs("n"),
                        row.<Long>getAs("right"),
                        row.<Long>getAs("tokens"),
                        row.<Long>getAs("calls"),
                        row.<Double>getAs("agents"))));
    costs.sort(
        Comparator.comparing((MethodCost c) -> run.benchmarks().indexOf(c.benchmark()))
            .thenComparing(c -> run.methods().indexOf(c.method())));
    if (run.benchmarks().size() > 1) {
      for (String method : run.methods()) {
        costs.stream()
            .filter(cost -> cost.method().equals(method))
            .reduce(ComparisonQuery::pooled)
            .ifPresent(
                sum ->
                    costs.add(
                        new MethodCost(
                            ComparisonRow.ALL,
                            method,
                            sum.n(),
                            sum.correct(),
                            sum.tokens(),
                            sum.calls(),
                            sum.agents())));
      }
    }
    return costs;
  }

  private static MethodCost pooled(MethodCost a, MethodCost b) {
    long n = a.n() + b.n();
    return new MethodCost(
        ComparisonRow.ALL,
        a.method(),
        n,
        a.correct() + b.correct(),
        a.tokens() + b.tokens(),
        a.calls() + b.calls(),
        (a.agents() * a.n() + b.agents() * b.n()) / n);
  }

  /** For each episode of self-consistency the vote of its first k samples, for every k. */
  private Dataset<Row> votes(Dataset<Row> responses) {
    Dataset<Row> episodes =
        responses
            .filter(col("method").equalTo(VOTE_METHOD))
            .groupBy("benchmark", "problem_id", "repeat", "grader")
            .agg(samples());
    FlatMapFunction<Row, Row> ofEpisode =
        row -> {
          List<Row> votes = new ArrayList<>();
          for (PrefixVotes.Vote vote : PrefixVotes.of(samples(row))) {
            if (vote.correct() != null) {
              votes.add(
                  RowFactory.create(
                      row.getAs("benchmark"),
                      row.getAs("problem_id"),
                      row.getAs("repeat"),
                      vote.samples(),
                      vote.correct(),
                      vote.tokens()));
            }
          }
          return votes.iterator();
        };
    return spark.createDataFrame(episodes.javaRDD().flatMap(ofEpisode), VOTES);
  }

  private static Column samples() {
    return collect_list(struct("agent", "answer", "call_correct", "call_status", "call_tokens"))
        .as("samples");
  }

  private static List<PrefixVotes.Sample> samples(Row episode) {
    Grader grader = Graders.byName(episode.getAs("grader"));
    List<Row> samples = new ArrayList<>(episode.getList(episode.fieldIndex("samples")));
    samples.sort(Comparator.comparing(sample -> sample.<Integer>getAs("agent")));
    return samples.stream()
        .map(
            sample -> {
              String answer = sample.getAs("answer");
              return new PrefixVotes.Sample(
                  answer == null ? null : grader.voteKey(answer),
                  Boolean.TRUE.equals(sample.getAs("call_correct")),
                  sample.<Integer>getAs("call_tokens"),
                  sample.getAs("call_status").equals("failed"));
            })
        .toList();
  }

  private List<CurvePoint> curve(Dataset<Row> votes) {
    Map<String, TreeMap<Integer, CurvePoint>> curves = new LinkedHashMap<>();
    run.benchmarks().forEach(benchmark -> curves.put(benchmark, new TreeMap<>()));
    votes
        .groupBy("benchmark", "k")
        .agg(
            count(lit(1)).as("n"), countWhere(col("other")).as("right"), sum("tokens").as("tokens"))
        .collectAsList()
        .forEach(
            row -> {
              long n = row.<Long>getAs("n");
              int k = row.<Integer>getAs("k");
              String benchmark = row.getAs("benchmark");
              curves
                  .get(benchmark)
                  .put(
                      k,
                      new CurvePoint(
                          benchmark,
                          VOTE_METHOD,
                          k,
                          n,
                          row.<Long>getAs("right") / (double) n,
                          row.<Long>getAs("tokens") / (double) n));
            });
    List<CurvePoint> points = new ArrayList<>();
    curves.values().forEach(curve -> points.addAll(curve.values()));
    if (curves.size() > 1) {
      points.addAll(pooled(List.copyOf(curves.values())));
    }
    return points;
  }

  /** As far as the samples of all benchmarks go. */
  private static List<CurvePoint> pooled(List<TreeMap<Integer, CurvePoint>> curves) {
    int most = curves.stream().mapToInt(Map::size).min().orElse(0);
    List<CurvePoint> points = new ArrayList<>();
    for (int k = 1; k <= most; k++) {
      int samples = k;
      List<CurvePoint> at = curves.stream().map(curve -> curve.get(samples)).toList();
      long n = at.stream().mapToLong(CurvePoint::n).sum();
      points.add(
          new CurvePoint(
              ComparisonRow.ALL,
              VOTE_METHOD,
              k,
              n,
              at.stream().mapToDouble(p -> p.accuracy() * p.n()).sum() / n,
              at.stream().mapToDouble(p -> p.tokensPerProblem() * p.n()).sum() / n));
    }
    return points;
  }

  // ------------------------------------------------------------------ pairs

  /**
   * @param rows with benchmark, method, problem_id, correct and other, one a pair of attempts
   */
  private Map<Comparison.Cell, List<PairedAttempts>> paired(Dataset<Row> rows) {
    Map<Comparison.Cell, List<PairedAttempts>> found = new LinkedHashMap<>();
    rows.groupBy("benchmark", "method", "problem_id")
        .agg(
            count(lit(1)).as("pairs"),
            countWhere(col("correct")).as("first"),
            countWhere(col("other")).as("second"))
        .groupBy("benchmark", "method", "pairs", "first", "second")
        .agg(count(lit(1)).as("problems"))
        .orderBy("benchmark", "method", "pairs", "first", "second")
        .collectAsList()
        .forEach(
            row ->
                found
                    .computeIfAbsent(
                        new Comparison.Cell(row.getAs("benchmark"), row.getAs("method")),
                        cell -> new ArrayList<>())
                    .add(attempts(row)));
    Map<Comparison.Cell, List<PairedAttempts>> ordered = new LinkedHashMap<>();
    for (String benchmark : run.benchmarks()) {
      for (String method : run.methods()) {
        Comparison.Cell cell = new Comparison.Cell(benchmark, method);
        Optional.ofNullable(found.get(cell)).ifPresent(pairs -> ordered.put(cell, pairs));
      }
    }
    if (run.benchmarks().size() > 1) {
      for (String method : run.methods()) {
        List<PairedAttempts> all =
            run.benchmarks().stream()
                .flatMap(
                    b -> found.getOrDefault(new Comparison.Cell(b, method), List.of()).stream())
                .toList();
        if (!all.isEmpty()) {
          ordered.put(new Comparison.Cell(ComparisonRow.ALL, method), all);
        }
      }
    }
    return ordered;
  }

  private static PairedAttempts attempts(Row row) {
    return new PairedAttempts(
        Math.toIntExact(row.<Long>getAs("pairs")),
        Math.toIntExact(row.<Long>getAs("first")),
        Math.toIntExact(row.<Long>getAs("second")),
        row.<Long>getAs("problems"));
  }

  private static Column countWhere(Column condition) {
    return coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L));
  }

  // ------------------------------------------------------------------ levels and credit

  /** Only for runs with a hierarchy: of methods that have a coordinator. */
  private List<LevelRow> levels(Dataset<Row> responses, List<MethodCost> costs) {
    if (run.methods().stream().noneMatch(method -> method.startsWith(HIERARCHY))) {
      return List.of();
    }
    Map<String, Long> episodes = new LinkedHashMap<>();
    costs.stream()
        .filter(cost -> !cost.benchmark().equals(ComparisonRow.ALL))
        .forEach(cost -> episodes.merge(cost.method(), cost.n(), Long::sum));
    List<Row> rows =
        responses
            .filter(col("method").startsWith("econ"))
            .groupBy("method", "role")
            .agg(
                count(lit(1)).as("calls"),
                sum("call_tokens").as("tokens"),
                avg("prompt_tokens").as("context"),
                max("prompt_tokens").as("most"))
            .collectAsList();
    return rows.stream()
        .map(
            row -> {
              String method = row.getAs("method");
              double n = episodes.get(method);
              return new LevelRow(
                  method,
                  row.getAs("role"),
                  row.<Long>getAs("calls") / n,
                  row.<Long>getAs("tokens") / n,
                  row.<Double>getAs("context"),
                  row.<Integer>getAs("most"));
            })
        .sorted(
            Comparator.comparing((LevelRow row) -> run.methods().indexOf(row.method()))
                .thenComparing(LevelRow::role))
        .toList();
  }

  private List<CreditRow> credit(Dataset<Row> latest, Dataset<Row> responses) {
    List<CreditRow> rows = new ArrayList<>(voteCredit(responses));
    for (String method : run.methods()) {
      int at = method.indexOf(LEFT_OUT);
      if (at >= 0 && run.methods().contains(method.substring(0, at))) {
        commitmentCredit(latest, method.substring(0, at), method).ifPresent(rows::add);
      }
    }
    return rows;
  }

  /** The vote over all executors' answers against the vote without one of them. */
  private List<CreditRow> voteCredit(Dataset<Row> responses) {
    Dataset<Row> episodes =
        responses
            .filter(
                col("method")
                    .equalTo(CREDITED)
                    .and(col("role").equalTo("executor"))
                    .and(col("stage").equalTo("answer")))
            .groupBy("benchmark", "problem_id", "repeat", "grader")
            .agg(samples());
    FlatMapFunction<Row, Row> withoutEach =
        row -> {
          List<PrefixVotes.Sample> all = samples(row);
          Boolean together = PrefixVotes.winnerIsRight(all);
          List<Row> credits = new ArrayList<>();
          for (int agent = 0; agent < all.size() && together != null; agent++) {
            List<PrefixVotes.Sample> others = new ArrayList<>(all);
            PrefixVotes.Sample own = others.remove(agent);
            boolean without =
                !others.isEmpty() && Boolean.TRUE.equals(PrefixVotes.winnerIsRight(others));
            credits.add(
                RowFactory.create(
                    row.getAs("problem_id"),
                    agent,
                    own.correct(),
                    together,
                    without,
                    row.getAs("benchmark")));
          }
          return credits.iterator();
        };
    Dataset<Row> credits =
        spark.createDataFrame(episodes.javaRDD().flatMap(withoutEach), CREDITS).persist();
    try {
      Map<Integer, Double> own = new TreeMap<>();
      credits
          .groupBy("agent")
          .agg(avg(when(col("own"), 1.0).otherwise(0.0)).as("accuracy"))
          .collectAsList()
          .forEach(row -> own.put(row.getInt(0), row.getDouble(1)));
      List<CreditRow> rows = new ArrayList<>();
      for (Map.Entry<Integer, Double> agent : own.entrySet()) {
        List<PairedAttempts> pairs =
            pooledPairs(
                credits
                    .filter(col("agent").equalTo(agent.getKey()))
                    .withColumn("method", lit(CREDITED)));
        rows.add(
            CreditRow.of(CREDITED, "vote", agent.getKey(), agent.getValue(), pairs, run.seed()));
      }
      return rows;
    } finally {
      credits.unpersist();
    }
  }

  /** A method against its variant whose coordinator does not see one agent's answer. */
  private Optional<CreditRow> commitmentCredit(Dataset<Row> latest, String method, String variant) {
    String agent = variant.substring(method.length() + LEFT_OUT.length());
    if (!agent.matches("\\d{1,3}")) {
      return Optional.empty();
    }
    List<PairedAttempts> pairs =
        pooledPairs(
            latest
                .filter(col("method").equalTo(method))
                .join(
                    latest
                        .filter(col("method").equalTo(variant))
                        .select(
                            col("benchmark"),
                            col("problem_id"),
                            col("repeat"),
                            col("correct").as("other")),
                    EPISODE));
    return pairs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            CreditRow.of(method, "commitment", Integer.parseInt(agent), null, pairs, run.seed()));
  }

  private List<PairedAttempts> pooledPairs(Dataset<Row> rows) {
    return paired(rows).entrySet().stream()
        .filter(entry -> !entry.getKey().benchmark().equals(ComparisonRow.ALL))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }
}
