package org.econspark.provenance;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run was made of: enough to say whether two runs can be compared, and to refuse to continue
 * a run with something else.
 *
 * @param settings the whole configuration as JSON; holds no secrets by construction
 * @param data fingerprint of the selected problems of each benchmark
 * @param models fingerprint of the model of each role
 * @param prompts version of the prompts that each role reads
 * @param versions of this program, Spark and Java
 * @param gitCommit of this program's source, null if unknown
 * @param gitDirty whether the source had uncommitted changes, null if unknown
 * @param seed of the run
 * @param start of the first submission
 * @param end of the last submission, null while running
 * @param state {@code running}, {@code done}, {@code failed}, {@code interrupted}
 */
public record RunManifest(
    String settings,
    Map<String, String> data,
    Map<String, String> models,
    Map<String, String> prompts,
    Map<String, String> versions,
    String gitCommit,
    Boolean gitDirty,
    long seed,
    Instant start,
    Instant end,
    String state)
    implements Serializable {

  /** Keys that change how a run is carried out, not what comes out of it. */
  private static final Set<String> OPERATIONAL =
      Set.of(
          "run.id",
          "run.out",
          "run.wave-chunks",
          "run.lock.wait",
          "run.lock.expiry",
          "run.baseline",
          "run.max-failure-share",
          "coordinator.placement",
          "training.epochs",
          "training.keep",
          "training.certificate-limit",
          "training.certificate-samples",
          "training.grid",
          "checkpoints.home",
          "checkpoints.use",
          "run.max-tokens",
          "run.max-cost-usd",
          "datasets-home");

  /** Sections that are operational as a whole. */
  private static final List<String> OPERATIONAL_SECTIONS = List.of("cache", "prices", "server");

  /**
   * Last parts of keys under {@code benchmarks} that say where files lie; the data are compared.
   */
  private static final Set<String> PLACE_KEYS = Set.of("path", "train", "validation", "database");

  /** Last parts of keys under {@code llm} that are operational. */
  private static final Set<String> OPERATIONAL_MODEL_KEYS =
      Set.of(
          // The address is in the model's fingerprint, unless a family stands for it.
          "base-url",
          "timeout",
          "max-concurrency",
          "max-attempts",
          "retry-time",
          "hedge-after",
          "give-up-after",
          "requests-per-minute",
          "tokens-per-minute",
          "threads",
          "api-key-env",
          "api-key-file");

  public RunManifest withState(String newState, Instant newEnd) {
    return new RunManifest(
        settings, data, models, prompts, versions, gitCommit, gitDirty, seed, start, newEnd,
        newState);
  }

  /** With further models, such as policies and the embedder, by what they are for. */
  public RunManifest withModels(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(models);
    all.putAll(more);
    return new RunManifest(
        settings, data, all, prompts, versions, gitCommit, gitDirty, seed, start, end, state);
  }

  /** As a continuation of an earlier submission: its start time is kept. */
  public RunManifest continuing(RunManifest earlier) {
    return new RunManifest(
        settings,
        data,
        models,
        prompts,
        versions,
        gitCommit,
        gitDirty,
        seed,
        earlier.start,
        null,
        "running");
  }

  /**
   * What keeps this run from continuing an earlier one, e.g. {@code run.seed: 1 -> 2}; empty if
   * nothing does. Places of files do not matter, their contents do.
   */
  public List<String> differencesFrom(RunManifest earlier) {
    List<String> differences = new ArrayList<>();
    compare(
        "",
        withoutOperational(FlatJson.flatten(earlier.settings)),
        withoutOperational(FlatJson.flatten(settings)),
        differences);
    compare("data of ", earlier.data, data, differences);
    compare("model of ", earlier.models, models, differences);
    compare("prompts of ", earlier.prompts, prompts, differences);
    return differences;
  }

  private static Map<String, String> withoutOperational(Map<String, String> settings) {
    Map<String, String> kept = new TreeMap<>(settings);
    kept.keySet()
        .removeIf(
            key ->
                OPERATIONAL.contains(key)
                    || OPERATIONAL_SECTIONS.stream()
                        .anyMatch(s -> key.equals(s) || key.startsWith(s + "."))
                    || key.startsWith("benchmarks.") && PLACE_KEYS.contains(lastPart(key))
                    || key.startsWith("llm.") && OPERATIONAL_MODEL_KEYS.contains(lastPart(key)));
    return kept;
  }

  private static String lastPart(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static void compare(
      String prefix,
      Map<String, String> earlier,
      Map<String, String> now,
      List<String> differences) {
    Set<String> keys = new TreeSet<>(earlier.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      if (!Objects.equals(earlier.get(key), now.get(key))) {
        differences.add(
            prefix + key + ": " + shown(earlier.get(key)) + " -> " + shown(now.get(key)));
      }
    }
  }

  private static String shown(String value) {
    return value == null ? "(none)" : value;
  }
}
