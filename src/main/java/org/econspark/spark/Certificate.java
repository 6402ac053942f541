package org.econspark.spark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.PromptEmbedding;
import org.econspark.equilibrium.DeviationGain;
import org.econspark.error.EconException;
import org.econspark.rollout.Deviations;

/**
 * Measures how far play is from an equilibrium: on validation problems every agent answers again
 * with every candidate control while the others' answers stay fixed (ECON.md's Nash gap by real
 * deviations; Lanctot et al. 2017 for NashConv). Driver side.
 */
final class Certificate {
  /** Normal quantile of the two-sided 95 % level. */
  private static final double Z_95 = 1.959963984540054;

  private final SparkSession spark;
  private final Settings settings;
  private final Interruption interruption;
  private final PrintStream log;
  private final List<PromptEmbedding> candidates;

  Certificate(SparkSession spark, Settings settings, Interruption interruption, PrintStream log) {
    this.spark = spark;
    this.settings = settings;
    this.interruption = interruption;
    this.log = log;
    ControlProfile profile = ControlProfile.of(settings.controls());
    this.candidates =
        profile.grid(settings.learning().quantal().grid()).stream()
            .map(profile::toControls)
            .toList();
  }

  /**
   * What is measured.
   *
   * @param label name in the table, such as {@code econ-untrained}
   * @param method that plays
   * @param weights that it plays with
   * @param criticGaps of each agent, empty where there is no critic
   */
  record Subject(
      String label, String method, int epoch, PlayWeights weights, List<Double> criticGaps) {}

  /**
   * @param obtained mean reward as played, over problems, samples and agents
   */
  record Finding(Subject subject, DeviationGain gain, List<EquilibriumRow> rows, double obtained) {

    Finding withRegret(TrainingRegret regret) {
      return new Finding(
          subject,
          gain,
          rows.stream().map(r -> r.withRegret(regret.total(), regret.exponent())).toList(),
          obtained);
    }

    Training.EquilibriumFinding summary() {
      EquilibriumRow first = rows.get(0);
      return new Training.EquilibriumFinding(
          subject.label(),
          subject.epoch(),
          first.nashconv(),
          first.nashconvLow(),
          first.nashconvHigh(),
          obtained,
          rows.stream().map(EquilibriumRow::toString).toList(),
          rows.stream().map(EquilibriumRow.MAPPING::map).toList());
    }
  }

  /** Refuses too few problems before anything is played. */
  static void requireEnough(long problems) {
    if (problems < DeviationGain.FEWEST_PROBLEMS) {
      throw EconException.usage(
          "Cannot measure a certificate on "
              + problems
              + " validation problems: at least "
              + DeviationGain.FEWEST_PROBLEMS
              + " are needed; raise 'training.certificate-limit'.");
    }
  }

  /**
   * @param problems validation problems, at least {@value DeviationGain#FEWEST_PROBLEMS}
   */
  Finding measure(Subject subject, TrainingProblems problems) {
    log.printf(
        "Certificate of %s: %d problems, %d samples, %d controls for each of %d agents%n",
        subject.label(),
        problems.count(),
        settings.training().certificateSamples(),
        candidates.size(),
        settings.agents().count());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<PlayWeights> shipped = context.broadcast(subject.weights());
    JobLabels labels = JobLabels.ofTraining(context, settings);
    labels.describe(
        "epoch "
            + subject.epoch()
            + ", deviations from "
            + subject.label()
            + ", "
            + JobLabels.played(settings));
    List<Deviations> played;
    try {
      played =
          new ArrayList<>(
              InterruptibleJob.await(
                  problems
                      .all()
                      .mapPartitions(
                          new DeviationPlayer(settings, subject.method(), shipped, candidates))
                      .collectAsync(),
                  interruption));
    } finally {
      labels.clear();
      shipped.destroy();
    }
    played.sort(Comparator.comparing(Deviations::problemId).thenComparing(Deviations::sample));
    return finding(subject, played);
  }

  private Finding finding(Subject subject, List<Deviations> played) {
    Map<String, List<Deviations>> byProblem =
        played.stream()
            .collect(
                Collectors.groupingBy(Deviations::problemId, TreeMap::new, Collectors.toList()));
    List<DeviationGain.Sample> samples =
        byProblem.values().stream().map(this::meanOfSamples).toList();
    DeviationGain gain = DeviationGain.estimate(samples);
    double nashLow = gain.nashConvLowerBound() - Z_95 * gain.nashConvError();
    double nashHigh = gain.nashConvLowerBound() + Z_95 * gain.nashConvError();
    List<EquilibriumRow> rows = new ArrayList<>();
    for (int agent = 0; agent < gain.gains().length; agent++) {
      double half = Z_95 * gain.errors()[agent];
      rows.add(
          new EquilibriumRow(
              subject.label(),
              subject.epoch(),
              agent,
              gain.gains()[agent],
              gain.gains()[agent] - half,
              gain.gains()[agent] + half,
              shown(candidates.get(gain.best()[agent])),
              shown(meanPlayed(played, agent)),
              subject.criticGaps().isEmpty() ? null : subject.criticGaps().get(agent),
              (long) gain.problems() * settings.training().certificateSamples(),
              gain.nashConvLowerBound(),
              nashLow,
              nashHigh,
              null,
              null));
    }
    double obtained = samples.stream().mapToDouble(s -> mean(s.obtained())).average().orElseThrow();
    return new Finding(subject, gain, rows, obtained);
  }

  private DeviationGain.Sample meanOfSamples(Collection<Deviations> samples) {
    int agents = settings.agents().count();
    double[] obtained = new double[agents];
    double[][] deviated = new double[agents][candidates.size()];
    for (Deviations sample : samples) {
      for (int agent = 0; agent < agents; agent++) {
        obtained[agent] += sample.obtained()[agent] / samples.size();
        for (int u = 0; u < candidates.size(); u++) {
          deviated[agent][u] += sample.deviated()[agent][u] / samples.size();
        }
      }
    }
    return new DeviationGain.Sample(obtained, deviated);
  }

  private static PromptEmbedding meanPlayed(List<Deviations> played, int agent) {
    return new PromptEmbedding(
        played.stream().mapToDouble(d -> d.played().get(agent).temperature()).average().orElse(0),
        played.stream().mapToDouble(d -> d.played().get(agent).topP()).average().orElse(0),
        played.stream()
            .mapToDouble(d -> d.played().get(agent).repetitionPenalty())
            .average()
            .orElse(0));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static String shown(PromptEmbedding controls) {
    return String.format(
        Locale.ROOT,
        "temperature=%.2f top_p=%.2f repetition_penalty=%.2f",
        controls.temperature(),
        controls.topP(),
        controls.repetitionPenalty());
  }
}
