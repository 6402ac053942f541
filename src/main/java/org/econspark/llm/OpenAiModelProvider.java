package org.econspark.llm;

import org.econspark.error.EconException;

/** Chat models behind an endpoint that speaks OpenAI's protocol. */
public final class OpenAiModelProvider implements ChatModelProvider {
  static final String NAME = "openai";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ChatModel create(ModelSettings settings, String device) {
    return new OpenAiChatModel(settings, Endpoints.shared());
  }

  @Override
  public boolean remote() {
    return true;
  }

  /** Models that differ in what only local ones read are one. */
  @Override
  public Object poolKey(ModelSettings settings, String device) {
    return new ModelSettings(
        NAME,
        settings.model(),
        settings.baseUrl(),
        settings.apiKeyEnv(),
        settings.timeout(),
        settings.maxConcurrency(),
        1,
        1,
        settings.extra());
  }

  /**
   * Asks the endpoint which models it has.
   *
   * @throws EconException if it cannot be reached, refuses the key or lacks the model
   */
  @Override
  public void probe(ModelSettings settings) {
    if (settings.baseUrl().equals(ExecutorServer.ADDRESS)) {
      // Each executor waits for its own server; the driver may have none.
      return;
    }
    try (OpenAiChatModel model = new OpenAiChatModel(settings, Endpoints.shared())) {
      model.probe();
    }
  }
}
