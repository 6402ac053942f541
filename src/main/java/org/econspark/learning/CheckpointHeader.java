package org.econspark.learning;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.config.Settings.NetworkSettings;
import org.econspark.episode.ControlProfile;

/**
 * What a checkpoint says of itself: for which settings it was made. Its networks, controls, agents
 * and kind of policy must be those of the reader; other settings of learning may change.
 */
record CheckpointHeader(
    NetworkSettings networks,
    LearningSettings learning,
    ControlProfile profile,
    int agents,
    int embeddingSize) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
          .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
          .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY);

  ObjectNode toJson() {
    ObjectNode json = JSON.valueToTree(this);
    json.put(
        "settings_sha256",
        CheckpointWriter.sha256(json.toString().getBytes(StandardCharsets.UTF_8)));
    return json;
  }

  static CheckpointHeader of(CheckpointReader reader) {
    try {
      ObjectNode json = reader.header().deepCopy();
      json.retain("networks", "learning", "profile", "agents", "embeddingSize");
      return JSON.treeToValue(json, CheckpointHeader.class);
    } catch (JsonProcessingException | RuntimeException e) {
      throw reader.failure("its header cannot be read (" + e.getMessage() + ")");
    }
  }

  /**
   * @throws org.econspark.error.EconException naming every setting that is not as expected
   */
  void check(CheckpointReader reader, CheckpointHeader expected) {
    List<String> differences = new ArrayList<>();
    fields("networks", networks, expected.networks(), differences);
    fields("controls", profile, expected.profile(), differences);
    compare("agents.count", agents, expected.agents(), differences);
    compare("size of text embeddings", embeddingSize, expected.embeddingSize(), differences);
    compare("learning.policy", learning.policy(), expected.learning().policy(), differences);
    if (!differences.isEmpty()) {
      throw reader.failure("it was made with " + String.join(", ", differences));
    }
  }

  private static void fields(String section, Object there, Object here, List<String> differences) {
    JsonNode theirs = JSON.valueToTree(there);
    JsonNode ours = JSON.valueToTree(here);
    theirs
        .fieldNames()
        .forEachRemaining(
            field -> {
              String key = field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
              compare(section + "." + key, theirs.get(field), ours.get(field), differences);
            });
  }

  private static void compare(String name, Object there, Object here, List<String> differences) {
    if (!there.equals(here)) {
      differences.add(name + " = " + there + ", not " + here);
    }
  }
}
