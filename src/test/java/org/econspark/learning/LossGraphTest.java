package org.econspark.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.econspark.nn.GradientCheck.initialRows;
import static org.econspark.nn.GradientCheck.tensors;
import static org.econspark.nn.SampleObservations.EMBEDDING_SIZE;
import static org.econspark.nn.SampleObservations.PROFILE;
import static org.econspark.nn.SampleObservations.SMALL;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.function.Function;
import org.econspark.nn.AgentNetworks;
import org.econspark.nn.CoordinatorNetworks;
import org.econspark.nn.GradientCheck;
import org.econspark.nn.PyTorchEngine;
import org.junit.jupiter.api.Test;

/** The losses: their gradients against finite differences, and whose parameters they reach. */
class LossGraphTest {
  private static final int AGENTS = 3;
  private static final DataType TYPE = DataType.FLOAT64;

  private final AgentNetworks agents = new AgentNetworks(SMALL, EMBEDDING_SIZE, PROFILE.size());
  private final CoordinatorNetworks coordinator =
      new CoordinatorNetworks(SMALL, EMBEDDING_SIZE, PROFILE.size());
  private final double[] agentRows = initialRows(agents.layout(), AGENTS);
  private final double[] coordinatorRows = initialRows(coordinator.layout(), 1);
  private final TrainingBatch batch =
      TrainingBatch.of(
          new SampleTrajectories(1).episodes(4, AGENTS, 3), AGENTS, EMBEDDING_SIZE, PROFILE);

  @Test
  void localErrorTrainsBeliefNetworksAndLocalValues() {
    assertAgentGradient(LossGraph::local, "belief.", "value.");
  }

  @Test
  void controlLossTrainsTheHeadsAlone() {
    assertAgentGradient(LossGraph::control, "head.");
  }

  @Test
  void encoderLossTrainsTheEncoderAlone() {
    assertCoordinatorGradient(LossGraph::groupOfEncoder, "encoder.");
  }

  @Test
  void mixerLossTrainsMixerAndProjectionAlone() {
    assertCoordinatorGradient(
        graph -> graph.mixer(SampleTrajectories.learning("continuous")), "mixer.");
  }

  @Test
  void encoderAndMixerSeeTheSameGroupError() {
    try (NDManager manager = PyTorchEngine.newManager()) {
      LossGraph graph = graph(manager, rows(manager, agentRows, AGENTS), shared(manager));
      assertThat(graph.groupOfEncoder().getDouble()).isEqualTo(graph.groupOfMixer().getDouble());
    }
  }

  /** What a backward pass needs must not lie in memory that the JVM takes back. */
  @Test
  void garbageCollectionBeforeTheBackwardPassChangesNothing() throws InterruptedException {
    double[] undisturbed = gradient(false);
    double[] collected = gradient(true);

    assertThat(undisturbed).isNotEqualTo(new double[undisturbed.length]);
    assertThat(collected).isEqualTo(undisturbed);
  }

