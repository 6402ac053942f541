package org.econspark.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.econspark.episode.Decision;
import org.econspark.episode.Observation;
import org.econspark.episode.Policy;
import org.econspark.episode.PromptEmbedding;

/** A stand-in policy that chooses temperatures by a function of agent and observation. */
final class ScriptedPolicy implements Policy {
  private final BiFunction<Integer, Observation, Double> temperatures;

  ScriptedPolicy(BiFunction<Integer, Observation, Double> temperatures) {
    this.temperatures = temperatures;
  }

  @Override
  public List<Decision> decide(List<Observation> perAgent, boolean explore, long seed) {
    List<Decision> decisions = new ArrayList<>();
    for (int agent = 0; agent < perAgent.size(); agent++) {
      double temperature = temperatures.apply(agent, perAgent.get(agent));
      decisions.add(
          new Decision(
              new PromptEmbedding(temperature, 0.5, 1),
              new float[] {(float) temperature, 0.5f},
              -1,
              0.25));
    }
    return decisions;
  }

  /** Hotter controls are worth more: Q is the temperature. */
  @Override
  public double[][] values(List<Observation> perAgent, List<List<PromptEmbedding>> controls) {
    return controls.stream()
        .map(own -> own.stream().mapToDouble(PromptEmbedding::temperature).toArray())
        .toArray(double[][]::new);
  }

  @Override
  public int weightsVersion() {
    return 7;
  }

  @Override
  public void close() {}
}
