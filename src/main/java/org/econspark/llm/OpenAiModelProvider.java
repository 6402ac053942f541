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
    return new OpenAiChatModel(settings, System::getenv);
  }

  /**
   * Asks the endpoint which models it has.
   *
   * @throws EconException if it cannot be reached, refuses the key or lacks the model
   */
  @Override
  public void probe(ModelSettings settings) {
    try (OpenAiChatModel model = new OpenAiChatModel(settings, System::getenv)) {
      model.probe();
    }
  }
}
