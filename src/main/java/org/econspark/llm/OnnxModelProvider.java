package org.econspark.llm;

import java.nio.file.Path;
import org.econspark.error.EconException;

/** Any causal language model in a folder, exported by Hugging Face optimum with its cache. */
public final class OnnxModelProvider implements ChatModelProvider {
  static final String NAME = "onnx";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ChatModel create(ModelSettings settings, String device) {
    return OnnxChatModel.load(
        ModelFiles.inFolder(Path.of(settings.model())),
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
   * @throws EconException if the folder lacks a file
   */
  @Override
  public void probe(ModelSettings settings) {
    ModelFiles.inFolder(Path.of(settings.model()));
  }
}
