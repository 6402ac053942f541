package org.econspark.llm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The content of a call as a hash: two calls with the same key would be answered alike. Model and
 * endpoint family, messages, controls, limits and seed count; the seed holds the repeat. Where a
 * call stands in a run does not count.
 */
public final class CallKey {
  private CallKey() {}

  /**
   * SHA-256 in hex, the same on every machine.
   *
   * @param model as {@link ChatModel#storedAs} names it
   */
  public static String of(ModelIdentity model, CompletionRequest request) {
    MessageDigest digest = ModelFiles.sha256();
    add(digest, model.provider());
    add(digest, model.name());
    add(digest, model.fingerprint());
    for (Message message : request.messages()) {
      add(digest, message.role());
      add(digest, message.content());
    }
    add(digest, request.answerRole());
    SamplingControls controls = request.controls();
    add(digest, Double.toString(controls.temperature()));
    add(digest, Double.toString(controls.topP()));
    add(digest, Integer.toString(controls.topK()));
    add(digest, Double.toString(controls.repetitionPenalty()));
    add(digest, Long.toString(request.seed()));
    add(digest, Integer.toString(request.maxTokens()));
    request.stop().forEach(stop -> add(digest, stop));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** With its length, so that no two sequences of texts run together. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
