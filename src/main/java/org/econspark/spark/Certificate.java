package org.econspark.spark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.PromptEmbedding;
import org.econspark.equilibrium.DeviationGain;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.rollout.Deviations;

/**
 * Measures how far play is from an equilibrium: on validation problems every agent answers again
 * with other controls while the others' answers stay fixed (ECON.md's Nash gap by real deviations;
 * Lanctot et al. 2017 for NashConv). On one half of the problems each agent tries every control of
 * the grid; on the other half only the one that did best for it, whose gain is estimated there.
 *
 * <p>Dimensions: N = agents, M = controls of the grid. Model calls for each problem and sample:
 * strategy, N answers and commitment, then an answer and a commitment for each deviation, of which
 * there are N M on the first half and N on the second. Equal calls are made once. Driver side.
 */
final class Certificate {
  /** Normal quantile of the two-sided 95 % level. */
  private static final double Z_95 = 1.959963984540054;

  private final SparkSession spark;
  private final Settings settings;
  private final Interruption interruption;
  private final PrintStream log;
  private final List<PromptEmbedding> grid;

  Certificate(SparkSession spark, Settings settings, Interruption interruption, PrintStream log) {
    this.spark = spark;
    this.settings = settings;
    this.interruption = interruption;
    this.log = log;
    ControlProfile profile = ControlProfile.of(settings.controls());
    this.grid = profile.grid(settings.training().grid()).stream().map(profile::toControls).toList();
  }

  /**
   * What is measured.
   *
   * @param label name in the table, such as {@code econ-untrained}
   * @param method that plays
   * @param weights that it plays with
   */
  record Subject(String label, String method, int epoch, PlayWeights weights) {}

  /**
   * @param rows one for each agent
   * @param reward mean as played, over all problems, samples and agents
   */
  record Finding(Subject subject, List<EquilibriumRow> rows, double reward) {

    Finding with(TrainingRegret regret) {
      return new Finding(subject, rows.stream().map(r -> r.withRegret(regret)).toList(), reward);
    }

    Training.EquilibriumFinding summary() {
      EquilibriumRow first = rows.get(0);
      return new Training.EquilibriumFinding(
          subject.label(),
          subject.epoch(),
          first.nashconv(),
          first.nashconvLow(),
          first.nashconvHigh(),
          reward,
          rows.stream().map(EquilibriumRow::toString).toList(),
          rows.stream().map(EquilibriumRow.MAPPING::map).toList());
    }
  }

  /**
   * @param problems that deviations are to be played on
   * @throws EconException if they are too few for two halves
   */
  void requireEnough(TrainingProblems problems) {
    if (problems.count() < 2 * DeviationGain.FEWEST) {
      throw EconException.usage(
          "Cannot measure a certificate on "
              + problems.count()
              + " validation problems: at least "
              + 2 * DeviationGain.FEWEST
              + " are needed; raise 'training.certificate-limit' (now "
              + settings.training().certificateLimit()
              + ").");
    }
  }

  Finding measure(Subject subject, TrainingProblems problems) {
    int all = Math.toIntExact(problems.count());
    int choosing = all / 2;
    int agents = settings.agents().count();
    int samples = settings.training().certificateSamples();
    log.printf(
        "Certificate of %s: %d problems, %d samples, %d agents, %d controls: at most %d model calls%n",
        subject.label(), all, samples, agents, grid.size(), calls(choosing, all - choosing));
    List<Problem> first =
        play(subject, problems.wave(0, choosing), Collections.nCopies(agents, grid));
    int[] best = DeviationGain.bestControls(first.stream().map(Problem::gains).toList());
    List<PromptEmbedding> chosen = Arrays.stream(best).mapToObj(grid::get).toList();
    List<Problem> second =
        play(
            subject,
            problems.wave(choosing, all - choosing),
            chosen.stream().map(List::of).toList());
    return finding(subject, chosen, first, second);
  }

  /** Without further ones that reward settings may ask for. */
  private long calls(int choosing, int estimating) {
    long agents = settings.agents().count();
    long played = 2 + agents;
    return settings.training().certificateSamples()
        * (choosing * (played + 2 * agents * grid.size()) + estimating * (played + 2 * agents));
  }

