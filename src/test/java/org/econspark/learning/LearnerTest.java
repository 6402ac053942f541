package org.econspark.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.econspark.nn.SampleObservations.EMBEDDING_SIZE;
import static org.econspark.nn.SampleObservations.PROFILE;
import static org.econspark.nn.SampleObservations.SMALL;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.config.Settings.NetworkSettings;
import org.econspark.episode.Decision;
import org.econspark.episode.Observation;
import org.econspark.episode.PlayedStep;
import org.econspark.episode.Policy;
import org.econspark.episode.Trajectory;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.nn.SampleObservations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerTest {
  private static final int AGENTS = 3;
  private static final NetworkSettings WITH_DROPOUT =
      new NetworkSettings(8, 2, 2, 16, 0.1, 1e-5, 6, 8, 8, 8, 4, false, false);

  @TempDir Path folder;

  // Twice, since an accident of memory would not show every time.
  @ParameterizedTest
  @ValueSource(strings = {"continuous", "quantal", "continuous", "quantal"})
  void resumedLearnerGoesOnBitForBit(String policy) {
    List<Trajectory> first = new SampleTrajectories(1).episodes(41, AGENTS, 3);
    List<Trajectory> second = new SampleTrajectories(2).episodes(40, AGENTS, 3);
    LearningSettings learning = SampleTrajectories.learning(policy);
    float[] undisturbed;
    UpdateReport report;
    try (Learner learner = create(learning, AGENTS)) {
      learner.learn(first);
      learner.save(folder);
      report = learner.learn(second);
      undisturbed = learner.weights().values();
    }
    try (Learner learner = load(learning, AGENTS)) {
      UpdateReport resumed = learner.learn(second);

      assertThat(Arrays.equals(learner.weights().values(), undisturbed)).isTrue();
      assertThat(resumed)
          .usingRecursiveComparison()
          .withEqualsForType(Double::equals, Double.class)
          .isEqualTo(report);
      assertThat(report.updates()).isPositive();
      assertThat(report.lossTotal()).isFinite();
      assertThat(Double.isNaN(report.klOld())).isEqualTo(policy.equals("continuous"));
    }
  }

  @Test
  void everyUpdateIntervalOfRoundsGivesOneUpdate() {
    try (Learner learner = create(SampleTrajectories.learning("continuous"), AGENTS)) {
      List<Trajectory> episodes = new SampleTrajectories(1).episodes(20, AGENTS, 1);

      assertThat(learner.learn(episodes.subList(0, 7)).updates()).isZero();
      assertThat(learner.learn(episodes.subList(7, 8)).updates()).isEqualTo(1);
      UpdateReport report = learner.learn(episodes.subList(8, 20));
      assertThat(report.updates()).isEqualTo(1);
      assertThat(report.version()).isEqualTo(2);
      assertThat(report.transitions()).isEqualTo(16);
    }
  }

  @Test
  void divergenceIsAnErrorThatKeepsTheLastGoodState() {
    List<Trajectory> good = new SampleTrajectories(1).episodes(8, AGENTS, 1);
    List<Trajectory> bad = new ArrayList<>();
    for (Trajectory episode : good) {
      double[] rewards = {0, Double.NaN, 0};
      var step = episode.steps().get(0);
      bad.add(
          new Trajectory(
              "bad",
              List.of(
                  new PlayedStep(
                      step.observations(),
                      step.actions(),
                      step.candidates(),
                      rewards,
                      0,
                      step.commitment()))));
    }
    try (Learner learner = create(SampleTrajectories.learning("continuous"), AGENTS)) {
      learner.learn(good);
      float[] before = learner.weights().values();

      assertThatThrownBy(() -> learner.learn(bad))
          .isInstanceOfSatisfying(
              EconException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED))
          .hasMessageStartingWith("Training diverged at update 2: local TD loss is NaN, before it ")
          .hasMessageContaining("a lower 'learning.agent-rate' (now 0.001)");
      assertThat(learner.weights().values()).isEqualTo(before);
      assertThat(learner.version()).isEqualTo(1);
    }
  }

  @Test
  void damagedPartialNewerOrMismatchingCheckpointIsAClearError() throws IOException {
    LearningSettings learning = SampleTrajectories.learning("quantal");
    try (Learner learner = create(learning, AGENTS)) {
      learner.learn(new SampleTrajectories(1).episodes(8, AGENTS, 2));
      learner.save(folder);
    }
    assertRefused(learning, 4, "it was made with agents.count = 3, not 4.");
    assertRefused(
        SampleTrajectories.learning("continuous"),
        AGENTS,
        "it was made with learning.policy = quantal, not continuous.");
    assertThatThrownBy(() -> Learner.load(folder, SMALL, learning, PROFILE, AGENTS, EMBEDDING_SIZE))
        .hasMessageEndingWith("it was made with networks.dropout = 0.1, not 0.0.");

    Path manifest = folder.resolve("manifest.json");
    String whole = Files.readString(manifest);
    Files.writeString(manifest, whole.replace("\"format\" : 1", "\"format\" : 2"));
    assertRefused(
        learning,
        AGENTS,
        "it is written in format 2, this build reads up to 1; use a newer build.");
    Files.writeString(manifest, whole.substring(0, 50));
    assertRefused(learning, AGENTS, "manifest.json is damaged; use an earlier checkpoint.");
    Files.delete(manifest);
    assertRefused(
        learning, AGENTS, "manifest.json is missing: writing did not finish; use an earlier one.");
    Files.writeString(manifest, whole);

    Path replay = folder.resolve("replay.bin");
    byte[] content = Files.readAllBytes(replay);
    content[100] ^= 1;
    Files.write(replay, content);
    assertRefused(learning, AGENTS, "file replay.bin is damaged; use an earlier checkpoint.");
    Files.delete(replay);
    assertRefused(
        learning, AGENTS, "file replay.bin is missing or unreadable; use an earlier checkpoint.");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
    assertRefused(learning, AGENTS, "there is no such directory.");
  }

  @Test
  void addedAgentLearnsBesideTheTrainedOnes() {
    LearningSettings learning = SampleTrajectories.learning("continuous");
    try (Learner learner = create(learning, AGENTS)) {
      learner.learn(new SampleTrajectories(1).episodes(20, AGENTS, 2));
      float[] trained = learner.weights().values();
      try (Learner more = learner.withAddedAgent(7)) {
        float[] values = more.weights().values();
        assertThat(values).hasSize(trained.length / 3 * 4).startsWith(trained);
        assertThat(more.version()).isEqualTo(learner.version());
        assertThat(more.parameterCount()).isGreaterThan(learner.parameterCount());

        UpdateReport report = more.learn(new SampleTrajectories(2).episodes(20, 4, 2));

        assertThat(report.lossTotal()).isFinite();
        assertThat(more.weights().values()).isNotEqualTo(values);
      }
      assertThat(learner.weights().values()).isEqualTo(trained);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuous", "quantal"})
  void weightsTravelAndPlayTheSame(String policy) throws Exception {
    PolicyWeights weights;
    try (Learner learner = create(SampleTrajectories.learning(policy), AGENTS)) {
      learner.learn(new SampleTrajectories(1).episodes(40, AGENTS, 2));
      weights = learner.weights();
    }
    weights.save(folder);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(weights);
    }
    PolicyWeights shipped =
        (PolicyWeights)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    List<Observation> observations = new SampleObservations(3).episode(AGENTS, 3).get(2);
    List<List<Decision>> decisions = new ArrayList<>();
    for (PolicyWeights copy : List.of(weights, shipped, PolicyWeights.load(folder))) {
      try (Policy opened = copy.open()) {
        assertThat(opened.weightsVersion()).isEqualTo(weights.version());
        decisions.add(opened.decide(observations, false, 1));
        decisions.add(opened.decide(observations, true, 1));
        decisions.add(opened.decide(observations, true, 1));
        decisions.add(opened.decide(observations, true, 2));
      }
    }
    for (int i = 4; i < decisions.size(); i++) {
      assertThat(decisions.get(i)).usingRecursiveComparison().isEqualTo(decisions.get(i % 4));
    }
    assertThat(decisions.get(1)).usingRecursiveComparison().isEqualTo(decisions.get(2));
    assertThat(decisions.get(1)).usingRecursiveComparison().isNotEqualTo(decisions.get(3));
    for (Decision decision : decisions.get(3)) {
      assertThat(decision.controls()).isEqualTo(PROFILE.toControls(decision.action()));
      assertThat(decision.controls().temperature()).isBetween(0.1, 2.0);
      assertThat(decision.candidate() < 0).isEqualTo(policy.equals("continuous"));
      assertThat(decision.qValue()).isFinite();
    }
  }

  @Test
  void identicalAgentsInIdenticalPositionsDecideAlikeUntilTheyLearn() {
    try (Learner learner = create(SampleTrajectories.learning("continuous"), AGENTS);
        Policy policy = learner.weights().open()) {
      Observation observation = new SampleObservations(3).episode(1, 1).get(0).get(0);
      List<Decision> decisions =
          policy.decide(List.of(observation, observation, observation), false, 1);
      assertThat(decisions.get(1).action()).isEqualTo(decisions.get(0).action());
      assertThat(decisions.get(2).action()).isEqualTo(decisions.get(0).action());
      assertThat(decisions.get(0).controls().temperature()).isCloseTo(1.05, within(0.1));
    }
  }

  private static Learner create(LearningSettings learning, int agents) {
    return Learner.create(WITH_DROPOUT, learning, PROFILE, agents, EMBEDDING_SIZE, 5);
  }

  private Learner load(LearningSettings learning, int agents) {
    return Learner.load(folder, WITH_DROPOUT, learning, PROFILE, agents, EMBEDDING_SIZE);
  }

  private void assertRefused(LearningSettings learning, int agents, String reason) {
    assertThatThrownBy(() -> load(learning, agents))
        .isInstanceOfSatisfying(
            EconException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage("Cannot load checkpoint " + folder + ": " + reason);
  }
}
