package org.econspark.spark;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.episode.ControlProfile;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.learning.Learner;
import org.econspark.learning.PolicyWeights;
import org.econspark.learning.UpdateReport;
import org.econspark.provenance.RunManifest;
import org.econspark.reward.RewardTerms;
import org.econspark.reward.RewardWeights;
import org.econspark.rollout.Ensemble;
import org.econspark.rollout.WorkTimes;

/**
 * Trains one method's policy over epochs: the weights are broadcast, the executors play a wave in
 * partitions, the driver updates, and a checkpoint is written before the next epoch begins. What an
 * epoch plays and learns is determined by the seed and by what the checkpoint before it holds, so a
 * run that was stopped goes on as if it had not been. Driver side; one submission of a run.
 */
public final class Training {
  private static final String LEARNER = "learner";
  private static final String CURRENT = "current";

  /** Follows a method's name in the table {@code equilibrium}, for the weights of epoch 0. */
  static final String UNTRAINED = "-untrained";

  private final SparkSession spark;
  private final Settings settings;
  private final String method;
  private final boolean resume;
  private final boolean certificate;
  private final RunFiles files;
  private final CheckpointStore store;
  private final String folder;
  private final PrintStream log;

  /**
   * @param settings with a run id, and the one method to train
   * @param folder where checkpoints go, on any file system that Hadoop knows
   * @param resume whether to go on from the latest checkpoint there
   * @param certificate whether to measure at the end what agents gain by deviating alone
   * @param log for people, stderr
   */
  public Training(
      SparkSession spark,
      Settings settings,
      String folder,
      boolean resume,
      boolean certificate,
      PrintStream log) {
    this.spark = spark;
    this.settings = settings;
    this.method = settings.run().methods().get(0);
    this.resume = resume;
    this.certificate = certificate;
    this.folder = folder;
    this.store = new CheckpointStore(hadoop(spark), folder);
    this.files = new RunFiles(spark, settings.run().out(), settings.run().id());
    this.log = log;
  }

  /**
   * @param bestEpoch that did best in validation
   * @param checkpoint of that epoch
   * @param lines one for each epoch, for people
   * @param epochs rows of the table {@code training}, the one of epoch 0 with the untrained
   *     weights' validation
   * @param certificate one for each way to play; empty where none was asked for
   * @param regret of training in one line; empty without a certificate of trained weights
   */
  public record Result(
      String runId,
      int bestEpoch,
      double bestAccuracy,
      String checkpoint,
      List<String> lines,
      List<Map<String, Object>> epochs,
      List<EquilibriumFinding> certificate,
      String regret) {}

  /**
   * What the certificate says of one way to play.
   *
   * @param nashConv lower bound with its 95 % interval
   * @param obtained mean reward as played
   * @param agents one line for each
   * @param rows of the table {@code equilibrium}
   */
  public record EquilibriumFinding(
      String label,
      int epoch,
      double nashConv,
      double low,
      double high,
      double obtained,
      List<String> agents,
      List<Map<String, Object>> rows) {}

  /**
   * @throws EconException if settings, data, models or checkpoint do not allow the run, it diverges
   *     (8), another submission plays it (7) or it is interrupted (130)
   */
  public Result run() {
    files.checkWritable();
    ModelLoading.probe(settings);
    try (Interruption interruption = Interruption.listen(files.runId(), log);
        RunLock lock = RunLock.acquire(files, settings.lock(), interruption, log)) {
      Ensemble.Models models = ModelLoading.models(settings, "cpu");
      try (TrainingData data = TrainingData.read(spark, files, settings, log)) {
        if (certificate) {
          new Certificate(spark, settings, interruption, log).requireEnough(data.certificate());
        }
        return run(models, data, interruption, lock);
      }
    }
  }

  private Result run(
      Ensemble.Models models, TrainingData data, Interruption interruption, RunLock lock) {
    RunManifest submission =
        RunDescription.of(settings, models, data.fingerprints(), spark.version())
            .withModels(Map.of("embedder", models.embedder().get().fingerprint()));
    ManifestStore manifests = new ManifestStore(spark, files);
    try (Session session = open(models, submission)) {
      RunManifest manifest = labelled("write manifest", () -> manifests.open(submission));
      try {
        log.printf(
            Locale.ROOT,
            "Run %s trains %s: %,d parameters, %d epochs of %d out of %d problems, %d to validate on%n",
            files.runId(),
            method,
            session.learner.parameterCount(),
            settings.training().epochs(),
            settings.training().episodes(),
            data.training().count(),
            data.validation().count());
        session.train(data, new TrainingWaves(spark, settings, interruption, log), lock);
        List<EquilibriumFinding> findings =
            certificate ? session.certify(data, interruption) : List.of();
        write(manifests, manifest.withState("done", Instant.now()));
        return session.result(findings);
      } catch (RuntimeException e) {
        if (lock.held()) {
          String state = interruption.requested() ? "interrupted" : "failed";
          write(manifests, manifest.withState(state, Instant.now()));
        }
        throw e;
      }
    }
  }

