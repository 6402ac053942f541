package org.econspark.spark;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.econspark.config.Settings;
import org.econspark.error.EconException;

/**
 * What a checkpoint is for, so that nothing else plays it.
 *
 * @param method that plays it
 * @param epoch that it was written after
 * @param bestEpoch of its run when it was written
 * @param agents executor agents
 * @param profile name of the control profile
 * @param embedder fingerprint of the embedder
 * @param validationAccuracy of these weights, null if unknown
 */
record CheckpointNote(
    String method,
    int epoch,
    int bestEpoch,
    int agents,
    String profile,
    String embedder,
    Double validationAccuracy) {
  private static final String FILE = "about.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  void save(Path folder) {
    try {
      Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write " + folder.resolve(FILE), e);
    }
  }

  static CheckpointNote load(Path folder, String name) {
    try {
      return JSON.readValue(folder.resolve(FILE).toFile(), CheckpointNote.class);
    } catch (IOException e) {
      throw EconException.usage(
          "Cannot load checkpoint " + name + ": " + FILE + " is missing or unreadable.");
    }
  }

  /**
   * @param name of the checkpoint, for the message
   * @param embedderInUse fingerprint
   * @throws EconException naming everything that does not fit
   */
  void requireFit(String name, String wantedMethod, Settings settings, String embedderInUse) {
    List<String> misfits = new ArrayList<>();
    if (!method.equals(wantedMethod)) {
      misfits.add("it was trained for method '" + method + "', not '" + wantedMethod + "'");
    }
    if (agents != settings.agents().count()) {
      misfits.add("it has " + agents + " agents, 'agents.count' is " + settings.agents().count());
    }
    if (!profile.equals(settings.controls().profile())) {
      misfits.add(
          "its controls are "
              + profile
              + ", 'controls.profile' is "
              + settings.controls().profile());
    }
    if (!embedder.equals(embedderInUse)) {
      misfits.add(
          "its texts were embedded by " + embedder + ", 'llm.embedder' is " + embedderInUse);
    }
    if (!misfits.isEmpty()) {
      throw EconException.usage(
          "Cannot play checkpoint " + name + ": " + String.join("; ", misfits) + ".");
    }
  }
}
