package org.econspark.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.llm.ModelPool;
import org.econspark.llm.ModelSettings;
import org.econspark.spark.JobPlugin;
import org.econspark.spark.ServerOptions;

/** Starts the session of a job with the settings that all jobs share. */
final class SparkSessions {
  /** Spark's default, and keys of endpoints and object stores. */
  private static final String REDACTION =
      "(?i)secret|password|token|access[._-]?key|api[._-]?key|credential";

  /**
   * Queries over result tables are short: generating, compiling and warming up code for them costs
   * more than it saves, and keeps processors from the calls that are under way meanwhile.
   */
  private static final Map<String, Object> INTERPRETED =
      Map.of("spark.sql.codegen.wholeStage", false, "spark.sql.codegen.factoryMode", "NO_CODEGEN");

  private static final Pattern LOCAL = Pattern.compile("local\\[(\\*|\\d+)]");
  private static final int EXTRA_SLOTS = 2;

  private SparkSessions() {}

  /** A session without models. */
  static SparkSession start() {
    return start(properties());
  }

  /** A session that plays with these settings. */
  static SparkSession start(Settings settings) {
    return start(properties(settings));
  }

  /**
   * Of every session: keys that spark-defaults.conf hands to executors are there without models.
   */
  static Map<String, Object> properties() {
    Map<String, Object> shared = new LinkedHashMap<>();
    shared.put("spark.redaction.regex", new SparkConf().get("spark.redaction.regex", REDACTION));
    return shared;
  }

  /** Of a session that plays with these settings. */
  static Map<String, Object> properties(Settings settings) {
    Map<String, Object> more = properties();
    more.computeIfPresent("spark.redaction.regex", (key, shared) -> shared + keyNames(settings));
    String plugins = new SparkConf().get("spark.plugins", "");
    more.put("spark.plugins", (plugins.isEmpty() ? "" : plugins + ",") + JobPlugin.class.getName());
    more.putAll(ServerOptions.properties(settings.server()));
    String master = new SparkConf().get("spark.master", "");
    boolean remote = remote(settings);
    if (remote) {
      more.putAll(INTERPRETED);
    }
    Matcher local = LOCAL.matcher(master);
    if (remote && local.matches()) {
      // Tasks of remote models wait more than they compute: some more let results be committed
      // while others play.
      int cores =
          local.group(1).equals("*")
              ? Runtime.getRuntime().availableProcessors()
              : Integer.parseInt(local.group(1));
      more.put("spark.master", "local[" + (cores + EXTRA_SLOTS) + "]");
    }
    return more;
  }

  private static boolean remote(Settings settings) {
    return settings
        .models()
        .chat()
        .allMatch(model -> ModelPool.provider(model.provider()).remote());
  }

  /** The names of the variables that hold keys, those of variants among them, as alternatives. */
  private static String keyNames(Settings settings) {
    return settings
        .withVariants()
        .flatMap(s -> Stream.concat(s.models().chat(), Stream.of(s.models().embedder())))
        .map(ModelSettings::apiKeyEnv)
        .filter(name -> !name.isEmpty())
        .distinct()
        .map(name -> "|" + Pattern.quote(name))
        .collect(Collectors.joining());
  }

  private static SparkSession start(Map<String, Object> more) {
    try {
      return SparkSession.builder()
          .config(more)
          .appName("econ-spark")
          .config("spark.sql.sources.partitionColumnTypeInference.enabled", false)
          .config("spark.sql.session.timeZone", "UTC")
          // Result tables are small: shuffles of the summary need few tasks.
          .config("spark.sql.shuffle.partitions", 8)
          // Lets the commit of a wave pass the next wave's tasks; all else stays first in, first
          // out.
          .config("spark.scheduler.mode", new SparkConf().get("spark.scheduler.mode", "FAIR"))
          // Playing a chunk is dearer than reading it from afar: no executor waits for its own.
          .config("spark.locality.wait", new SparkConf().get("spark.locality.wait", "0s"))
          .getOrCreate();
    } catch (IllegalArgumentException e) {
      throw EconException.usage("Cannot start Spark: " + e.getMessage());
    }
  }
}
