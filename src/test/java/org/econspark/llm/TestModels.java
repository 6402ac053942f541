package org.econspark.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The small models of the test resources. */
final class TestModels {
  static final String LLAMA = "tiny-llama";
  static final String GPT2 = "tiny-gpt2";
  static final String MINIATURE = "tiny-miniature";

  private TestModels() {}

  static ModelFiles files(String name) {
    return ModelFiles.inFolder(folder(name));
  }

  static Path folder(String name) {
    return Path.of("src", "test", "resources", "models", name);
  }

  static OnnxChatModel load(String name) {
    return OnnxChatModel.load(files(name), "onnx", name, "cpu", 1, 8);
  }

  static JsonNode json(String resource) {
    try (InputStream in = TestModels.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request to a miniature model for the solution of a question. */
  static CompletionRequest solve(
      String question, SamplingControls controls, long seed, int maxTokens, String... stop) {
    return new CompletionRequest(
        List.of(new Message("question", question)),
        "solution",
        controls,
        seed,
        maxTokens,
        List.of(stop),
        "test");
  }
}