  /**
   * One problem, means over its samples.
   *
   * @param gains shape (N, candidates)
   * @param obtained mean over the agents
   * @param criticGaps shape (N), null without a critic
   */
  private record Problem(
      double[][] gains, double obtained, double[] criticGaps, List<PromptEmbedding> played) {

    static Problem of(List<Deviations> samples) {
      Deviations one = samples.get(0);
      int agents = one.obtained().length;
      double[][] gains = new double[agents][one.deviated()[0].length];
      double[] critic = one.criticGaps() == null ? null : new double[agents];
      double obtained = 0;
      List<PromptEmbedding> played = new ArrayList<>();
      for (int agent = 0; agent < agents; agent++) {
        for (Deviations sample : samples) {
          obtained += sample.obtained()[agent] / agents / samples.size();
          for (int u = 0; u < gains[agent].length; u++) {
            gains[agent][u] +=
                (sample.deviated()[agent][u] - sample.obtained()[agent]) / samples.size();
          }
          if (critic != null) {
            critic[agent] += sample.criticGaps()[agent] / samples.size();
          }
        }
        int own = agent;
        played.add(mean(samples.stream().map(d -> d.played().get(own)).toList()));
      }
      return new Problem(gains, obtained, critic, played);
    }
  }

  private List<Problem> play(
      Subject subject, JavaRDD<TrainingChunk> chunks, List<List<PromptEmbedding>> candidates) {
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
                  chunks
                      .mapPartitions(
                          new DeviationPlayer(settings, subject.method(), shipped, candidates))
                      .collectAsync(),
                  interruption));
    } finally {
      labels.clear();
      shipped.destroy();
    }
    // In a fixed order, since sums depend on it.
    played.sort(Comparator.comparing(Deviations::problem).thenComparing(Deviations::sample));
    List<Problem> problems =
        played.stream()
            .collect(Collectors.groupingBy(Deviations::problem, TreeMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(Problem::of)
            .toList();
    if (problems.size() < DeviationGain.FEWEST) {
      throw new EconException(
          ExitCode.TOO_MANY_FAILURES,
          "Cannot measure the certificate of "
              + subject.label()
              + ": the coordinator failed on all but "
              + problems.size()
              + " problems of one half; try the same models with evaluate.");
    }
    return problems;
  }

  private Finding finding(
      Subject subject, List<PromptEmbedding> chosen, List<Problem> first, List<Problem> second) {
    DeviationGain gain =
        DeviationGain.estimate(
            second.stream()
                .map(p -> Arrays.stream(p.gains()).mapToDouble(own -> own[0]).toArray())
                .toList());
    List<Problem> all = new ArrayList<>(first);
    all.addAll(second);
    double reward = all.stream().mapToDouble(Problem::obtained).average().orElseThrow();
    double nashHalf = Z_95 * gain.nashConvError();
    List<EquilibriumRow> rows = new ArrayList<>();
    for (int agent = 0; agent < chosen.size(); agent++) {
      int own = agent;
      double half = Z_95 * gain.errors()[agent];
      rows.add(
          new EquilibriumRow(
              subject.label(),
              subject.epoch(),
              agent,
              gain.gains()[agent],
              gain.gains()[agent] - half,
              gain.gains()[agent] + half,
              shown(chosen.get(agent)),
              shown(mean(all.stream().map(p -> p.played().get(own)).toList())),
              // Over all controls: on the second half the critic was asked about one alone.
              first.get(0).criticGaps() == null
                  ? null
                  : (Double)
                      first.stream().mapToDouble(p -> p.criticGaps()[own]).average().orElseThrow(),
              (long) gain.problems() * settings.training().certificateSamples(),
              gain.nashConvLowerBound(),
              gain.nashConvLowerBound() - nashHalf,
              gain.nashConvLowerBound() + nashHalf,
              reward,
              null,
              null));
    }
    return new Finding(subject, rows, reward);
  }

  private static PromptEmbedding mean(List<PromptEmbedding> controls) {
    return new PromptEmbedding(
        mean(controls, PromptEmbedding::temperature),
        mean(controls, PromptEmbedding::topP),
        mean(controls, PromptEmbedding::repetitionPenalty));
  }

  private static double mean(
      List<PromptEmbedding> controls, ToDoubleFunction<PromptEmbedding> part) {
    return controls.stream().mapToDouble(part).average().orElseThrow();
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