  private void write(ManifestStore manifests, RunManifest manifest) {
    labelled(
        "write manifest",
        () -> {
          manifests.write(manifest);
          return manifest;
        });
  }

  private <T> T labelled(String what, Supplier<T> jobs) {
    JobLabels labels =
        JobLabels.ofTraining(JavaSparkContext.fromSparkContext(spark.sparkContext()), settings);
    labels.describe(what + ", " + JobLabels.played(settings));
    try {
      return jobs.get();
    } finally {
      labels.clear();
    }
  }

  /** The learner and the state of the loop, fresh or from the latest checkpoint. */
  private Session open(Ensemble.Models models, RunManifest submission) {
    int embeddingSize = models.embedder().get().size();
    String embedder = models.embedder().get().fingerprint();
    OptionalInt newest = store.newest();
    if (newest.isPresent() && !resume) {
      throw EconException.usage(
          "Cannot train into "
              + folder
              + ": checkpoints are there already; go on with --resume, or choose another"
              + " --checkpoint.");
    }
    if (newest.isPresent()) {
      String uri = store.uri(newest.getAsInt());
      try (TemporaryFolder local = TemporaryFolder.create()) {
        store.at(newest.getAsInt()).fetch("", local.path());
        TrainingState state = TrainingState.load(local.path(), uri);
        state.provenance().requireSame(submission, uri);
        log.printf("Going on after epoch %d from %s%n", state.epoch(), uri);
        return new Session(load(local.path(), embeddingSize), state, embedder);
      }
    }
    TrainingState start =
        new TrainingState(
            TrainingState.FORMAT,
            0,
            0,
            RewardWeights.of(settings.reward()),
            0,
            0,
            -1,
            -1,
            List.of(),
            null,
            TrainingState.Provenance.of(submission));
    return new Session(create(embeddingSize), start, embedder);
  }

  private Learner load(java.nio.file.Path checkpoint, int embeddingSize) {
    return Learner.load(
        checkpoint.resolve(LEARNER),
        settings.networks(),
        settings.learning(),
        ControlProfile.of(settings.controls()),
        settings.agents().count(),
        embeddingSize);
  }

  private Learner create(int embeddingSize) {
    String from = startFrom();
    if (!from.isEmpty()) {
      return LearnerStart.from(hadoop(spark), from, settings, embeddingSize);
    }
    return Learner.create(
        settings.networks(),
        settings.learning(),
        ControlProfile.of(settings.controls()),
        settings.agents().count(),
        embeddingSize,
        settings.run().seed());
  }

  /** Empty to start from scratch. */
  private String startFrom() {
    String from = settings.training().startFrom();
    return from.equals(CURRENT)
        ? new PublishedCheckpoints(hadoop(spark), settings.checkpoints().home())
            .current()
            .map(state -> state.checkpoints().get(settings.run().methods().get(0)))
            .orElse("")
        : from;
  }

  private static Configuration hadoop(SparkSession spark) {
    return spark.sparkContext().hadoopConfiguration();
  }

  /** One submission's way through the epochs. */
  private final class Session implements AutoCloseable {
    private final Learner learner;
    private final String embedder;
    private TrainingState state;
    private TrainingRegret regret;

    Session(Learner learner, TrainingState state, String embedder) {
      this.learner = learner;
      this.state = state;
      this.embedder = embedder;
    }

    void train(TrainingData data, TrainingWaves waves, RunLock lock) {
      if (state.rows().isEmpty()) {
        checkpoint(untrained(data, waves), lock);
      }
      // The table may lack what the latest checkpoint already knows.
      writeTable();
      while (state.epoch() < settings.training().epochs() && !stopped()) {
        checkpoint(epoch(data, waves), lock);
        writeTable();
        log.println(EpochLine.of(last(), settings.training().epochs()));
      }
    }

    private TrainingRow last() {
      return state.rows().get(state.rows().size() - 1);
    }

