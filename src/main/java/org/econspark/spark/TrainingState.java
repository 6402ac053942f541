package org.econspark.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.econspark.error.EconException;
import org.econspark.provenance.RunManifest;
import org.econspark.reward.RewardWeights;

/**
 * Where the epoch loop stands: what a checkpoint holds beside the learner.
 *
 * @param epoch epochs done
 * @param cursor problems that were drawn for training so far, repeats counted
 * @param rewards shares of the reward terms for the next epoch
 * @param calmChecks validations in a row that met all stopping criteria
 * @param bestEpoch whose weights did best in validation; 0 before the first
 * @param bestAccuracy of them
 * @param bestReward of them, mean over the validation set
 * @param rows of all epochs done
 * @param validation last validation, null before the first
 * @param provenance what the run is made of; nothing else may continue it
 */
record TrainingState(
    int format,
    int epoch,
    long cursor,
    RewardWeights rewards,
    int calmChecks,
    int bestEpoch,
    double bestAccuracy,
    double bestReward,
    List<TrainingRow> rows,
    Validation validation,
    Provenance provenance) {
  static final int FORMAT = 1;
  private static final String FILE = "state.json";

  // Earlier builds of the same format wrote more fields.
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  /** The parts of a {@link RunManifest} that must not change. */
  record Provenance(
      String settings,
      Map<String, String> data,
      Map<String, String> models,
      Map<String, String> prompts,
      long seed) {
    static Provenance of(RunManifest manifest) {
      return new Provenance(
          manifest.settings(),
          manifest.data(),
          manifest.models(),
          manifest.prompts(),
          manifest.seed());
    }

    /**
     * @param checkpoint its name, for the message
     * @throws EconException with the differences if a submission is made of something else
     */
    void requireSame(RunManifest submission, String checkpoint) {
      RunManifest earlier =
          new RunManifest(
              settings, data, models, prompts, Map.of(), null, null, seed, Instant.EPOCH, null, "");
      List<String> differences = submission.differencesFrom(earlier);
      if (!differences.isEmpty()) {
        throw EconException.usage(
            "Cannot go on from checkpoint "
                + checkpoint
                + ": it was trained differently ("
                + String.join("; ", differences)
                + "); choose another --checkpoint.");
      }
    }
  }

  /** After one more epoch, or after the look at the untrained weights. */
  TrainingState with(
      int nextEpoch,
      long nextCursor,
      RewardWeights nextRewards,
      int nextCalmChecks,
      TrainingRow row,
      Validation nextValidation) {
    List<TrainingRow> all = new ArrayList<>(rows);
    all.add(row);
    // Of equally many right answers the higher reward is better, then the earlier epoch.
    boolean better =
        nextValidation != null
            && (nextValidation.accuracy() > bestAccuracy
                || nextValidation.accuracy() == bestAccuracy
                    && nextValidation.reward() > bestReward);
    return new TrainingState(
        format,
        nextEpoch,
        nextCursor,
        nextRewards,
        nextCalmChecks,
        better ? nextEpoch : bestEpoch,
        better ? nextValidation.accuracy() : bestAccuracy,
        better ? nextValidation.reward() : bestReward,
        all,
        nextValidation == null ? validation : nextValidation,
        provenance);
  }

  void save(Path folder) {
    try {
      Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write " + folder.resolve(FILE), e);
    }
  }

  /**
   * @param name of the checkpoint, for messages
   */
  static TrainingState load(Path folder, String name) {
    try {
      byte[] content = Files.readAllBytes(folder.resolve(FILE));
      int format = JSON.readTree(content).path("format").asInt(0);
      if (format > FORMAT) {
        throw EconException.usage(
            "Cannot load checkpoint "
                + name
                + ": its loop state is of format "
                + format
                + ", this build reads up to "
                + FORMAT
                + "; use a newer build.");
      }
      return JSON.readValue(content, TrainingState.class);
    } catch (JsonProcessingException e) {
      throw EconException.usage(
          "Cannot load checkpoint "
              + name
              + ": "
              + FILE
              + " is unreadable, "
              + e.getOriginalMessage()
              + ".");
    } catch (IOException e) {
      throw EconException.usage(
          "Cannot load checkpoint "
              + name
              + ": it can be played, but training cannot go on from it"
              + " (no "
              + FILE
              + ").");
    }
  }
}
