package org.econspark.spark;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.econspark.config.Settings;

/** Section {@code server} of the settings on its way to executors, as Spark properties. */
public final class ServerOptions {
  private static final String PREFIX = "spark.econspark.server.";
  private static final String SEPARATOR = "\u001f";

  private ServerOptions() {}

  /** To be set before the session starts. */
  public static Map<String, String> properties(Settings.Server server) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(PREFIX + "command", String.join(SEPARATOR, server.command()));
    properties.put(PREFIX + "firstPort", Integer.toString(server.firstPort()));
    properties.put(PREFIX + "lastPort", Integer.toString(server.lastPort()));
    properties.put(PREFIX + "healthPath", server.healthPath());
    properties.put(PREFIX + "startTimeout", Long.toString(server.startTimeout().toMillis()));
    properties.put(PREFIX + "stopTimeout", Long.toString(server.stopTimeout().toMillis()));
    return properties;
  }

  /** Without a command if none was set. */
  static Settings.Server of(SparkConf conf) {
    String command = conf.get(PREFIX + "command", "");
    return new Settings.Server(
        command.isEmpty() ? List.of() : List.of(command.split(SEPARATOR)),
        Integer.parseInt(conf.get(PREFIX + "firstPort", "8100")),
        Integer.parseInt(conf.get(PREFIX + "lastPort", "8199")),
        conf.get(PREFIX + "healthPath", "/health"),
        Duration.ofMillis(Long.parseLong(conf.get(PREFIX + "startTimeout", "600000"))),
        Duration.ofMillis(Long.parseLong(conf.get(PREFIX + "stopTimeout", "30000"))));
  }
}
