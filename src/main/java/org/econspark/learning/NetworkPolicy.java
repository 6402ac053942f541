package org.econspark.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.econspark.episode.Decision;
import org.econspark.episode.Observation;
import org.econspark.episode.Policy;
import org.econspark.episode.PromptEmbedding;
import org.econspark.nn.AgentNetworks;
import org.econspark.nn.BeliefInputs;
import org.econspark.nn.ControlScale;
import org.econspark.nn.PyTorchEngine;
import org.econspark.nn.Tensors;

/**
 * Plays with the weights of a learner. One call serves the agents of one problem and nothing else,
 * so a decision does not depend on which problems are decided beside it. On Spark executors and on
 * the driver.
 */
final class NetworkPolicy implements Policy {
  private static final DataType TYPE = DataType.FLOAT32;

  private final PolicyWeights weights;
  private final AgentNetworks networks;
  private final CandidateControls candidates;
  private final NDManager manager;
  private final NDArray rows;

  NetworkPolicy(PolicyWeights weights) {
    this.weights = weights;
    int controls = weights.profile().size();
    networks = new AgentNetworks(weights.networks(), weights.embeddingSize(), controls);
    candidates =
        weights.learning().isQuantal()
            ? new CandidateControls(weights.learning().quantal(), controls)
            : null;
    manager = PyTorchEngine.newManager();
    rows =
        PyTorchEngine.create(
            manager, weights.values(), new Shape(weights.agents(), networks.layout().size()), TYPE);
  }

  @Override
  public List<Decision> decide(List<Observation> perAgent, boolean explore, long seed) {
    try (NDManager scope = manager.newSubManager()) {
      Tensors tensors = tensors(scope);
      NDArray beliefs = beliefs(scope, tensors, perAgent);
      NDArray proposals = networks.proposals(tensors, beliefs);
      return candidates == null
          ? proposed(scope, tensors, beliefs, proposals, explore, seed)
          : chosen(scope, tensors, beliefs, proposals, explore, seed);
    }
  }

