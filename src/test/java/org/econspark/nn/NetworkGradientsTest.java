package org.econspark.nn;

import static org.econspark.nn.GradientCheck.tensors;
import static org.econspark.nn.SampleObservations.EMBEDDING_SIZE;
import static org.econspark.nn.SampleObservations.PROFILE;
import static org.econspark.nn.SampleObservations.SMALL;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Every block and every loss term against finite differences. */
class NetworkGradientsTest {
  private static final int AGENTS = 2;
  private static final int ROUNDS = 5;
  private static final DataType TYPE = DataType.FLOAT64;

  private final AgentNetworks agents = new AgentNetworks(SMALL, EMBEDDING_SIZE, PROFILE.size());
  private final CoordinatorNetworks coordinator =
      new CoordinatorNetworks(SMALL, EMBEDDING_SIZE, PROFILE.size());

  @Test
  void beliefNetworkOverRounds() {
    SampleObservations samples = new SampleObservations(1);
    BeliefInputs inputs =
        BeliefInputs.of(
            List.of(samples.episode(AGENTS, 3), samples.episode(AGENTS, 1)),
            AGENTS,
            EMBEDDING_SIZE,
            PROFILE);
    assertAgentGradient(
        (manager, rows) -> agents.beliefs(manager, TYPE, agents.layout().views(rows), inputs, 0),
        tensors(agents.layout(), "belief."));
  }

  @Test
  void controlHead() {
    assertAgentGradient(
        (manager, rows) ->
            agents.proposals(agents.layout().views(rows), random(manager, 1, AGENTS, ROUNDS, 6)),
        tensors(agents.layout(), "head."));
  }

  @Test
  void localValueOverCandidates() {
    assertAgentGradient(
        (manager, rows) ->
            agents.values(
                agents.layout().views(rows),
                random(manager, 1, AGENTS, ROUNDS, 6),
                random(manager, 2, AGENTS, ROUNDS, 3, 2)),
        tensors(agents.layout(), "value."));
  }

  @Test
  void beliefEncoder() {
    assertCoordinatorGradient(
        (manager, rows) ->
            coordinator.groupRepresentation(
                coordinator.layout().views(rows), random(manager, 1, AGENTS, ROUNDS, 6)),
        "encoder.");
  }

  @Test
  void mixerWithItsFeatures() {
    assertCoordinatorGradient(
        (manager, rows) -> {
          Tensors tensors = coordinator.layout().views(rows);
          NDArray group = random(manager, 1, ROUNDS, 8);
          NDArray features =
              coordinator.features(tensors, random(manager, 2, AGENTS, ROUNDS, 2), group);
          return coordinator.groupQ(tensors, random(manager, 3, AGENTS, ROUNDS), features, group);
        },
        "mixer.controls",
        "mixer.attention",
        "mixer.feature",
        "mixer.weight",
        "mixer.bias");
  }

  @Test
  void projectionOfFeatures() {
    assertCoordinatorGradient(
        (manager, rows) ->
            coordinator.projected(
                coordinator.layout().views(rows), random(manager, 1, ROUNDS, AGENTS, 8)),
        "mixer.projection");
  }

  @Test
  void lossesByTheirInputs() {
    BiFunction<NDManager, NDArray, NDArray> weights =
        (manager, rows) -> manager.create(new double[] {0.25, 0.25, 0, 0.25, 0.25});
    IntPredicate counted = position -> position % ROUNDS != 2;
    double[] values = new SplittableRandom(1).doubles(AGENTS * ROUNDS, -1, 1).toArray();
    GradientCheck.assertMatches(
        values,
        AGENTS,
        (manager, rows) ->
            Losses.temporalDifference(
                rows, random(manager, 2, AGENTS, ROUNDS), weights.apply(manager, rows)),
        counted);
    GradientCheck.assertMatches(
        values,
        AGENTS,
        (manager, rows) ->
            Losses.consistency(rows, random(manager, 2, ROUNDS), weights.apply(manager, rows)),
        counted);
    double[] features =
        new SplittableRandom(1).doubles(ROUNDS * AGENTS * EMBEDDING_SIZE, -1, 1).toArray();
    int round = AGENTS * EMBEDDING_SIZE;
    GradientCheck.assertMatches(
        features,
        ROUNDS,
        (manager, rows) ->
            Losses.similarity(
                rows.reshape(ROUNDS, AGENTS, EMBEDDING_SIZE),
                random(manager, 2, ROUNDS, EMBEDDING_SIZE),
                weights.apply(manager, rows)),
        position -> position / round != 2);
  }

  private void assertAgentGradient(
      BiFunction<NDManager, NDArray, NDArray> output, IntPredicate watched) {
    GradientCheck.assertMatches(
        GradientCheck.initialRows(agents.layout(), AGENTS),
        AGENTS,
        (manager, rows) -> GradientCheck.weightedSum(output.apply(manager, rows)),
        watched);
  }

  private void assertCoordinatorGradient(
      BiFunction<NDManager, NDArray, NDArray> output, String... prefixes) {
    GradientCheck.assertMatches(
        GradientCheck.initialRows(coordinator.layout(), 1),
        1,
        (manager, rows) -> GradientCheck.weightedSum(output.apply(manager, rows)),
        tensors(coordinator.layout(), prefixes));
  }

  private static NDArray random(NDManager manager, long seed, long... shape) {
    Shape size = new Shape(shape);
    return manager.create(new SplittableRandom(seed).doubles(size.size(), -1, 1).toArray(), size);
  }
}
