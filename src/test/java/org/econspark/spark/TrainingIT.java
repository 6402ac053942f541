package org.econspark.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.learning.PolicyWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small trainings on scripted models: what Spark shows of them, and what starts from them. */
class TrainingIT {
  private static final String BENCHMARK = "mini-svamp";

  private final Configuration hadoop = new Configuration();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @TempDir private Path out;

  @Test
  void everyJobTellsEpochMethodAndBenchmark() throws Exception {
    JobDescriptions jobs = new JobDescriptions();
    SharedSpark.session().sparkContext().addSparkListener(jobs);
    try {
      train("named", 2, true, "training.epochs = 2");
      jobs.awaitQuiet();
    } finally {
      SharedSpark.session().sparkContext().removeSparkListener(jobs);
    }

    assertThat(jobs.descriptions)
        .isNotEmpty()
        .allMatch(job -> job.startsWith("train named: "))
        .allMatch(job -> job.endsWith(", " + BENCHMARK + ", econ"))
        .filteredOn(
            job -> !job.contains(": read problems, ") && !job.contains(": write manifest, "))
        .allMatch(job -> job.contains(": epoch "))
        .contains(
            "train named: epoch 0, validate weights 0, mini-svamp, econ",
            "train named: epoch 1, play with weights 0, mini-svamp, econ",
            "train named: epoch 2, play with weights 2, mini-svamp, econ",
            "train named: epoch 2, validate weights 4, mini-svamp, econ",
            "train named: epoch 2, write table training, mini-svamp, econ",
            "train named: epoch 0, deviations from econ-untrained, mini-svamp, econ");
  }

  @Test
  void trainedEnsembleGetsOneMoreAgentAndGoesOn() {
    train("two", 2, false);
    PolicyWeights two = weights("two", 1);

    train("three", 3, false, startFrom("two"));

    PolicyWeights start = weights("three", 0);
    assertThat(start.agents()).isEqualTo(3);
    assertThat(start.version()).isEqualTo(two.version()).isPositive();
    assertThat(start.values()).startsWith(two.values());
    PolicyWeights trained = weights("three", 1);
    assertThat(trained.version()).isGreaterThan(start.version());
    assertThat(trained.values()).isNotEqualTo(start.values());
  }

  @Test
  void unusableStartIsRefusedByName() throws IOException {
    train("two", 2, false);
    String uri = store("two").uri(1);

    assertThatThrownBy(() -> train("fewer", 1, false, startFrom("two")))
        .hasMessage(
            "Cannot start from checkpoint "
                + folder("two")
                + ": it has 2 agents, 'agents.count' is 1.");
    assertThatThrownBy(() -> train("other", 2, false, startFrom("two"), "networks.value-size = 8"))
        .hasMessageContaining("it was made with networks.value-size = 16, not 8.");
    assertThatThrownBy(() -> train("none", 2, false, startFrom("missing")))
        .hasMessage(
            "Cannot start from checkpoint "
                + folder("missing")
                + ": nothing finished is there; check 'training.start-from'.");

    Path manifest = Path.of(uri, SealedFolder.MANIFEST);
    String sealed = Files.readString(manifest);
    overwrite(manifest, sealed.replace("\"format\":1", "\"format\":2").getBytes(UTF_8));
    assertThatThrownBy(() -> train("newer", 2, false, startFrom("two")))
        .hasMessageContaining("Cannot load checkpoint " + uri)
        .hasMessageContaining("use a newer build");
    overwrite(manifest, sealed.getBytes(UTF_8));
    Path numbers = Path.of(uri, "learner", "agents.bin");
    byte[] content = Files.readAllBytes(numbers);
    content[1000] ^= 1;
    overwrite(numbers, content);
    assertThatThrownBy(() -> train("damaged", 2, false, startFrom("two")))
        .hasMessageContaining("Cannot load checkpoint " + uri)
        .hasMessageContaining("agents.bin");
  }

