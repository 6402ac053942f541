package org.econspark.rollout;

import java.util.List;
import org.econspark.llm.Embedder;
import org.econspark.llm.FailureKind;
import org.econspark.llm.LlmException;

/**
 * A remote embedder that fails at texts that contain {@code fail}.
 *
 * @param kind of its failures
 */
record FailingEmbedder(FailureKind kind) implements Embedder {
  private static final ScriptedEmbedder WORKING = new ScriptedEmbedder(16);

  @Override
  public int size() {
    return WORKING.size();
  }

  @Override
  public String fingerprint() {
    return "failing-" + kind.code();
  }

  @Override
  public float[][] embed(List<String> texts) {
    if (texts.stream().anyMatch(text -> text.contains("fail"))) {
      throw new LlmException(kind, 8, "Cannot embed: " + kind.code(), null);
    }
    return WORKING.embed(texts);
  }

  @Override
  public void close() {}
}