  /** The quantal policies, shape (agents, candidates); what {@link #decide} draws from. */
  double[][] probabilities(List<Observation> perAgent) {
    try (NDManager scope = manager.newSubManager()) {
      Tensors tensors = tensors(scope);
      NDArray beliefs = beliefs(scope, tensors, perAgent);
      float[] values =
          candidateValues(scope, tensors, beliefs, networks.proposals(tensors, beliefs));
      double[][] probabilities = new double[weights.agents()][];
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = QuantalResponse.probabilities(own(values, i), weights.alphas()[i]);
      }
      return probabilities;
    }
  }

  @Override
  public double[][] values(List<Observation> perAgent, List<List<PromptEmbedding>> controls) {
    int count = controls.get(0).size();
    int size = weights.profile().size();
    float[] units = new float[weights.agents() * count * size];
    for (int i = 0; i < weights.agents(); i++) {
      for (int u = 0; u < count; u++) {
        float[] action = weights.profile().toAction(controls.get(i).get(u));
        float[] unit = ControlScale.toUnit(weights.profile(), action);
        System.arraycopy(unit, 0, units, (i * count + u) * size, size);
      }
    }
    try (NDManager scope = manager.newSubManager()) {
      Tensors tensors = tensors(scope);
      NDArray taken =
          PyTorchEngine.create(scope, units, new Shape(weights.agents(), 1, count, size), TYPE);
      float[] values =
          networks.values(tensors, beliefs(scope, tensors, perAgent), taken).toFloatArray();
      double[][] byAgent = new double[weights.agents()][count];
      for (int i = 0; i < values.length; i++) {
        byAgent[i / count][i % count] = values[i];
      }
      return byAgent;
    }
  }

  private Tensors tensors(NDManager scope) {
    NDArray view = rows.stopGradient();
    view.attach(scope);
    return networks.layout().views(view);
  }

  /** Of the present round; shape (N, 1, H). */
  private NDArray beliefs(NDManager scope, Tensors tensors, List<Observation> perAgent) {
    List<List<Observation>> rounds = rounds(perAgent);
    BeliefInputs inputs =
        BeliefInputs.of(
            List.of(rounds), weights.agents(), weights.embeddingSize(), weights.profile());
    return networks
        .beliefs(scope, TYPE, tensors, inputs, 0)
        .get(new NDIndex(":, {}:", rounds.size() - 1));
  }

  /** Of all agents one after the other. */
  private float[] candidateValues(
      NDManager scope, Tensors tensors, NDArray beliefs, NDArray proposals) {
    NDArray all = candidates.with(scope, TYPE, proposals);
    return networks.values(tensors, beliefs, all).toFloatArray();
  }

  private float[] own(float[] candidateValues, int agent) {
    int count = candidates.size();
    return Arrays.copyOfRange(candidateValues, agent * count, (agent + 1) * count);
  }

  /** Rounds so far and the present one, as the learner sees them. */
  private static List<List<Observation>> rounds(List<Observation> perAgent) {
    int past = perAgent.isEmpty() ? 0 : perAgent.get(0).history().size();
    List<List<Observation>> rounds = new ArrayList<>();
    for (int s = 0; s <= past; s++) {
      List<Observation> round = new ArrayList<>();
      for (Observation observation : perAgent) {
        if (observation.history().size() != past) {
          throw new IllegalArgumentException(
              "Invalid observations: agents have been through different numbers of rounds");
        }
        round.add(
            new Observation(
                observation.question(),
                observation.strategy(),
                observation.history().subList(0, s)));
      }
      rounds.add(round);
    }
    return rounds;
  }

  /** The heads' proposals, with Gaussian noise in training. */
  private List<Decision> proposed(
      NDManager scope,
      Tensors tensors,
      NDArray beliefs,
      NDArray proposals,
      boolean explore,
      long seed) {
    int agents = weights.agents();
    int size = weights.profile().size();
    float[] proposed = proposals.toFloatArray();
    float[] units = new float[agents * size];
    List<float[]> actions = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      float[] unit = Arrays.copyOfRange(proposed, i * size, (i + 1) * size);
      if (explore) {
        SplittableRandom random = RandomStreams.of(seed, i);
        for (int c = 0; c < size; c++) {
          // The scale of the networks is twice a range.
          double noisy = unit[c] + 2 * weights.noise() * random.nextGaussian();
          unit[c] = (float) Math.min(1, Math.max(-1, noisy));
        }
      }
      actions.add(ControlScale.toAction(weights.profile(), unit));
      System.arraycopy(
          ControlScale.toUnit(weights.profile(), actions.get(i)), 0, units, i * size, size);
    }
    NDArray taken = PyTorchEngine.create(scope, units, new Shape(agents, 1, 1, size), TYPE);
    float[] values = networks.values(tensors, beliefs, taken).toFloatArray();
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      decisions.add(decision(actions.get(i), -1, values[i]));
    }
    return decisions;
  }

  /** A candidate drawn from the quantal policy, or its best one. */
  private List<Decision> chosen(
      NDManager scope,
      Tensors tensors,
      NDArray beliefs,
      NDArray proposals,
      boolean explore,
      long seed) {
    int size = weights.profile().size();
    float[] values = candidateValues(scope, tensors, beliefs, proposals);
    float[] proposed = proposals.toFloatArray();
    boolean sampled = explore || weights.learning().samplesInEvaluation();
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < weights.agents(); i++) {
      float[] own = own(values, i);
      double[] probabilities = QuantalResponse.probabilities(own, weights.alphas()[i]);
      int index =
          sampled
              ? QuantalResponse.draw(probabilities, RandomStreams.of(seed, i).nextDouble())
              : QuantalResponse.best(probabilities);
      float[] unit = candidates.get(index, Arrays.copyOfRange(proposed, i * size, (i + 1) * size));
      decisions.add(decision(ControlScale.toAction(weights.profile(), unit), index, own[index]));
    }
    return decisions;
  }

  private Decision decision(float[] action, int candidate, double value) {
    return new Decision(weights.profile().toControls(action), action, candidate, value);
  }

  @Override
  public int weightsVersion() {
    return weights.version();
  }

  @Override
  public void close() {
    manager.close();
  }
}