  @Test
  void unfinishedCheckpointIsPassedOverByResume() throws IOException {
    train("whole", 2, false, "training.epochs = 2");
    train("cut", 2, false, "training.epochs = 2");
    Files.delete(Path.of(store("cut").uri(2), SealedFolder.MANIFEST));

    new Training(
            SharedSpark.session(),
            settings("cut", 2, "training.epochs = 2"),
            folder("cut"),
            true,
            false,
            stream())
        .run();

    assertThat(log.toString(UTF_8)).contains("Going on after epoch 1 from ");
    assertThat(weights("cut", 2).values()).isEqualTo(weights("whole", 2).values());
  }

  @Test
  void exportedCheckpointPlaysTheWeightsThatDidBest() throws IOException {
    Training.Result result = train("exported", 2, false);
    String copy = out.resolve("copy").toString();
    PublishedCheckpoints.export(hadoop, folder("exported"), copy);

    Settings settings = settings("play", 2, "checkpoints.use = \"" + copy + "\"");
    PlayWeights weights = PolicySource.of(hadoop, settings, ModelLoading.models(settings, "cpu"));

    assertThat(weights.policies().get("econ").values())
        .isEqualTo(weights("exported", result.bestEpoch()).values());
    assertThat(Path.of(copy, "learner")).doesNotExist();
    assertThatThrownBy(() -> train("from-copy", 2, false, "training.start-from = \"" + copy + "\""))
        .hasMessageContaining("Cannot load checkpoint");
  }

  /** Without the checksum that Hadoop keeps beside a local file, as on other file systems. */
  private static void overwrite(Path file, byte[] content) throws IOException {
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    Files.write(file, content);
  }

  private Training.Result train(String id, int agents, boolean certificate, String... more) {
    return new Training(
            SharedSpark.session(),
            settings(id, agents, more),
            folder(id),
            false,
            certificate,
            stream())
        .run();
  }

  private PrintStream stream() {
    return new PrintStream(log, true, UTF_8);
  }

  private String folder(String id) {
    return out + "/checkpoints/run_id=" + id;
  }

  private String startFrom(String id) {
    return "training.start-from = \"" + folder(id) + "\"";
  }

  private CheckpointStore store(String id) {
    return new CheckpointStore(hadoop, folder(id));
  }

  private PolicyWeights weights(String id, int epoch) {
    return PolicySource.of(store(id).at(epoch));
  }

  private Settings settings(String id, int agents, String... more) {
    SettingsLoader loader =
        new SettingsLoader()
            .assignment("run.id = " + id)
            .assignment("run.out = \"" + out + "\"")
            .assignment("run.benchmarks = [" + BENCHMARK + "]")
            .assignment("run.methods = [econ]")
            .assignment("run.chunk-size = 4")
            .assignment("run.limit = 16")
            .assignment("agents.count = " + agents)
            .assignment("llm.default = {provider = scripted, model = always-zero}")
            .assignment(
                "training = {epochs = 1, episodes = 8, validation-limit = 4,"
                    + " certificate-limit = 4, certificate-samples = 1}")
            .assignment("learning.update-interval = 4")
            .assignment(
                "networks = {model-size = 16, blocks = 1, heads = 2, feed-forward-size = 16,"
                    + " belief-size = 8, value-size = 16, group-size = 8, feature-size = 8,"
                    + " mixer-size = 4}");
    for (String assignment : more) {
      loader.assignment(assignment);
    }
    return loader.load();
  }

  /** What the jobs are described by. */
  private static final class JobDescriptions extends SparkListener {
    private final List<String> descriptions = new CopyOnWriteArrayList<>();
    private volatile int ended;

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      descriptions.add(String.valueOf(job.properties().getProperty("spark.job.description")));
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd job) {
      ended++;
    }

    /** Events arrive on a thread of their own. */
    void awaitQuiet() throws InterruptedException {
      int seen = -1;
      while (seen != descriptions.size() || ended != descriptions.size()) {
        seen = descriptions.size();
        TimeUnit.MILLISECONDS.sleep(300);
      }
    }
  }
}
