package org.econspark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.llm.ModelSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
  private static final String ENDPOINT =
      "llm.default { provider = openai, model = m, base-url = \"http://h/v1\" }\n";

  @Test
  void defaultsAreAsDocumented() {
    Settings settings = new SettingsLoader().load();

    assertThat(settings.run())
        .isEqualTo(
            new Settings.Run(
                "",
                1,
                "runs",
                List.of(),
                List.of("cot", "econ-fixed", "majority"),
                0,
                1,
                32,
                0,
                "cot",
                "",
                0.05));
    assertThat(settings.lock()).isEqualTo(new Settings.Lock(Duration.ZERO, Duration.ofSeconds(60)));
    ModelSettings model =
        new ModelSettings(
            "embedded",
            "mini-m",
            "",
            "",
            Duration.ofSeconds(60),
            256,
            1,
            96,
            Map.of(
                "max-attempts", "8",
                "retry-time-ms", "600000",
                "hedge-after-ms", "1000",
                "give-up-after-ms", "120000",
                "requests-per-minute", "0",
                "tokens-per-minute", "0",
                "api-key-file", "",
                "family", "",
                "supports", "seed,logprobs"));
    assertThat(settings.models().coordinator()).isEqualTo(model);
    assertThat(settings.models().executors()).containsExactly(model, model, model);
    assertThat(settings.agents()).isEqualTo(new Settings.Agents(3, 512));
    assertThat(settings.controls())
        .isEqualTo(new Settings.ControlRanges("econ-2d", 0.1, 2.0, 0.1, 0.9, 1.0, 1.3));
    assertThat(settings.cache()).isEqualTo(new Settings.Cache(true, "", Duration.ofDays(30)));
    assertThat(settings.budget()).isEqualTo(new Settings.Budget(0, 0, Map.of()));
    assertThat(settings.server())
        .isEqualTo(
            new Settings.Server(
                List.of(), 8100, 8199, "/health", Duration.ofMinutes(10), Duration.ofSeconds(30)));
    assertThat(settings.fixedControls())
        .hasSize(3)
        .containsOnly(new Settings.FixedControls(0.8, 0.9, 1.0));
    assertThat(settings.coordinator())
        .isEqualTo(
            new Settings.Coordinator(
                Settings.StrategyKind.BRIEF, "partitions", 0.0, 50, 70, 256, -1));
    assertThat(settings.cot()).isEqualTo(new Settings.Cot(0.7, 1.0, 512));
    assertThat(settings.networks())
        .isEqualTo(
            new Settings.NetworkSettings(
                256, 2, 4, 1024, 0.1, 1e-5, 128, 256, 128, 128, 32, false, false));
    assertThat(settings.learning())
        .isEqualTo(
            new Settings.LearningSettings(
                "continuous",
                "greedy",
                0.99,
                0.1,
                0.1,
                0.1,
                0.01,
                8,
                1e-3,
                5e-4,
                10,
                32,
                16,
                8,
                1,
                new Settings.Exploration(0.3, 0.05, 1000),
                new Settings.Quantal(5, true, List.of(), 0.1, 0.01, 1.5, 0.1)));
    assertThat(settings.benchmarks())
        .containsOnlyKeys(
            "gsm8k",
            "gsm-hard",
            "math",
            "svamp",
            "strategyqa",
            "travelplanner",
            "mini-gsm8k",
            "mini-gsm-hard",
            "mini-math",
            "mini-svamp",
            "mini-strategyqa",
            "mini-travelplanner");
  }

  @Test
  void everyKeyReachesItsField() {
    Settings settings =
        new SettingsLoader()
            .assignment("run.seed = 7")
            .assignment("run.out = \"s3a://bucket/runs\"")
            .assignment("run.benchmarks = [mine]")
            .assignment("run.chunk-size = 8")
            .assignment("run.wave-chunks = 3")
            .assignment("run.baseline = majority")
            .assignment("run.max-failure-share = 0.5")
            .assignment("run.lock { wait = 2s, expiry = 9s }")
            .assignment("llm.coordinator.options.latency-ms = 7")
            .assignment("benchmarks.mine = { path = a.jsonl, question-field = q, grader = exact }")
            .assignment("benchmarks.mine { train = t.jsonl, validation = v.jsonl }")
            .assignment("run { max-tokens = 5000000000, max-cost-usd = 1.5 }")
            .assignment("cache { enabled = false, path = c, expiry = 2d }")
            .assignment("prices { \"m/1.5\" { prompt = 0.5, completion = 2 } }")
            .assignment("server { command = [s, \"{port}\"], first-port = 9, last-port = 10 }")
            .assignment("llm.coordinator { give-up-after = 5s, requests-per-minute = 60 }")
            .assignment("agents = { count = 2, max-tokens = 9 }")
            .assignment("llm.default.timeout = 3s")
            .assignment("llm.coordinator.model = mini-s")
            .assignment("llm.executors = [{ model = mini-s }, { threads = 2 }]")
            .assignment("controls.fixed = [{ temperature = 0.5 }, { top-p = 0.3 }]")
            .assignment("cot.temperature = 0.4")
            .assignment("networks = { model-size = 16, heads = 2, mixer-size = 5 }")
            .assignment("learning = { policy = quantal, evaluation = sampled, threads = 2 }")
            .assignment("learning.exploration.updates = 7")
            .assignment("learning.quantal = { proposal = false, alphas = [0.2] }")
            .load();

    assertThat(settings.run().seed()).isEqualTo(7);
    assertThat(settings.run().out()).isEqualTo("s3a://bucket/runs");
    assertThat(settings.run().chunkSize()).isEqualTo(8);
    assertThat(settings.run().waveChunks()).isEqualTo(3);
    assertThat(settings.run().baseline()).isEqualTo("majority");
    assertThat(settings.run().maxFailureShare()).isEqualTo(0.5);
    assertThat(settings.lock())
        .isEqualTo(new Settings.Lock(Duration.ofSeconds(2), Duration.ofSeconds(9)));
    assertThat(settings.models().coordinator().extra()).containsEntry("latency-ms", "7");
    assertThat(settings.cache()).isEqualTo(new Settings.Cache(false, "c", Duration.ofDays(2)));
    assertThat(settings.budget())
        .isEqualTo(
            new Settings.Budget(5_000_000_000L, 1.5, Map.of("m/1.5", new Settings.Price(0.5, 2))));
    assertThat(settings.server().command()).containsExactly("s", "{port}");
    assertThat(settings.models().coordinator().extra())
        .containsEntry("give-up-after-ms", "5000")
        .containsEntry("requests-per-minute", "60");
    assertThat(settings.benchmarks().get("mine"))
        .isEqualTo(
            new Settings.BenchmarkSource(
                "mine",
                "plain",
                "a.jsonl",
                "q",
                "answer",
                "",
                "exact",
                "t.jsonl",
                "official",
                "",
                15_000,
                "v.jsonl"));
    assertThat(settings.models().coordinator().model()).isEqualTo("mini-s");
    assertThat(settings.models().coordinator().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.models().executors())
        .extracting(ModelSettings::model, ModelSettings::threads)
        .containsExactly(tuple("mini-s", 1), tuple("mini-m", 2));
    assertThat(settings.agents()).isEqualTo(new Settings.Agents(2, 9));
    assertThat(settings.fixedControls())
        .containsExactly(
            new Settings.FixedControls(0.5, 0.9, 1.0), new Settings.FixedControls(0.8, 0.3, 1.0));
    assertThat(settings.cot().temperature()).isEqualTo(0.4);
    assertThat(settings.networks())
        .isEqualTo(
            new Settings.NetworkSettings(
                16, 2, 2, 1024, 0.1, 1e-5, 128, 256, 128, 128, 5, false, false));
    assertThat(settings.learning().isQuantal()).isTrue();
    assertThat(settings.learning().samplesInEvaluation()).isTrue();
    assertThat(settings.learning().threads()).isEqualTo(2);
    assertThat(settings.learning().exploration()).isEqualTo(new Settings.Exploration(0.3, 0.05, 7));
    assertThat(settings.learning().quantal())
        .isEqualTo(new Settings.Quantal(5, false, List.of(0.2), 0.1, 0.01, 1.5, 0.1));
  }

  @Test
  void variantsPutTheirSettingsOverThoseOfTheRun() {
    Settings settings =
        new SettingsLoader()
            .value("run.methods", List.of("cot", "econ-fixed@n9", "cot@hot"))
            .assignment("variants.hot.cot.temperature = 1.5")
            .assignment("cot.top-p = 0.5")
            .load();

    assertThat(settings.variants()).containsOnlyKeys("n9", "hot");
    assertThat(settings.variants().get("n9").models().executors()).hasSize(9);
    assertThat(settings.variants().get("hot").cot()).isEqualTo(new Settings.Cot(1.5, 0.5, 512));
    assertThat(settings.cot()).isEqualTo(new Settings.Cot(0.7, 0.5, 512));
  }

  @Test
  void variantsAreChecked() {
    assertUsageError("run.methods=[\"cot@n99\"]")
        .hasMessageContaining("unknown variant 'n99' of method 'cot@n99', did you mean 'n9'?");
    assertUsageError("variants.x.agents.cuont=3").hasMessageContaining("did you mean");
    assertThatThrownBy(
            () ->
                new SettingsLoader()
                    .value("run.methods", List.of("cot@x"))
                    .assignment("variants.x { run.seed = 3, agents.count = 0 }")
                    .load())
        .hasMessageContaining("'variants.x.run' belongs to the whole run")
        .hasMessageContaining("variant 'x': 'agents.count' is '0'");
  }

  @Test
  void laterSourcesWin(@TempDir Path folder) throws IOException {
    Path first = Files.writeString(folder.resolve("a.conf"), "run { seed = 2, limit = 5 }");
    Path second = Files.writeString(folder.resolve("b.conf"), "run.seed = 3");

    Settings settings = new SettingsLoader().file(first).file(second).value("run.limit", 9).load();

    assertThat(settings.run().seed()).isEqualTo(3);
    assertThat(settings.run().limit()).isEqualTo(9);
  }

  @Test
  void unknownKeySuggestsNearest() {
    assertUsageError("agents.cuont=3")
        .hasMessageContaining("unknown key 'agents.cuont', did you mean 'agents.count'?");
    assertUsageError("llm.coordinator.modle=x").hasMessageContaining("did you mean 'model'?");
    assertUsageError("llm.executors=[{temprature=1}]")
        .hasMessageContaining("'llm.executors.temprature'");
    assertUsageError("benchmarks.gsm8k.pth=x").hasMessageContaining("did you mean 'path'?");
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    assertThatThrownBy(
            () ->
                new SettingsLoader()
                    .assignment("agents.count = 0")
                    .assignment("controls.temperature-max = warm")
                    .assignment("run.max-failure-share = 2")
                    .assignment("nonsense = 1")
                    .load())
        .hasMessageContaining("(4 problems)")
        .hasMessageContaining("'agents.count' is '0', expected a whole number from 1 to 64")
        .hasMessageContaining("'controls.temperature-max' is 'warm', expected a number")
        .hasMessageContaining("'run.max-failure-share' is '2.0'")
        .hasMessageContaining("unknown key 'nonsense'");
  }

  @Test
  void fixedControlsStayInTheRanges() {
    assertUsageError("controls.fixed=[{temperature=2.5}]")
        .hasMessageContaining("'controls.fixed[0].temperature' is '2.5'");
    assertUsageError("controls.fixed=[{},{}]").hasMessageContaining("has 2 entries, expected 1");
  }

  @Test
  void unknownBenchmarkAndMissingDataAreNamed() {
    assertUsageError("run.benchmarks=[mini-gsm9k]")
        .hasMessageContaining("unknown benchmark 'mini-gsm9k', did you mean 'mini-gsm8k'?");
    assertUsageError("run.benchmarks=[gsm8k]")
        .hasMessageContaining("benchmark 'gsm8k' has no data; give it with --data gsm8k=PATH");
  }

  @Test
  void endpointsNeedAnAddress() {
    assertUsageError("llm.default.provider=openai").hasMessageContaining("base-url");
  }

  @Test
  void controlsThatAModelDoesNotTakeAreRefused() {
    assertDemands("controls.profile = penalty-2d")
        .hasMessageContaining(
            "'controls.profile' is 'penalty-2d' but model 'm' takes no repetition")
        .hasMessageContaining("'supports'")
        .hasMessageNotContaining("problems)");
    assertDemands("controls.profile = all-3d").hasMessageContaining("'all-3d'");
    assertDemands("controls.fixed = [{}, { repetition-penalty = 1.1 }, {}]")
        .hasMessageContaining("'controls.fixed[1].repetition-penalty' is '1.1' but model 'm'");
    assertDemands("run.methods = [\"econ@p\"], variants.p.controls.profile = penalty-2d")
        .hasMessageContaining("variant 'p': 'controls.profile' is 'penalty-2d'");
    for (String name : List.of("repetition_penalty", "repeat_penalty")) {
      new SettingsLoader()
          .text(
              "test", ENDPOINT + "controls.profile = all-3d\nllm.default.supports = [" + name + "]")
          .load();
    }
    new SettingsLoader().assignment("controls.profile = penalty-2d").load();
  }

  @Test
  void limitInDollarsNeedsAPriceOfEveryRemoteModel() {
    assertDemands("run.max-cost-usd = 5")
        .hasMessageContaining("'run.max-cost-usd' is '5.0' but model 'm' has no price")
        .hasMessageNotContaining("problems)");
    String prices = "prices.m { prompt = 1, completion = 2 }\n";
    assertDemands(prices + "run.max-cost-usd = 5, llm.coordinator.model = other")
        .hasMessageContaining("model 'other' has no price");
    assertDemands("run.methods = [\"cot@v\"], variants.v." + prices)
        .hasMessageContaining("'variants.v.prices' belongs to the whole run");
    new SettingsLoader().text("test", ENDPOINT + prices + "run.max-cost-usd = 5").load();
    new SettingsLoader().assignment("run.max-cost-usd = 5").load();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertDemands(String settings) {
    return assertThatThrownBy(() -> new SettingsLoader().text("test", ENDPOINT + settings).load())
        .isInstanceOfSatisfying(
            EconException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
  }

  @Test
  void manifestsHoldEveryKey() {
    Config rendered = ConfigFactory.parseString(new SettingsLoader().load().rendered());

    assertThat(rendered.getInt("run.chunk-size")).isEqualTo(32);
    assertThat(rendered.root().unwrapped())
        .containsKeys("run", "benchmarks", "llm", "agents", "controls", "coordinator", "cot");
  }

  @Test
  void shippedFilesLoad() {
    for (String file : List.of("openai", "paper", "heterogeneous")) {
      new SettingsLoader().file(Path.of("conf/" + file + ".conf")).load();
    }
    for (String file : List.of("quickstart", "comparison", "scaling", "tuning")) {
      Settings settings = new SettingsLoader().file(Path.of("conf/" + file + ".conf")).load();
      assertThat(settings.run().benchmarks()).as(file).contains("mini-svamp");
    }
  }

  @Test
  void linesThatOpenaiConfOffersLoad() throws IOException {
    String offered =
        Files.readString(Path.of("conf/openai.conf"))
            .replace("# llm.", "llm.")
            .replace("#   {", "  {")
            .replace("# ]", "]")
            .replace("# agents.", "agents.");

    Settings settings = new SettingsLoader().text("openai.conf", offered).load();

    assertThat(settings.models().coordinator().baseUrl()).contains("coordinator");
    assertThat(settings.models().executors())
        .extracting(ModelSettings::apiKeyEnv, ModelSettings::model)
        .containsExactly(tuple("", "meta-llama/Llama-3.1-8B-Instruct"), tuple("", "llama3.1:8b"));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertUsageError(
      String assignment) {
    return assertThatThrownBy(() -> new SettingsLoader().assignment(assignment).load())
        .isInstanceOfSatisfying(
            EconException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
  }

  @Test
  void modelsOfOneAddressShareItsRateLimits() {
    String llm =
        "llm { default { provider = openai, base-url = \"http://a/v1\", tokens-per-minute = 900 },"
            + " embedder { provider = openai, %s, tokens-per-minute = 500 } }";
    assertThatThrownBy(
            () ->
                new SettingsLoader().text("t", llm.formatted("base-url = \"http://a/v1/\"")).load())
        .hasMessageContaining("'llm.embedder.tokens-per-minute' is '500', expected 900")
        .hasMessageContaining("'llm.coordinator.tokens-per-minute'");
    assertThatCode(
            () ->
                new SettingsLoader().text("t", llm.formatted("base-url = \"http://b/v1\"")).load())
        .doesNotThrowAnyException();
  }

  @Test
  void variantsCanBePutOverTheWholeRun() {
    assertThat(new SettingsLoader().variant("random-reward").load().reward().random()).isTrue();
    Settings hierarchy =
        new SettingsLoader().assignment("hierarchy.cluster-size = 3").variant("hier9").load();
    assertThat(hierarchy.agents().count()).isEqualTo(9);
    assertThat(hierarchy.hierarchy()).isEqualTo(new Settings.Hierarchy(3, true));
    assertThatThrownBy(() -> new SettingsLoader().variant("random-rewards"))
        .hasMessage(
            "Invalid variant 'random-rewards': expected one under 'variants', did you mean"
                + " 'random-reward'?.");
  }

  @Test
  void settingsStandInATextToo() {
    Settings settings = new SettingsLoader().text("Param", "agents.count = 2\nrun.seed = 7").load();
    assertThat(settings.agents().count()).isEqualTo(2);
    assertThat(settings.run().seed()).isEqualTo(7);
    assertThatThrownBy(() -> new SettingsLoader().text("Param 'settings'", "a = {"))
        .hasMessageStartingWith("Invalid settings in Param 'settings': ");
  }
}
