package org.econspark.spark;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.econspark.config.Settings;
import org.econspark.episode.ControlProfile;
import org.econspark.error.EconException;
import org.econspark.learning.Learner;

/**
 * A learner that starts from another run's checkpoint; executor agents that it lacks are added
 * untrained, and encoder and mixer are trained on (paper section 4, Alg. 2).
 */
final class LearnerStart {
  private LearnerStart() {}

  /**
   * @param uri checkpoint or folder of a training run
   */
  static Learner from(Configuration hadoop, String uri, Settings settings, int embeddingSize) {
    SealedFolder folder = SealedFolder.at(hadoop, uri);
    if (!folder.finished()) {
      CheckpointStore store = new CheckpointStore(hadoop, uri);
      OptionalInt newest = store.newest();
      if (newest.isEmpty()) {
        throw EconException.usage(
            "Cannot start from checkpoint "
                + uri
                + ": nothing finished is there; check 'training.start-from'.");
      }
      folder = store.at(newest.getAsInt());
    }
    try (TemporaryFolder local = TemporaryFolder.create()) {
      folder.fetch("", local.path());
      CheckpointNote note = CheckpointNote.load(local.path().resolve(PolicySource.PART), uri);
      int wanted = settings.agents().count();
      if (note.agents() > wanted) {
        throw EconException.usage(
            "Cannot start from checkpoint "
                + uri
                + ": it has "
                + note.agents()
                + " agents, 'agents.count' is "
                + wanted
                + ".");
      }
      Learner learner = load(local.path(), settings, note.agents(), embeddingSize);
      for (int agents = note.agents(); agents < wanted; agents++) {
        Learner larger = learner.withAddedAgent(settings.run().seed() + agents);
        learner.close();
        learner = larger;
      }
      return learner;
    }
  }

  private static Learner load(Path checkpoint, Settings settings, int agents, int embeddingSize) {
    return Learner.load(
        checkpoint.resolve("learner"),
        settings.networks(),
        settings.learning(),
        ControlProfile.of(settings.controls()),
        agents,
        embeddingSize);
  }
}
