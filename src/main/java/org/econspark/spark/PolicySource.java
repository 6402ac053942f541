package org.econspark.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.learning.PolicyWeights;
import org.econspark.reward.RewardWeights;
import org.econspark.rollout.Ensemble;
import org.econspark.rollout.Methods;
import org.econspark.rollout.NamedMethod;

/**
 * Finds the trained weights of methods: those that the settings name ({@code --checkpoint}), else
 * what {@code current} points to in the configured place, else those inside the jar. Driver side.
 */
final class PolicySource {
  /** The part of a checkpoint that playing needs. */
  static final String PART = "play";

  private static final String WEIGHTS = "weights";

  private PolicySource() {}

  /**
   * The weights of all methods of a run that need some.
   *
   * @throws EconException if there are none for a method, or they do not fit the settings
   */
  static PlayWeights of(Configuration hadoop, Settings settings, Ensemble.Models models) {
    Map<String, PolicyWeights> policies = new TreeMap<>();
    Map<String, String> fingerprints = new TreeMap<>();
    for (NamedMethod method : Methods.byNames(settings.run().methods())) {
      Optional<String> needed = method.method().policy();
      if (needed.isPresent()) {
        Settings own = settings.of(method.variant());
        PolicyWeights weights = load(hadoop, own, needed.get(), models);
        policies.put(method.name(), weights);
        fingerprints.put(method.name(), Fingerprints.of(weights));
      }
    }
    return new PlayWeights(
        policies, fingerprints, RewardWeights.of(settings.reward()), false, false);
  }

  /** What a checkpoint is for. */
  static CheckpointNote describe(Configuration hadoop, String uri) {
    try (TemporaryFolder local = TemporaryFolder.create()) {
      return CheckpointNote.load(best(hadoop, uri).fetch(PART, local.path()), uri);
    }
  }

  private static PolicyWeights load(
      Configuration hadoop, Settings settings, String method, Ensemble.Models models) {
    String uri = uri(hadoop, settings, method);
    SealedFolder folder =
        uri == null ? SealedFolder.inJar("/checkpoints/" + method) : best(hadoop, uri);
    if (uri == null && !folder.finished()) {
      throw EconException.usage(
          "Cannot play method '"
              + method
              + "': the application brings no checkpoint for it; train one and give it with"
              + " --checkpoint.");
    }
    String name = uri == null ? "inside the application" : uri;
    try (TemporaryFolder local = TemporaryFolder.create()) {
      Path play = folder.fetch(PART, local.path());
      CheckpointNote.load(play, name)
          .requireFit(name, method, settings, models.embedder().get().fingerprint());
      return PolicyWeights.load(play.resolve(WEIGHTS));
    }
  }

  /** Null for the one inside the jar. */
  private static String uri(Configuration hadoop, Settings settings, String method) {
    if (!settings.checkpoints().use().isEmpty()) {
      return settings.checkpoints().use();
    }
    if (!settings.checkpoints().home().isEmpty()) {
      return new PublishedCheckpoints(hadoop, settings.checkpoints().home())
          .current()
          .map(state -> state.checkpoints().get(method))
          .orElse(null);
    }
    return null;
  }

  /** A single checkpoint, or of a training run the one that did best in validation. */
  private static SealedFolder best(Configuration hadoop, String uri) {
    SealedFolder single = SealedFolder.at(hadoop, uri);
    if (single.finished()) {
      return single;
    }
    CheckpointStore store = new CheckpointStore(hadoop, uri);
    OptionalInt newest = store.newest();
    if (newest.isEmpty()) {
      throw EconException.usage(
          "Cannot load checkpoint " + uri + ": nothing finished is there; check --checkpoint.");
    }
    try (TemporaryFolder local = TemporaryFolder.create()) {
      Path play = store.at(newest.getAsInt()).fetch(PART, local.path());
      return store.at(CheckpointNote.load(play, uri).bestEpoch());
    }
  }

  /** The weights of one checkpoint of a training run. */
  static PolicyWeights of(SealedFolder checkpoint) {
    try (TemporaryFolder local = TemporaryFolder.create()) {
      return PolicyWeights.load(checkpoint.fetch(PART, local.path()).resolve(WEIGHTS));
    }
  }

  /** Writes the part of a checkpoint that playing needs. */
  static void save(Path folder, PolicyWeights weights, CheckpointNote note) {
    Path play = folder.resolve(PART);
    try {
      Files.createDirectories(play);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write " + play, e);
    }
    note.save(play);
    weights.save(play.resolve(WEIGHTS));
  }

  /** Copies the part of a checkpoint that playing needs to another place. */
  static void export(Configuration hadoop, String from, String to) {
    try (TemporaryFolder local = TemporaryFolder.create()) {
      best(hadoop, from).fetch(PART, local.path());
      SealedFolder.write(hadoop, local.path(), to);
    }
  }
}