    private boolean stopped() {
      return "converged".equals(last().stopped());
    }

    /** Where training starts from: the untrained weights on the validation set. */
    private TrainingState untrained(TrainingData data, TrainingWaves waves) {
      ProcessClock clock = new ProcessClock(spark.sparkContext().isLocal());
      Validation validation = validate(0, data, waves, state.rewards());
      TrainingRow row =
          TrainingReport.row(
              0,
              List.of(),
              null,
              state.rewards(),
              validation,
              null,
              new TrainingReport.Times(0, 0, 0, 0, clock.processorSeconds()),
              0,
              null);
      return state.with(0, 0, state.rewards(), 0, row, validation);
    }

    private TrainingState epoch(TrainingData data, TrainingWaves waves) {
      int epoch = state.epoch() + 1;
      int draws = settings.training().episodes();
      RewardWeights rewards = state.rewards();
      ProcessClock clock = new ProcessClock(spark.sparkContext().isLocal());
      PlayWeights weights = PlayWeights.of(method, learner.weights(), rewards, true);
      TrainingWaves.Played wave =
          waves.play(
              data.training().wave(state.cursor(), draws),
              draws,
              weights,
              "epoch " + epoch + ", play with weights " + learner.version());
      checkFailures(requireEndpoints(wave.episodes()));
      ProcessClock updateClock = new ProcessClock(false);
      UpdateReport update = learn(epoch, wave.episodes());
      double updateSeconds = updateClock.wallSeconds();
      Double processSeconds = clock.processorSeconds();
      RewardWeights nextRewards = nextRewards(rewards, wave.episodes());

      Validation validation = null;
      Double change = null;
      int calm = state.calmChecks();
      boolean lastEpoch = epoch == settings.training().epochs();
      if (lastEpoch || epoch % settings.training().validationEvery() == 0) {
        validation = validate(epoch, data, waves, nextRewards);
        change = validation.commitmentChange(state.validation());
        StoppingRule rule = new StoppingRule(settings.training());
        calm = rule.calm(change, validation.reward(), lossChange(update)) ? calm + 1 : 0;
      }
      boolean converged = new StoppingRule(settings.training()).converged(calm);
      TrainingRow row =
          TrainingReport.row(
              epoch,
              wave.episodes(),
              update,
              rewards,
              validation,
              change,
              new TrainingReport.Times(
                  wave.seconds(),
                  wave.times().seconds(WorkTimes.Kind.COORDINATOR),
                  wave.times().modelSeconds(),
                  updateSeconds,
                  processSeconds),
              weights.bytes(),
              converged ? "converged" : lastEpoch ? "last_epoch" : null);
      return state.with(epoch, state.cursor() + draws, nextRewards, calm, row, validation);
    }

    private UpdateReport learn(int epoch, List<TrainingEpisode> episodes) {
      try {
        return learner.learn(
            episodes.stream().filter(e -> !e.failed()).map(TrainingEpisode::trajectory).toList());
      } catch (EconException e) {
        throw new EconException(
            e.exitCode(),
            e.getMessage()
                + " Epoch "
                + epoch
                + " is lost; the checkpoint of epoch "
                + state.epoch()
                + " is kept in "
                + folder
                + ".",
            e);
      }
    }

    private Double lossChange(UpdateReport update) {
      Double before = last().lossTotal();
      return before == null ? null : (Double) (update.lossTotal() - before);
    }

    private RewardWeights nextRewards(RewardWeights rewards, List<TrainingEpisode> episodes) {
      if (!settings.reward().dynamic()) {
        return rewards;
      }
      List<RewardWeights.Expectation> expectations =
          episodes.stream()
              .flatMap(e -> e.agentRewards().stream())
              .map(
                  r ->
                      new RewardWeights.Expectation(
                          new RewardTerms(
                              r.actionLikelihood(),
                              r.taskSpecific(),
                              r.collaborativeContribution()),
                          r.qValue()))
              .toList();
      return rewards.adjusted(
          expectations, settings.reward().dynamicRate(), settings.reward().taskSpecificFloor());
    }

    private Validation validate(
        int epoch, TrainingData data, TrainingWaves waves, RewardWeights rewards) {
      return Validation.of(
          requireEndpoints(
              waves
                  .play(
                      data.validation().all(),
                      data.validation().count(),
                      PlayWeights.of(method, learner.weights(), rewards, false),
                      "epoch " + epoch + ", validate weights " + learner.version())
                  .episodes()));
    }

