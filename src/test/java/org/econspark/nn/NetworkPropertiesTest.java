package org.econspark.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.econspark.nn.SampleObservations.EMBEDDING_SIZE;
import static org.econspark.nn.SampleObservations.PROFILE;
import static org.econspark.nn.SampleObservations.SMALL;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.econspark.config.Settings.NetworkSettings;
import org.econspark.episode.Observation;
import org.junit.jupiter.api.Test;

class NetworkPropertiesTest {
  private static final DataType TYPE = DataType.FLOAT32;

  private final AgentNetworks agents = new AgentNetworks(SMALL, EMBEDDING_SIZE, PROFILE.size());
  private final CoordinatorNetworks coordinator =
      new CoordinatorNetworks(SMALL, EMBEDDING_SIZE, PROFILE.size());

  @Test
  void groupValueNeverFallsWhenOneAgentValueRises() {
    int rounds = 500;
    for (int seed = 0; seed < 20; seed++) {
      try (NDManager manager = PyTorchEngine.newManager()) {
        Tensors tensors = views(manager, coordinator.layout(), 1, seed, 3);
        NDArray values = random(manager, seed, 4, rounds).mul(5);
        NDArray group = random(manager, seed + 100, rounds, 8);
        NDArray features =
            coordinator.features(tensors, random(manager, seed + 200, 4, rounds, 2), group);
        values.setRequiresGradient(true);
        try (GradientCollector collector = PyTorchEngine.newGradientCollector()) {
          collector.backward(coordinator.groupQ(tensors, values, features, group).sum());
        }
        assertThat(values.getGradient().min().getFloat()).isNotNegative();
        assertThat(values.getGradient().max().getFloat()).isPositive();
      }
    }
  }

  @Test
  void groupRepresentationIgnoresAgentOrder() {
    try (NDManager manager = PyTorchEngine.newManager()) {
      Tensors tensors = views(manager, coordinator.layout(), 1, 1, 1);
      NDArray beliefs = random(manager, 2, 4, 10, 6);
      NDArray swapped = beliefs.get(manager.create(new long[] {2, 0, 3, 1}));

      float[] one = coordinator.groupRepresentation(tensors, beliefs).toFloatArray();
      float[] other = coordinator.groupRepresentation(tensors, swapped).toFloatArray();

      for (int i = 0; i < one.length; i++) {
        assertThat(other[i]).isCloseTo(one[i], within(1e-5f));
      }
    }
  }

  @Test
  void withoutBeliefEncoderTheGroupRepresentationIsAProjectionOfEachBelief() {
    CoordinatorNetworks ablated = ablated(true, false);
    try (NDManager manager = PyTorchEngine.newManager()) {
      Tensors tensors = views(manager, ablated.layout(), 1, 1, 1);
      NDArray beliefs = random(manager, 2, 4, 10, 6);

      // Without attention, the agents' parts add up: E of all is the mean of E of each alone.
      float[] all = ablated.groupRepresentation(tensors, beliefs).toFloatArray();
      float[] mean = new float[all.length];
      for (int agent = 0; agent < 4; agent++) {
        NDArray alone = beliefs.get(manager.create(new long[] {agent}));
        float[] own = ablated.groupRepresentation(tensors, alone).toFloatArray();
        for (int i = 0; i < mean.length; i++) {
          mean[i] += own[i] / 4;
        }
      }
      for (int i = 0; i < all.length; i++) {
        assertThat(all[i]).isCloseTo(mean[i], within(1e-5f));
      }
    }
  }

