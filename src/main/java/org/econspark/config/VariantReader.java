package org.econspark.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Reads the variants of methods: {@code METHOD@VARIANT} plays METHOD under the settings of the run
 * with those of {@code variants.VARIANT} put over them.
 */
final class VariantReader {
  private static final String SECTION = "variants";

  /** What belongs to the run as a whole, not to one of its methods. */
  private static final Set<String> OF_THE_RUN =
      Set.of("run", "benchmarks", "benchmark-defaults", "datasets-home", "prices", SECTION);

  private final Config config;
  private final List<String> problems;

  VariantReader(Config config, List<String> problems) {
    this.config = config;
    this.problems = problems;
  }

  /** The part of a method name behind {@code @}; empty without one. */
  static String variantOf(String method) {
    int at = method.indexOf('@');
    return at < 0 ? "" : method.substring(at + 1);
  }

  /** Whether a key stands inside a variant. */
  static boolean isVariantKey(List<String> path) {
    return path.get(0).equals(SECTION) && path.size() > 2;
  }

  /** What each variant of a configuration sets. */
  static Map<String, Config> byName(Config config) {
    Map<String, Config> byName = new TreeMap<>();
    if (config.hasPath(SECTION)) {
      Config variants = config.getConfig(SECTION);
      for (String name : variants.root().keySet()) {
        byName.put(name, variants.getConfig(ConfigUtil.joinPath(name)));
      }
    }
    return byName;
  }

  /**
   * @param methods as the run names them
   * @param reader of a whole configuration
   * @return the settings of every variant that a method names
   */
  Map<String, Settings> read(
      Collection<String> methods, BiFunction<Config, List<String>, Settings> reader) {
    Map<String, Settings> variants = new TreeMap<>();
    Config known = config.hasPath(SECTION) ? config.getConfig(SECTION) : config.withOnlyPath("-");
    for (String method : methods) {
      String name = variantOf(method);
      if (name.isEmpty() || variants.containsKey(name)) {
        continue;
      }
      if (!known.root().containsKey(name)) {
        problems.add(
            "unknown variant '"
                + name
                + "' of method '"
                + method
                + "'"
                + NearestName.hint(name, known.root().keySet()));
        continue;
      }
      Config own = known.getConfig(ConfigUtil.joinPath(name));
      for (String section : own.root().keySet()) {
        if (OF_THE_RUN.contains(section)) {
          problems.add(
              "'variants."
                  + name
                  + "."
                  + section
                  + "' belongs to the whole run, expected settings of play");
        }
      }
      variants.put(name, settings(name, own, reader));
    }
    return Map.copyOf(variants);
  }

  private Settings settings(
      String name, Config own, BiFunction<Config, List<String>, Settings> reader) {
    Config varied =
        own.withFallback(config.withoutPath(SECTION))
            .withValue("run.methods", ConfigValueFactory.fromIterable(List.of()));
    List<String> found = new ArrayList<>();
    Settings settings = reader.apply(varied, found);
    found.removeAll(problems);
    found.forEach(problem -> problems.add("variant '" + name + "': " + problem));
    return settings;
  }
}
