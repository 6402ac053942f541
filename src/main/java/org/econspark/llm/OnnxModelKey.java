package org.econspark.llm;

/** The settings that a computed model depends on, for {@link ModelPool}. */
record OnnxModelKey(String model, String device, int threads, int batchSize, String pooling) {
  static OnnxModelKey of(ModelSettings settings, String device) {
    return new OnnxModelKey(
        settings.model(),
        device,
        settings.threads(),
        settings.batchSize(),
        settings.extra().getOrDefault(OnnxSentenceEmbedder.POOLING, ""));
  }
}
