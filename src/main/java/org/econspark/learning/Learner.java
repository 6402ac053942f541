package org.econspark.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.config.Settings.NetworkSettings;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.PlayedStep;
import org.econspark.episode.Trajectory;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.nn.AgentNetworks;
import org.econspark.nn.CoordinatorNetworks;
import org.econspark.nn.PyTorchEngine;

/**
 * Learns from played episodes (paper, section 4.2; DICE for {@code quantal}): keeps the latest ones
 * and changes all networks a step for every few rounds of new play. Given its settings and seed,
 * the same episodes in the same calls give the same weights bit for bit, saved and loaded between
 * any two calls or not.
 *
 * <p>Driver only, one thread at a time. Owns native memory: close it.
 */
public final class Learner implements AutoCloseable {
  private static final String KIND = "learner";
  private static final String REPLAY = "replay.bin";

  /** Rewards are at most 1, so a loss like this is no loss any more. */
  private static final double DIVERGED = 1e6;

  // What a random number is for.
  private static final long INITIAL = 1;
  private static final long SAMPLE = 2;
  private static final long DROPOUT = 3;

  private final NetworkSettings networkSettings;
  private final LearningSettings learning;
  private final ControlProfile profile;
  private final int agentCount;
  private final int embeddingSize;
  private final long seed;
  private final AgentNetworks agents;
  private final CoordinatorNetworks coordinator;
  private final CandidateControls candidates;
  private final double[] alphas;
  private final UpdateStep step;
  private final PolicyDiagnostics diagnostics;
  private final LearnedState state;
  private final ReplayBuffer replay;
  private int version;
  private int pendingRounds;
  private LossValues lastLosses;

  /** Counters beside the arrays of a learner. */
  private record Progress(long seed, int version, int pendingRounds) {}

  private Learner(
      CheckpointHeader settings,
      Progress progress,
      LearnedState.Numbers numbers,
      List<Trajectory> episodes) {
    networkSettings = settings.networks();
    learning = settings.learning();
    profile = settings.profile();
    agentCount = settings.agents();
    embeddingSize = settings.embeddingSize();
    seed = progress.seed();
    version = progress.version();
    pendingRounds = progress.pendingRounds();
    agents = new AgentNetworks(networkSettings, embeddingSize, profile.size());
    coordinator = new CoordinatorNetworks(networkSettings, embeddingSize, profile.size());
    candidates = new CandidateControls(learning.quantal(), profile.size());
    alphas = QuantalResponse.alphas(learning, agentCount, candidates.size());
    step =
        new UpdateStep(
            agents,
            coordinator,
            learning.isQuantal() ? candidates : null,
            networkSettings,
            learning);
    diagnostics = new PolicyDiagnostics(agents, candidates);
    state = new LearnedState(numbers, agents.layout(), coordinator.layout(), learning);
    replay = new ReplayBuffer(learning.replaySize(), episodes);
  }

  /**
   * An untrained learner; all agents start with the same weights.
   *
   * @param embeddingSize length of the text embeddings
   */
  public static Learner create(
      NetworkSettings networks,
      LearningSettings learning,
      ControlProfile profile,
      int agents,
      int embeddingSize,
      long seed) {
    CheckpointHeader settings =
        new CheckpointHeader(networks, learning, profile, agents, embeddingSize);
    LearnedState.Numbers numbers =
        LearnedState.Numbers.initial(
            new AgentNetworks(networks, embeddingSize, profile.size()).layout(),
            new CoordinatorNetworks(networks, embeddingSize, profile.size()).layout(),
            agents,
            learning.isQuantal(),
            RandomStreams.of(seed, INITIAL));
    return new Learner(settings, new Progress(seed, 0, 0), numbers, List.of());
  }

  /**
   * A learner as it was saved; it goes on bit for bit. Settings of learning other than the policy
   * may differ from those it was saved with, and then count.
   *
   * @throws EconException if the directory is missing, partial, damaged, of a newer format, or
   *     written for other networks, controls, agents or embeddings, which are named
   */
  public static Learner load(
      Path directory,
      NetworkSettings networks,
      LearningSettings learning,
      ControlProfile profile,
      int agents,
      int embeddingSize) {
    CheckpointReader reader = new CheckpointReader(directory, KIND);
    CheckpointHeader settings =
        new CheckpointHeader(networks, learning, profile, agents, embeddingSize);
    CheckpointHeader.of(reader).check(reader, settings);
    int own = new AgentNetworks(networks, embeddingSize, profile.size()).layout().size() * agents;
    int shared = new CoordinatorNetworks(networks, embeddingSize, profile.size()).layout().size();
    JsonNode header = reader.header();
    LearnedState.Numbers numbers =
        new LearnedState.Numbers(
            reader.floats("agents.bin", own),
            reader.floats("coordinator.bin", shared),
            reader.floats("target-agents.bin", own),
            reader.floats("target-coordinator.bin", shared),
            learning.isQuantal() ? reader.floats("playing.bin", own) : null,
            reader.floats("agents-adam-first.bin", own),
            reader.floats("agents-adam-second.bin", own),
            steps(header.path("agentSteps"), agents),
            reader.floats("coordinator-adam-first.bin", shared),
            reader.floats("coordinator-adam-second.bin", shared),
            steps(header.path("coordinatorSteps"), 1));
    List<Trajectory> episodes;
    try {
      episodes = ReplayCodec.decode(reader.bytes(REPLAY));
    } catch (IOException | RuntimeException e) {
      throw reader.failure("file " + REPLAY + " cannot be read (" + e.getMessage() + ")");
    }
    Progress progress =
        new Progress(
            header.path("seed").asLong(),
            header.path("version").asInt(),
            header.path("pendingRounds").asInt());
    return new Learner(settings, progress, numbers, episodes);
  }

