package org.econspark.llm;

import org.econspark.error.EconException;

/** The small models that come with the application: {@code mini-m}, {@code mini-s} and others. */
public final class EmbeddedModelProvider implements ChatModelProvider {
  static final String NAME = "embedded";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ChatModel create(ModelSettings settings, String device) {
    return OnnxChatModel.load(
        ModelFiles.embedded(settings.model()),
        NAME,
        settings.model(),
        device,
        settings.threads(),
        settings.batchSize());
  }

  @Override
  public Object poolKey(ModelSettings settings, String device) {
    return OnnxModelKey.of(settings, device);
  }

  /**
   * @throws EconException if no model of that name is in the jar
   */
  @Override
  public void probe(ModelSettings settings) {
    ModelFiles.embedded(settings.model());
  }
}
