package org.econspark.learning;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.econspark.config.Settings;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.config.SettingsLoader;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.ControlProfile.Control;
import org.econspark.episode.ControlProfile.Kind;
import org.econspark.episode.Decision;
import org.econspark.episode.Observation;
import org.econspark.episode.PlayedStep;
import org.econspark.episode.Policy;
import org.econspark.episode.Trajectory;

/**
 * Transitions per second of one update of all networks at their default sizes, and the time of one
 * decision.
 *
 * <p>{@code src/test/python/benchmark_update.sh} runs it in turn with the same networks written in
 * PyTorch. Options: {@code --threads N --cases 3x16,3x256,9x16,9x256 --embedding 256 --seconds 5};
 * a case is agents x episodes in a minibatch.
 */
final class BenchmarkUpdate {

  private static final int UPDATES = 16;

  private BenchmarkUpdate() {}

  public static void main(String[] args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i].substring(2), args[i + 1]);
    }
    int threads = Integer.parseInt(options.getOrDefault("threads", "1"));
    int embedding = Integer.parseInt(options.getOrDefault("embedding", "256"));
    double seconds = Double.parseDouble(options.getOrDefault("seconds", "5"));
    for (String size : options.getOrDefault("cases", "3x16,3x256,9x16,9x256").split(",")) {
      String[] parts = size.split("x");
      measure(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), embedding, threads, seconds);
    }
  }

  private static void measure(int agents, int batch, int embedding, int threads, double seconds) {
    Settings settings =
        new SettingsLoader()
            .value("learning.threads", threads)
            .value("learning.replay-size", batch)
            .value("learning.batch-size", batch)
            .value("learning.update-interval", batch)
            .load();
    LearningSettings learning = settings.learning();
    ControlProfile profile =
        new ControlProfile(
            "econ-2d",
            List.of(new Control(Kind.TEMPERATURE, 0.1, 2), new Control(Kind.TOP_P, 0.1, 0.9)));
    try (Learner learner =
        Learner.create(settings.networks(), learning, profile, agents, embedding, 1)) {
      // A call does the updates of an epoch and looks once at what they came to.
      List<Trajectory> episodes = episodes(agents, batch * UPDATES, embedding);
      int updates = 0;
      for (int i = 0; i < 1; i++) {
        learner.learn(episodes);
      }
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long used = system.getProcessCpuTime();
      long start = System.nanoTime();
      double elapsed = 0;
      while (elapsed < seconds) {
        learner.learn(episodes);
        updates += UPDATES;
        elapsed = (System.nanoTime() - start) / 1e9;
      }
      System.out.printf(
          Locale.ROOT,
          "java case %dx%d transitions_per_s %.1f ms_per_update %.1f cpu_ms_per_update %.1f parameters %d%n",
          agents,
          batch,
          updates * batch / elapsed,
          1000 * elapsed / updates,
          (system.getProcessCpuTime() - used) / 1e6 / updates,
          learner.parameterCount());
      decisions(learner.weights(), episodes);
    }
  }

  private static void decisions(PolicyWeights weights, List<Trajectory> episodes) {
    try (Policy policy = weights.open()) {
      List<Observation> observations = episodes.get(0).steps().get(0).observations();
      for (int i = 0; i < 20; i++) {
        policy.decide(observations, true, i);
      }
      int count = 100;
      long start = System.nanoTime();
      double sum = 0;
      for (int i = 0; i < count; i++) {
        List<Decision> decisions = policy.decide(observations, true, i);
        sum += decisions.get(0).qValue();
      }
      System.out.printf(
          Locale.ROOT,
          "java decision agents %d ms %.2f mean_q %.6f weights %08x%n",
          weights.agents(),
          (System.nanoTime() - start) / 1e6 / count,
          sum / count,
          Arrays.hashCode(weights.values()));
    }
  }

  private static List<Trajectory> episodes(int agents, int count, int embedding) {
    SplittableRandom random = new SplittableRandom(1);
    List<Trajectory> episodes = new ArrayList<>();
    for (int e = 0; e < count; e++) {
      float[] question = vector(random, embedding);
      float[] strategy = vector(random, embedding);
      List<Observation> observations = new ArrayList<>();
      List<float[]> actions = new ArrayList<>();
      List<Integer> candidates = new ArrayList<>();
      for (int i = 0; i < agents; i++) {
        observations.add(new Observation(question, strategy, List.of()));
        actions.add(
            new float[] {(float) random.nextDouble(0.1, 2), (float) random.nextDouble(0.1, 0.9)});
        candidates.add(-1);
      }
      PlayedStep step =
          new PlayedStep(
              observations,
              actions,
              candidates,
              random.doubles(agents).toArray(),
              random.nextDouble(),
              vector(random, embedding));
      episodes.add(new Trajectory("p" + e, List.of(step)));
    }
    return episodes;
  }

  private static float[] vector(SplittableRandom random, int size) {
    float[] vector = new float[size];
    double scale = 1 / Math.sqrt(size);
    for (int i = 0; i < size; i++) {
      vector[i] = (float) (scale * random.nextGaussian());
    }
    return vector;
  }
}