    private List<TrainingEpisode> requireEndpoints(List<TrainingEpisode> episodes) {
      for (TrainingEpisode episode : episodes) {
        if (episode.lostEndpoint() != null) {
          throw EconException.model(
              "An endpoint was lost: "
                  + episode.lostEndpoint()
                  + " The same command with --resume goes on from the last checkpoint.",
              null);
        }
      }
      return episodes;
    }

    private void checkFailures(List<TrainingEpisode> episodes) {
      long failed = episodes.stream().filter(TrainingEpisode::failed).count();
      double share = failed / (double) episodes.size();
      if (share > settings.run().maxFailureShare() || failed == episodes.size()) {
        throw new EconException(
            ExitCode.TOO_MANY_FAILURES,
            String.format(
                "%.1f %% of the episodes of epoch %d failed, more than 'run.max-failure-share' (%s)"
                    + " allows; the checkpoint of epoch %d is kept in %s.",
                100 * share,
                state.epoch() + 1,
                settings.run().maxFailureShare(),
                state.epoch(),
                folder));
      }
    }

    private void checkpoint(TrainingState next, RunLock lock) {
      lock.requireHeld();
      store.write(
          next.epoch(),
          local -> {
            learner.save(local.resolve(LEARNER));
            next.save(local);
            PolicySource.save(
                local,
                learner.weights(),
                new CheckpointNote(
                    method,
                    next.epoch(),
                    next.bestEpoch(),
                    settings.agents().count(),
                    settings.controls().profile(),
                    embedder,
                    next.rows().get(next.rows().size() - 1).validationAccuracy()));
          });
      state = next;
      // Epoch 0 stays: the certificate compares with it.
      store.prune(settings.training().keep(), List.of(0, state.bestEpoch()));
    }

    private void writeTable() {
      List<TrainingRow> rows = state.rows();
      replaceTable(
          "training",
          spark.createDataFrame(
              rows.stream().map(TrainingRow.MAPPING::row).toList(), TrainingRow.MAPPING.schema()));
    }

    private void replaceTable(String table, Dataset<Row> rows, String... partitions) {
      labelled(
          "epoch " + state.epoch() + ", write table " + table,
          () -> {
            files.replace(table, rows, partitions);
            return table;
          });
    }

    /** Fixed, untrained and trained controls, and the regret of training against the first. */
    List<EquilibriumFinding> certify(TrainingData data, Interruption interruption) {
      Certificate measure = new Certificate(spark, settings, interruption, log);
      Certificate.Finding fixed =
          measure.measure(
              new Certificate.Subject("econ-fixed", "econ-fixed", 0, PlayWeights.none(settings)),
              data.certificate());
      List<Certificate.Finding> findings = new ArrayList<>(List.of(fixed));
      findings.add(measure.measure(subject(method + UNTRAINED, 0), data.certificate()));
      if (state.epoch() > 0) {
        // Where nothing was better in validation than the untrained weights, the last ones.
        int trained = state.bestEpoch() > 0 ? state.bestEpoch() : state.epoch();
        Certificate.Finding finding = measure.measure(subject(method, trained), data.certificate());
        regret = TrainingRegret.against(fixed.reward(), state.rows());
        findings.add(finding.with(regret));
      }
      List<EquilibriumRow> rows = findings.stream().flatMap(f -> f.rows().stream()).toList();
      replaceTable(
          "equilibrium",
          spark.createDataFrame(
              rows.stream().map(EquilibriumRow.MAPPING::row).toList(),
              EquilibriumRow.MAPPING.schema()),
          "benchmark",
          "method");
      return findings.stream().map(Certificate.Finding::summary).toList();
    }

    private Certificate.Subject subject(String label, int epoch) {
      PolicyWeights weights = PolicySource.of(store.at(epoch));
      return new Certificate.Subject(
          label, method, epoch, PlayWeights.of(method, weights, state.rewards(), false));
    }

    Result result(List<EquilibriumFinding> findings) {
      List<String> lines = new ArrayList<>();
      state.rows().forEach(row -> lines.add(EpochLine.of(row, settings.training().epochs())));
      return new Result(
          files.runId(),
          state.bestEpoch(),
          state.bestAccuracy(),
          store.uri(state.bestEpoch()),
          lines,
          state.rows().stream().map(TrainingRow.MAPPING::map).toList(),
          findings,
          regret == null ? "" : regret.toString());
    }

    @Override
    public void close() {
      learner.close();
    }
  }
}