  @Test
  void withoutMixerConcatenationFeaturesDoNotSeeTheGroup() {
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray controls = random(manager, 3, 4, 10, 2);
      NDArray group = random(manager, 4, 10, 8);
      for (boolean without : new boolean[] {true, false}) {
        CoordinatorNetworks networks = ablated(false, without);
        Tensors tensors = views(manager, networks.layout(), 1, 1, 1);
        float[] one = networks.features(tensors, controls, group).toFloatArray();
        float[] other = networks.features(tensors, controls, group.mul(2)).toFloatArray();
        assertThat(Arrays.equals(one, other)).isEqualTo(without);
      }
    }
  }

  private static CoordinatorNetworks ablated(boolean encoder, boolean concatenation) {
    return new CoordinatorNetworks(
        new NetworkSettings(8, 2, 2, 16, 0, 1e-5, 6, 8, 8, 8, 4, encoder, concatenation),
        EMBEDDING_SIZE,
        PROFILE.size());
  }

  @Test
  void beliefDependsOnOwnHistoryAndOnNothingOfOthers() {
    try (NDManager manager = PyTorchEngine.newManager()) {
      Tensors tensors = views(manager, agents.layout(), 3, 1, 1);
      List<List<Observation>> episode = new SampleObservations(1).episode(3, 2);
      List<Observation> changed = new ArrayList<>(episode.get(1));
      changed.set(1, new SampleObservations(9).episode(3, 2).get(1).get(1));

      float[] before = beliefs(manager, tensors, List.of(episode));
      float[] after = beliefs(manager, tensors, List.of(List.of(episode.get(0), changed)));

      // (agent, round, number): only agent 1 in round 1 sees anything else.
      for (int i = 0; i < before.length; i++) {
        if (i / 6 == 3) {
          assertThat(after[i]).isNotEqualTo(before[i]);
        } else {
          assertThat(after[i]).isCloseTo(before[i], within(1e-6f));
        }
      }
    }
  }

  @Test
  void failedAnswerIsNotAMissingOneNorAnAnswer() {
    try (NDManager manager = PyTorchEngine.newManager()) {
      Tensors tensors = views(manager, agents.layout(), 1, 1, 1);
      SampleObservations samples = new SampleObservations(1);
      Observation first = new Observation(samples.embedding(), samples.embedding(), List.of());
      float[] answer = samples.embedding();
      float[] commitment = samples.embedding();
      List<float[]> beliefs = new ArrayList<>();
      for (float[] said : Arrays.asList(answer, null)) {
        Observation second =
            new Observation(
                first.question(),
                first.strategy(),
                List.of(
                    new Observation.Round(
                        PROFILE.toControls(new float[] {1, 0.5f}), said, commitment)));
        beliefs.add(beliefs(manager, tensors, List.of(List.of(List.of(first), List.of(second)))));
      }

      assertThat(beliefs.get(0)).startsWith(beliefs.get(1)[0]);
      assertThat(beliefs.get(0)[6]).isNotEqualTo(beliefs.get(1)[6]);
    }
  }

  @Test
  void layerNormIsOverEachRowNotOverTheBatch() {
    try (NDManager manager = PyTorchEngine.newManager()) {
      TensorLayout layout = TensorLayout.shared();
      layout.norm("norm", 4);
      Tensors tensors = views(manager, layout, 1, 1, 1);
      NDArray rows =
          manager.create(new float[] {1, 2, 3, 4, 100, 100, 100, 108}, new Shape(1, 2, 4));

      float[] normal = Layers.layerNorm(rows, tensors, "norm", 1e-5).toFloatArray();

      double spread = Math.sqrt(1.25 + 1e-5);
      assertThat(normal[0]).isCloseTo((float) (-1.5 / spread), within(1e-5f));
      assertThat(normal[3]).isCloseTo((float) (1.5 / spread), within(1e-5f));
      assertThat(normal[7]).isCloseTo((float) (6 / Math.sqrt(12 + 1e-5)), within(1e-5f));
    }
  }

  @Test
  void refusesEmbeddingsOfAnotherLength() {
    Observation observation = new Observation(new float[3], null, List.of());

    assertThatThrownBy(
            () ->
                BeliefInputs.of(List.of(List.of(List.of(observation))), 1, EMBEDDING_SIZE, PROFILE))
        .hasMessage(
            "Invalid text embedding: length 3, expected 5, the length that the networks were made"
                + " for");
  }

  @Test
  void controlsKeepToTheirRangesAndToThreeDecimals() {
    assertThat(ControlScale.toAction(PROFILE, new float[] {-1, 1})).containsExactly(0.1f, 0.9f);
    assertThat(ControlScale.toAction(PROFILE, new float[] {0, 0.33333f}))
        .containsExactly(1.05f, 0.633f);
    assertThat(ControlScale.toUnit(PROFILE, new float[] {2, 0.5f})).containsExactly(1, 0);
  }

  private float[] beliefs(
      NDManager manager, Tensors tensors, List<List<List<Observation>>> episodes) {
    BeliefInputs inputs =
        BeliefInputs.of(episodes, episodes.get(0).get(0).size(), EMBEDDING_SIZE, PROFILE);
    return agents.beliefs(manager, TYPE, tensors, inputs, 0).toFloatArray();
  }

  private static Tensors views(
      NDManager manager, TensorLayout layout, int rows, long seed, double scale) {
    float[] values = new float[rows * layout.size()];
    SplittableRandom random = new SplittableRandom(seed);
    for (int row = 0; row < rows; row++) {
      float[] initial = layout.initial(random);
      for (int i = 0; i < initial.length; i++) {
        values[row * initial.length + i] = (float) scale * initial[i];
      }
    }
    return layout.views(manager.create(values, new Shape(rows, layout.size())));
  }

  private static NDArray random(NDManager manager, long seed, long... shape) {
    Shape size = new Shape(shape);
    double[] values = new SplittableRandom(seed).doubles(size.size(), -1, 1).toArray();
    return manager.create(values, size).toType(TYPE, false);
  }
}