  private static long[] steps(JsonNode array, int count) {
    long[] steps = new long[count];
    for (int i = 0; i < count; i++) {
      steps[i] = array.path(i).asLong();
    }
    return steps;
  }

  /** Writes the whole state into a directory, which {@link #load} reads. */
  public void save(Path directory) {
    CheckpointWriter writer = new CheckpointWriter(directory, KIND);
    LearnedState.Numbers numbers = state.numbers();
    writer.floats("agents.bin", numbers.agents(), agents.layout());
    writer.floats("coordinator.bin", numbers.coordinator(), coordinator.layout());
    writer.floats("target-agents.bin", numbers.targetAgents(), agents.layout());
    writer.floats("target-coordinator.bin", numbers.targetCoordinator(), coordinator.layout());
    if (numbers.playing() != null) {
      writer.floats("playing.bin", numbers.playing(), agents.layout());
    }
    writer.floats("agents-adam-first.bin", numbers.agentFirst(), agents.layout());
    writer.floats("agents-adam-second.bin", numbers.agentSecond(), agents.layout());
    writer.floats("coordinator-adam-first.bin", numbers.coordinatorFirst(), coordinator.layout());
    writer.floats("coordinator-adam-second.bin", numbers.coordinatorSecond(), coordinator.layout());
    writer.bytes(REPLAY, ReplayCodec.encode(replay.episodes()));
    ObjectNode header = settings().toJson();
    header.put("seed", seed);
    header.put("version", version);
    header.put("pendingRounds", pendingRounds);
    Arrays.stream(numbers.agentSteps()).forEach(header.withArray("/agentSteps")::add);
    Arrays.stream(numbers.coordinatorSteps()).forEach(header.withArray("/coordinatorSteps")::add);
    writer.finish(header);
  }

  private CheckpointHeader settings() {
    return new CheckpointHeader(networkSettings, learning, profile, agentCount, embeddingSize);
  }

  /**
   * Adds episodes to the replay in their order, and does one update for every {@code
   * learning.update-interval} rounds of them.
   *
   * @throws IllegalArgumentException if an episode does not fit the agents or the embeddings
   * @throws EconException if a loss or a gradient is not finite or out of all bounds; the networks
   *     keep the state from before that update
   */
  public UpdateReport learn(List<Trajectory> newEpisodes) {
    newEpisodes.forEach(this::check);
    PyTorchEngine.setThreads(learning.threads());
    try (NDManager scope = state.manager().newSubManager()) {
      NDArray before = null;
      List<LossValues> losses = new ArrayList<>();
      long transitions = 0;
      TrainingBatch batch = null;
      for (Trajectory episode : newEpisodes) {
        replay.add(episode);
        pendingRounds += episode.steps().size();
        while (pendingRounds >= learning.updateInterval()) {
          if (before == null && learning.isQuantal()) {
            before = state.playing().duplicate();
            before.attach(scope);
          }
          batch = sample();
          losses.add(update(batch));
          transitions += batch.played();
          pendingRounds -= learning.updateInterval();
        }
      }
      return report(losses, transitions, batch, before);
    } finally {
      PyTorchEngine.setThreads(1);
    }
  }

  private void check(Trajectory episode) {
    for (PlayedStep played : episode.steps()) {
      boolean fits =
          played.observations().size() == agentCount
              && played.actions().stream().allMatch(action -> action.length == profile.size())
              && (played.commitment() == null || played.commitment().length == embeddingSize);
      if (!fits) {
        throw new IllegalArgumentException(
            "Invalid episode of problem "
                + episode.problemId()
                + ": expected "
                + agentCount
                + " agents, actions of "
                + profile.size()
                + " controls and embeddings of length "
                + embeddingSize);
      }
    }
  }