  /** Of the whole objective by the agents' numbers. */
  private double[] gradient(boolean collectGarbage) throws InterruptedException {
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray own = rows(manager, agentRows, AGENTS);
      own.setRequiresGradient(true);
      try (GradientCollector collector = PyTorchEngine.newGradientCollector()) {
        NDArray objective =
            graph(manager, own, shared(manager))
                .objective(SampleTrajectories.learning("continuous"));
        if (collectGarbage) {
          // Memory of unreachable buffers is freed by a thread of the JVM, soon after.
          System.gc();
          Thread.sleep(200);
        }
        collector.backward(objective);
      }
      return own.getGradient().toDoubleArray();
    }
  }

  @Test
  void discountMattersOnlyWhereThereIsANextRound() {
    List<TrainingBatch> batches =
        List.of(
            TrainingBatch.of(
                new SampleTrajectories(2).episodes(4, AGENTS, 1), AGENTS, EMBEDDING_SIZE, PROFILE),
            batch);
    for (TrainingBatch chosen : batches) {
      for (CandidateControls candidates : new CandidateControls[] {null, candidates()}) {
        try (NDManager manager = PyTorchEngine.newManager()) {
          double[] patient = targets(manager, candidates, 0.99, chosen).local().toDoubleArray();
          double[] blind = targets(manager, candidates, 0, chosen).local().toDoubleArray();
          double[] patientGroup =
              targets(manager, candidates, 0.99, chosen).group().toDoubleArray();
          double[] blindGroup = targets(manager, candidates, 0, chosen).group().toDoubleArray();
          if (chosen.rounds() == 1) {
            assertThat(patient).isEqualTo(blind);
            assertThat(patientGroup).isEqualTo(blindGroup);
          } else {
            assertThat(patient).isNotEqualTo(blind);
            assertThat(patientGroup).isNotEqualTo(blindGroup);
          }
        }
      }
    }
  }

  @Test
  void targetIsRewardPlusDiscountedBestValueOfTheNextRound() {
    CandidateControls candidates = candidates();
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray rows = rows(manager, agentRows, AGENTS);
      NDArray beliefs =
          agents.beliefs(manager, TYPE, agents.layout().views(rows), batch.inputs(), 0);
      double[] values =
          agents
              .values(
                  agents.layout().views(rows),
                  beliefs,
                  candidates.with(
                      manager, TYPE, agents.proposals(agents.layout().views(rows), beliefs)))
              .toDoubleArray();
      double[] rewards = batch.rewards(manager, TYPE).toDoubleArray();
      double[] continues = batch.continues(manager, TYPE).toDoubleArray();
      double[] targets = targets(manager, candidates, 0.9, batch).local().toDoubleArray();
      int roundsInAll = continues.length;
      assertThat(continues).contains(0).contains(1);
      for (int i = 0; i < targets.length; i++) {
        double expected = rewards[i];
        if (continues[i % roundsInAll] > 0) {
          double best = Double.NEGATIVE_INFINITY;
          for (int u = 0; u < candidates.size(); u++) {
            best = Math.max(best, values[(i + 1) * candidates.size() + u]);
          }
          expected += 0.9 * best;
        }
        assertThat(targets[i]).isCloseTo(expected, within(1e-9));
      }
    }
  }

  private static CandidateControls candidates() {
    return new CandidateControls(SampleTrajectories.learning("quantal").quantal(), PROFILE.size());
  }

  private TdTargets targets(
      NDManager manager, CandidateControls candidates, double discount, TrainingBatch chosen) {
    return TdTargets.of(
        manager,
        TYPE,
        agents,
        agents.layout().views(rows(manager, agentRows, AGENTS)),
        coordinator,
        coordinator.layout().views(shared(manager)),
        candidates,
        discount,
        chosen);
  }

  private void assertAgentGradient(Function<LossGraph, NDArray> loss, String... prefixes) {
    GradientCheck.assertMatches(
        agentRows,
        AGENTS,
        (manager, rows) -> loss.apply(graph(manager, rows, shared(manager))),
        tensors(agents.layout(), prefixes));
  }

  private void assertCoordinatorGradient(Function<LossGraph, NDArray> loss, String... prefixes) {
    GradientCheck.assertMatches(
        coordinatorRows,
        1,
        (manager, rows) -> loss.apply(graph(manager, rows(manager, agentRows, AGENTS), rows)),
        tensors(coordinator.layout(), prefixes));
  }

  private LossGraph graph(NDManager manager, NDArray own, NDArray common) {
    return LossGraph.of(
        manager,
        TYPE,
        agents,
        agents.layout().views(own),
        agents.layout().views(own.stopGradient()),
        coordinator,
        coordinator.layout().views(common),
        coordinator.layout().views(common.stopGradient()),
        targets(manager, null, 0.99, batch),
        0,
        batch);
  }

  private NDArray shared(NDManager manager) {
    return rows(manager, coordinatorRows, 1);
  }

  private static NDArray rows(NDManager manager, double[] values, int count) {
    return manager.create(values, new Shape(count, values.length / count));
  }
}
