package org.econspark.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.econspark.error.EconException;
import org.econspark.llm.ModelSettings;

/**
 * Builds {@link Settings} from, in rising precedence: {@code conf/reference.conf}, configuration
 * files in their order, and single values. All problems are reported in one error, unknown keys
 * among them with the nearest known one.
 */
public final class SettingsLoader {
  private static final String REFERENCE = "econ-spark/reference.conf";
  private static final String QUICKSTART = "econ-spark/quickstart.conf";
  private static final String BENCHMARK_DEFAULTS = "benchmark-defaults";
  private static final Pattern PROVIDER_OPTION = Pattern.compile("llm\\.\\w+\\.options\\..+");

  private final List<String> sources = new ArrayList<>();
  private Config overrides = ConfigFactory.empty();

  /** Adds a file that overrides everything added so far. */
  public SettingsLoader file(Path file) {
    if (!Files.isReadable(file)) {
      throw EconException.usage(
          "Cannot read settings file " + file + ": no such readable file; check --conf.");
    }
    try {
      Config parsed =
          ConfigFactory.parseFile(
              file.toFile(), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF));
      overrides = parsed.withFallback(overrides);
    } catch (ConfigException e) {
      throw EconException.usage("Invalid settings file " + file + ": " + firstLine(e));
    }
    sources.add(file.toString());
    return this;
  }

  /** Adds the shipped {@code conf/quickstart.conf}. */
  public SettingsLoader quickstart() {
    overrides = ConfigFactory.parseResources(loader(), QUICKSTART).withFallback(overrides);
    return this;
  }

  /**
   * Adds settings that stand in a text.
   *
   * @param name of the text, for messages
   */
  public SettingsLoader text(String name, String hocon) {
    try {
      overrides = ConfigFactory.parseString(hocon).withFallback(overrides);
    } catch (ConfigException e) {
      throw EconException.usage("Invalid settings in " + name + ": " + firstLine(e));
    }
    return this;
  }

  /**
   * Adds the settings of a variant.
   *
   * @param name under {@code variants}
   */
  public SettingsLoader variant(String name) {
    Config reference = ConfigFactory.parseResources(loader(), REFERENCE);
    Map<String, Config> variants =
        VariantReader.byName(overrides.withFallback(reference).resolve());
    if (!variants.containsKey(name)) {
      throw EconException.usage(
          "Invalid variant '"
              + name
              + "': expected one under 'variants'"
              + NearestName.hint(name, variants.keySet())
              + ".");
    }
    overrides = variants.get(name).withFallback(overrides);
    return this;
  }

  /** Adds {@code key=value} in HOCON, as given by {@code --set}. */
  public SettingsLoader assignment(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw EconException.usage("Invalid setting '" + assignment + "': expected KEY=VALUE.");
    }
    try {
      overrides = ConfigFactory.parseString(assignment).withFallback(overrides);
    } catch (ConfigException e) {
      // A value such as a Windows path or a URL is no HOCON by itself: take it as text.
      value(assignment.substring(0, equals).trim(), assignment.substring(equals + 1).trim());
    }
    return this;
  }

  /** Adds one plain Java value: text, number, boolean or list. */
  public SettingsLoader value(String key, Object value) {
    try {
      overrides = overrides.withValue(key, ConfigValueFactory.fromAnyRef(value));
    } catch (ConfigException e) {
      throw EconException.usage("Invalid settings key '" + key + "': " + firstLine(e));
    }
    return this;
  }

  /**
   * @throws EconException naming every problem at once
   */
  public Settings load() {
    Config reference = ConfigFactory.parseResources(loader(), REFERENCE);
    List<String> problems = new ArrayList<>();
    Config config;
    try {
      config = overrides.withFallback(reference).resolve();
      Config given = overrides.resolveWith(config);
      unknownKeys(reference, given, problems);
      for (Config variant : VariantReader.byName(given).values()) {
        unknownKeys(reference, variant, problems);
      }
    } catch (ConfigException e) {
      throw EconException.usage("Invalid settings: " + firstLine(e));
    }
    Settings settings = null;
    try {
      settings = read(config, problems);
    } catch (ConfigException e) {
      problems.add(firstLine(e));
    }
    if (!problems.isEmpty()) {
      throw EconException.usage(
          "Invalid settings"
              + (sources.isEmpty() ? "" : " in " + String.join(", ", sources))
              + (problems.size() == 1 ? "" : " (" + problems.size() + " problems)")
              + ": "
              + String.join("; ", problems)
              + ".");
    }
    return settings;
  }

  private Settings read(Config config, List<String> problems) {
    SettingsReader run = reader(config, "run", problems);
    Settings.Run runSettings =
        new Settings.Run(
            run.text("id"),
            run.integer("seed"),
            run.nonEmptyText("out"),
            run.texts("benchmarks"),
            run.texts("methods"),
            run.integer("limit", 0, Integer.MAX_VALUE),
            run.integer("repeats", 1, 10_000),
            run.integer("chunk-size", 1, 100_000),
            run.integer("wave-chunks", 0, 1_000_000),
            run.text("baseline"),
            run.text("match-tokens"),
            run.number("max-failure-share", 0, 1));
    if (!runSettings.id().matches("[A-Za-z0-9._-]{0,100}")) {
      run.problem("id", runSettings.id(), "up to 100 letters, digits, '.', '_' and '-'");
    }

    SettingsReader locking = reader(config, "run.lock", problems);
    Settings.Lock lock = new Settings.Lock(locking.duration("wait"), locking.duration("expiry"));
    if (lock.expiry().toMillis() < 1000) {
      locking.problem("expiry", lock.expiry(), "1s or more");
    }

    Map<String, Settings.BenchmarkSource> benchmarks = new TreeMap<>();
    Config defaults = config.getConfig(BENCHMARK_DEFAULTS);
    for (String name : config.getObject("benchmarks").keySet()) {
      String path = "benchmarks." + ConfigUtil.joinPath(name);
      Config entry = config.getConfig(path).withFallback(defaults);
      SettingsReader reader = new SettingsReader(entry, path + ".", problems);
      benchmarks.put(
          name,
          new Settings.BenchmarkSource(
              name,
              reader.oneOf("format", Settings.FORMATS),
              reader.text("path"),
              reader.nonEmptyText("question-field"),
              reader.nonEmptyText("answer-field"),
              reader.text("id-field"),
              reader.oneOf("grader", Settings.PLAIN_GRADERS),
              reader.text("train"),
              reader.oneOf("mode", Settings.TRAVEL_MODES),
              reader.text("database"),
              reader.integer("reference-tokens", 500, 1_000_000),
              reader.text("validation")));
    }
    for (String name : runSettings.benchmarks()) {
      if (!benchmarks.containsKey(name)) {
        problems.add(
            "unknown benchmark '" + name + "'" + NearestName.hint(name, benchmarks.keySet()));
      } else if (benchmarks.get(name).path().isEmpty()) {
        problems.add("benchmark '" + name + "' has no data; give it with --data " + name + "=PATH");
      }
    }

    SettingsReader agents = reader(config, "agents", problems);
    int agentCount = agents.integer("count", 1, 64);
    Config llmDefault = config.getConfig("llm.default");
    List<ModelSettings> executors = new ArrayList<>();
    List<? extends Config> executorConfigs = config.getConfigList("llm.executors");
    for (int agent = 0; agent < agentCount; agent++) {
      executors.add(
          model(
              perAgent("llm.executors", executorConfigs, agent, agentCount, problems)
                  .orElse(ConfigFactory.empty())
                  .withFallback(llmDefault),
              "llm.executors[" + agent + "].",
              problems));
    }

    SettingsReader controls = reader(config, "controls", problems);
    Settings.ControlRanges ranges =
        new Settings.ControlRanges(
            controls.oneOf("profile", List.of("econ-2d", "penalty-2d", "all-3d")),
            controls.number("temperature-min", 0, 2),
            controls.number("temperature-max", 0, 2),
            controls.number("top-p-min", 0.01, 1),
            controls.number("top-p-max", 0.01, 1),
            controls.number("repetition-penalty-min", 1, 2),
            controls.number("repetition-penalty-max", 1, 2));
    if (ranges.temperatureMin() > ranges.temperatureMax()) {
      controls.problem(
          "temperature-min",
          ranges.temperatureMin(),
          "at most 'controls.temperature-max', " + ranges.temperatureMax());
    }
    if (ranges.topPMin() > ranges.topPMax()) {
      controls.problem(
          "top-p-min", ranges.topPMin(), "at most 'controls.top-p-max', " + ranges.topPMax());
    }
    List<Settings.FixedControls> fixed = new ArrayList<>();
    List<? extends Config> fixedConfigs = config.getConfigList("controls.fixed");
    if (fixedConfigs.isEmpty()) {
      controls.problem("fixed", "[]", "at least one entry");
    }
    for (int agent = 0; agent < agentCount && !fixedConfigs.isEmpty(); agent++) {
      Config entry =
          perAgent("controls.fixed", fixedConfigs, agent, agentCount, problems)
              .orElse(fixedConfigs.get(0))
              .withFallback(
                  ConfigFactory.parseMap(
                      Map.of("temperature", 0.8, "top-p", 0.9, "repetition-penalty", 1.0)));
      SettingsReader reader = new SettingsReader(entry, "controls.fixed[" + agent + "].", problems);
      fixed.add(
          new Settings.FixedControls(
              reader.number("temperature", ranges.temperatureMin(), ranges.temperatureMax()),
              reader.number("top-p", ranges.topPMin(), ranges.topPMax()),
              reader.number("repetition-penalty", 1, 2)));
    }

    Settings.Models models =
        new Settings.Models(
            model(
                config.getConfig("llm.coordinator").withFallback(llmDefault),
                "llm.coordinator.",
                problems),
            executors,
            model(
                config.getConfig("llm.embedder").withFallback(llmDefault),
                "llm.embedder.",
                problems));
    Settings.Budget budget = budget(config, problems);
    ModelDemands demands = new ModelDemands(models, problems);
    demands.controls(ranges, fixed);
    demands.budget(budget);
    EndpointBudgets.check(models, problems);
    SettingsReader coordinator = reader(config, "coordinator", problems);
    SettingsReader cot = reader(config, "cot", problems);
    SettingsReader hierarchy = reader(config, "hierarchy", problems);
    return new Settings(
        runSettings,
        lock,
        benchmarks,
        models,
        new Settings.Agents(agentCount, agents.integer("max-tokens", 1, 1_000_000)),
        ranges,
        fixed,
        new Settings.Coordinator(
            Settings.StrategyKind.valueOf(
                coordinator
                    .oneOf("strategy", List.of("brief", "detailed", "none"))
                    .toUpperCase(Locale.ROOT)),
            coordinator.oneOf("placement", List.of("partitions", "driver")),
            coordinator.number("temperature", 0, 2),
            coordinator.integer("strategy-tokens", 1, 100_000),
            coordinator.integer("strategy-max-tokens", 1, 100_000),
            coordinator.integer("commitment-max-tokens", 1, 1_000_000),
            coordinator.integer("without-agent", -1, 63)),
        new Settings.Cot(
            cot.number("temperature", 0, 2),
            cot.number("top-p", 0.01, 1),
            cot.integer("max-tokens", 1, 1_000_000)),
        cache(config, problems),
        budget,
        server(config, problems),
        networks(config, problems),
        learning(config, agentCount, problems),
        new MethodSettingsReader(config.getConfig("methods"), problems).read(),
        new Settings.Hierarchy(
            hierarchy.integer("cluster-size", 1, 64), hierarchy.flag("clusters")),
        new VariantReader(config, problems).read(runSettings.methods(), this::read),
        LearnedPlaySections.rounds(reader(config, "rounds", problems)),
        LearnedPlaySections.reward(reader(config, "reward", problems)),
        LearnedPlaySections.training(reader(config, "training", problems)),
        LearnedPlaySections.checkpoints(reader(config, "checkpoints", problems)),
        render(config));
  }

  private static Settings.Cache cache(Config config, List<String> problems) {
    SettingsReader cache = reader(config, "cache", problems);
    return new Settings.Cache(cache.flag("enabled"), cache.text("path"), cache.duration("expiry"));
  }

  private static Settings.Budget budget(Config config, List<String> problems) {
    SettingsReader run = reader(config, "run", problems);
    Map<String, Settings.Price> prices = new TreeMap<>();
    for (String model : config.getObject("prices").keySet()) {
      SettingsReader price = reader(config, "prices." + ConfigUtil.joinPath(model), problems);
      prices.put(
          model,
          new Settings.Price(
              price.number("prompt", 0, 1_000_000), price.number("completion", 0, 1_000_000)));
    }
    return new Settings.Budget(
        run.longInteger("max-tokens", 0, Long.MAX_VALUE),
        run.number("max-cost-usd", 0, 1e9),
        prices);
  }

  private static Settings.Server server(Config config, List<String> problems) {
    SettingsReader server = reader(config, "server", problems);
    Settings.Server settings =
        new Settings.Server(
            server.texts("command"),
            server.integer("first-port", 1, 65_535),
            server.integer("last-port", 1, 65_535),
            server.nonEmptyText("health-path"),
            server.duration("start-timeout"),
            server.duration("stop-timeout"));
    if (settings.firstPort() > settings.lastPort()) {
      server.problem(
          "first-port", settings.firstPort(), "at most 'server.last-port', " + settings.lastPort());
    }
    return settings;
  }

  private static Settings.NetworkSettings networks(Config config, List<String> problems) {
    SettingsReader networks = reader(config, "networks", problems);
    Settings.NetworkSettings settings =
        new Settings.NetworkSettings(
            networks.integer("model-size", 1, 65_536),
            networks.integer("blocks", 1, 64),
            networks.integer("heads", 1, 256),
            networks.integer("feed-forward-size", 1, 262_144),
            networks.number("dropout", 0, 0.9),
            networks.number("layer-norm-epsilon", 1e-12, 1),
            networks.integer("belief-size", 1, 65_536),
            networks.integer("value-size", 1, 65_536),
            networks.integer("group-size", 1, 65_536),
            networks.integer("feature-size", 1, 65_536),
            networks.integer("mixer-size", 1, 65_536),
            networks.flag("without-belief-encoder"),
            networks.flag("without-mixer-concatenation"));
    for (Map.Entry<String, Integer> size :
        new TreeMap<>(
                Map.of(
                    "model-size", settings.modelSize(),
                    "group-size", settings.groupSize(),
                    "feature-size", settings.featureSize()))
            .entrySet()) {
      if (size.getValue() % settings.heads() != 0) {
        networks.problem(
            size.getKey(), size.getValue(), "a multiple of 'networks.heads', " + settings.heads());
      }
    }
    return settings;
  }

  private static Settings.LearningSettings learning(
      Config config, int agents, List<String> problems) {
    SettingsReader learning = reader(config, "learning", problems);
    SettingsReader exploration = reader(config, "learning.exploration", problems);
    SettingsReader quantal = reader(config, "learning.quantal", problems);
    Settings.LearningSettings settings =
        new Settings.LearningSettings(
            learning.oneOf("policy", List.of("continuous", "quantal")),
            learning.oneOf("evaluation", List.of("greedy", "sampled")),
            learning.number("discount", 0, 1),
            learning.number("lambda-encoder", 0, 1000),
            learning.number("lambda-similarity", 0, 1000),
            learning.number("lambda-consistency", 0, 1000),
            learning.number("target-rate", 0, 1),
            learning.integer("target-interval", 1, 1_000_000),
            learning.number("agent-rate", 0, 1),
            learning.number("coordinator-rate", 0, 1),
            learning.number("gradient-clip", 0, 1e9),
            learning.integer("replay-size", 1, 10_000_000),
            learning.integer("batch-size", 1, 1_000_000),
            learning.integer("update-interval", 1, 1_000_000),
            learning.integer("threads", 1, 1024),
            new Settings.Exploration(
                exploration.number("start", 0, 1),
                exploration.number("end", 0, 1),
                exploration.integer("updates", 0, Integer.MAX_VALUE)),
            new Settings.Quantal(
                quantal.integer("grid", 1, 1000),
                quantal.flag("proposal"),
                quantal.numbers("alphas", 1e-9, 1e9),
                quantal.number("alpha-high", 1e-9, 1e9),
                quantal.number("alpha-low", 1e-9, 1e9),
                quantal.number("entropy-threshold", 0, 1000),
                quantal.number("mirror-step", 1e-9, 1)));
    if (settings.batchSize() > settings.replaySize()) {
      learning.problem(
          "batch-size",
          settings.batchSize(),
          "at most 'learning.replay-size', " + settings.replaySize());
    }
    int alphas = settings.quantal().alphas().size();
    if (alphas > 1 && alphas != agents) {
      quantal.problem("alphas", alphas + " values", "none, 1, or one for each of the " + agents);
    }
    return settings;
  }

  private static ModelSettings model(Config config, String prefix, List<String> problems) {
    SettingsReader reader = new SettingsReader(config, prefix, problems);
    Map<String, String> extra = new TreeMap<>();
    entries(config.getConfig("options"))
        .forEach((key, value) -> extra.put(key, value.unwrapped().toString()));
    extra.put("max-attempts", Integer.toString(reader.integer("max-attempts", 1, 100)));
    extra.put("retry-time-ms", Long.toString(reader.duration("retry-time").toMillis()));
    extra.put("hedge-after-ms", Long.toString(reader.duration("hedge-after").toMillis()));
    extra.put("give-up-after-ms", Long.toString(reader.duration("give-up-after").toMillis()));
    for (String rate : List.of("requests-per-minute", "tokens-per-minute")) {
      extra.put(rate, Integer.toString(reader.integer(rate, 0, Integer.MAX_VALUE)));
    }
    extra.put("api-key-file", reader.text("api-key-file"));
    extra.put("family", reader.text("family"));
    extra.put("supports", String.join(",", reader.texts("supports")));
    ModelSettings model =
        new ModelSettings(
            reader.nonEmptyText("provider"),
            reader.nonEmptyText("model"),
            reader.text("base-url"),
            reader.text("api-key-env"),
            reader.duration("timeout"),
            reader.integer("max-concurrency", 1, 100_000),
            reader.integer("threads", 1, 1024),
            reader.integer("batch-size", 1, 100_000),
            extra);
    if (!model.apiKeyEnv().isEmpty() && !extra.get("api-key-file").isEmpty()) {
      reader.problem("api-key-file", extra.get("api-key-file"), "nothing beside 'api-key-env'");
    }
    if (model.provider().equals("openai") && model.baseUrl().isEmpty()) {
      reader.problem("base-url", "", "the endpoint's address, such as http://localhost:8000/v1");
    }
    return model;
  }

  /** The entry for one agent of a list that has one entry for all agents or one for each. */
  private static Optional<Config> perAgent(
      String key, List<? extends Config> entries, int agent, int agents, List<String> problems) {
    if (entries.size() > 1 && entries.size() != agents) {
      if (agent == 0) {
        problems.add(
            "'"
                + key
                + "' has "
                + entries.size()
                + " entries, expected 1 or one for each of the "
                + agents
                + " agents ('agents.count')");
      }
      return Optional.empty();
    }
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(entries.get(entries.size() == 1 ? 0 : agent));
  }

  private static SettingsReader reader(Config config, String section, List<String> problems) {
    return new SettingsReader(config.getConfig(section), section + ".", problems);
  }

  /** Keys that the reference lacks, read as a pattern where an entry's name is free. */
  private static void unknownKeys(Config reference, Config given, List<String> problems) {
    Map<String, ConfigValue> known = new LinkedHashMap<>();
    reference.entrySet().forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    List<String> benchmarkKeys =
        reference.getConfig(BENCHMARK_DEFAULTS).entrySet().stream().map(Map.Entry::getKey).toList();
    List<String> modelKeys =
        reference.getConfig("llm.default").entrySet().stream().map(Map.Entry::getKey).toList();
    List<String> fixedKeys = List.of("temperature", "top-p", "repetition-penalty");
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(entries(given)).entrySet()) {
      String key = entry.getKey();
      List<String> path = ConfigUtil.splitPath(key);
      if (VariantReader.isVariantKey(path)) {
        continue;
      }
      if (path.get(0).equals("benchmarks") && path.size() > 2) {
        unknown(key, String.join(".", path.subList(2, path.size())), benchmarkKeys, problems);
      } else if (path.get(0).equals("prices") && path.size() > 2) {
        unknown(
            key,
            String.join(".", path.subList(2, path.size())),
            List.of("prompt", "completion"),
            problems);
      } else if (key.startsWith("llm.coordinator.") || key.startsWith("llm.embedder.")) {
        unknown(key, path.get(2), modelKeys, problems);
      } else if (!known.containsKey(key) && !key.equals("llm.executors")) {
        unknown(key, key, List.copyOf(known.keySet()), problems);
      }
      if (entry.getValue().valueType() == ConfigValueType.LIST
          && (key.equals("llm.executors") || key.equals("controls.fixed"))) {
        List<String> keys = key.equals("llm.executors") ? modelKeys : fixedKeys;
        for (Config item : given.getConfigList(key)) {
          entries(item).keySet().forEach(name -> unknown(key + "." + name, name, keys, problems));
        }
      }
    }
  }

  private static Map<String, ConfigValue> entries(Config config) {
    Map<String, ConfigValue> entries = new LinkedHashMap<>();
    config.entrySet().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  private static void unknown(String key, String name, List<String> known, List<String> problems) {
    if (!known.contains(name) && !PROVIDER_OPTION.matcher(key).matches()) {
      problems.add("unknown key '" + key + "'" + NearestName.hint(name, known));
    }
  }

  private static String render(Config config) {
    return config.root().render(ConfigRenderOptions.concise());
  }

  private static ClassLoader loader() {
    return SettingsLoader.class.getClassLoader();
  }

  private static String firstLine(Exception e) {
    return e.getMessage().lines().findFirst().orElse("unreadable");
  }
}