  private TrainingBatch sample() {
    return TrainingBatch.of(
        replay.sample(learning.batchSize(), RandomStreams.of(seed, SAMPLE, version)),
        agentCount,
        embeddingSize,
        profile);
  }

  private LossValues update(TrainingBatch batch) {
    LossValues losses =
        step.run(state, batch, RandomStreams.mix(seed, DROPOUT, version), this::checkFinite);
    version++;
    lastLosses = losses;
    state.mirrorStep(learning.quantal().mirrorStep());
    if (version % learning.targetInterval() == 0) {
      state.approachTargets(learning.targetRate());
    }
    return losses;
  }

  private void checkFinite(LossValues losses) {
    for (Map.Entry<String, Double> loss : losses.named().entrySet()) {
      if (!(Math.abs(loss.getValue()) <= DIVERGED)) {
        String last =
            lastLosses == null
                ? "no earlier one in this process"
                : String.format(
                    Locale.ROOT, "before it %.4g", lastLosses.named().get(loss.getKey()));
        throw new EconException(
            ExitCode.DIVERGED,
            String.format(
                Locale.ROOT,
                "Training diverged at update %d: %s is %s, %s; go on from the last checkpoint with"
                    + " a lower 'learning.agent-rate' (now %s) or 'learning.coordinator-rate' (now"
                    + " %s), and check the rewards.",
                version + 1,
                loss.getKey(),
                loss.getValue(),
                last,
                learning.agentRate(),
                learning.coordinatorRate()));
      }
    }
  }

  private UpdateReport report(
      List<LossValues> losses, long transitions, TrainingBatch batch, NDArray before) {
    double[] gaps = new double[agentCount];
    Arrays.fill(gaps, Double.NaN);
    double klOld = Double.NaN;
    double klReference = Double.NaN;
    if (batch != null) {
      gaps = diagnostics.gaps(state.agents().rows(), batch);
      if (learning.isQuantal()) {
        double[][] now = diagnostics.policies(state.playing(), alphas, batch);
        double[][] old = diagnostics.policies(before, alphas, batch);
        double[] uniform = new double[candidates.size()];
        Arrays.fill(uniform, 1.0 / uniform.length);
        double[][] reference = new double[now.length][];
        Arrays.fill(reference, uniform);
        klOld = PolicyDiagnostics.meanDivergence(now, old, batch);
        klReference = PolicyDiagnostics.meanDivergence(now, reference, batch);
      }
    }
    return new UpdateReport(
        version,
        losses.size(),
        transitions,
        mean(losses, loss -> loss.total(learning)),
        mean(losses, LossValues::local),
        mean(losses, LossValues::group),
        mean(losses, LossValues::similarity),
        mean(losses, LossValues::consistency),
        mean(losses, loss -> loss.encoder(learning)),
        mean(losses, loss -> loss.mixer(learning)),
        mean(losses, LossValues::control),
        losses.stream().mapToDouble(LossValues::gradientNorm).max().orElse(Double.NaN),
        gaps,
        klOld,
        klReference);
  }

  private static double mean(List<LossValues> losses, ToDoubleFunction<LossValues> loss) {
    return losses.stream().mapToDouble(loss).average().orElse(Double.NaN);
  }

  /** The present weights, for playing. */
  public PolicyWeights weights() {
    return new PolicyWeights(
        version,
        networkSettings,
        learning,
        profile,
        agentCount,
        embeddingSize,
        state.playing().toFloatArray(),
        noise(),
        learning.isQuantal() ? alphas.clone() : new double[0]);
  }

  /** Goes from start to end in a straight line. */
  private double noise() {
    double start = learning.exploration().start();
    double end = learning.exploration().end();
    int updates = learning.exploration().updates();
    double done = updates == 0 ? 1 : Math.min(1, (double) version / updates);
    return start + (end - start) * done;
  }

  /** Updates done since {@link #create}; the version of the weights. */
  public int version() {
    return version;
  }

  /** Learned numbers of all networks, without target networks and other copies. */
  public long parameterCount() {
    return agentCount * agents.layout().parameters() + coordinator.layout().parameters();
  }

  /**
   * A learner with one more executor agent that is untrained: belief encoder and mixing network
   * take any number of agents and go on from here, as do the others. The replay starts anew, since
   * its episodes lack the agent. This learner stays as it is.
   */
  public Learner withAddedAgent(long agentSeed) {
    CheckpointHeader more =
        new CheckpointHeader(networkSettings, learning, profile, agentCount + 1, embeddingSize);
    float[] row = agents.layout().initial(RandomStreams.of(agentSeed, INITIAL));
    return new Learner(
        more, new Progress(seed, version, 0), state.numbers().withAgent(row), List.of());
  }

  @Override
  public void close() {
    state.close();
  }
}
