package org.econspark.llm;

import ai.djl.ndarray.types.DataType;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.error.EconException;

/**
 * Which tensors a decoder graph has, read from the graph itself and, where it leaves a size open,
 * from {@code config.json}.
 *
 * @param slots cached tensors in the graph's order
 * @param givesNewOnly whether a pass gives keys and values of the new tokens only, as the second
 *     file of an embedded model does, not of all
 * @param takesPositions whether {@code position_ids} is an input
 * @param keepInput the input that says how many positions get logits, if there is one
 * @param keepIsScalar whether that input has no dimension
 * @param vocabularySize V
 * @param hiddenSize W of {@code hidden_states}, 0 without that output
 */
record DecoderLayout(
    List<CacheSlot> slots,
    boolean givesNewOnly,
    boolean takesPositions,
    Optional<String> keepInput,
    boolean keepIsScalar,
    int vocabularySize,
    int hiddenSize) {

  private static final Pattern PAST = Pattern.compile("past_key_values\\.(\\d+)\\.(key|value)");
  private static final String NEW = "new_key_values.";
  private static final List<String> TOKENS = List.of("input_ids", "attention_mask", "position_ids");
  private static final List<String> KEEP = List.of("num_logits_to_keep", "logits_to_keep");

  /** One cached tensor of shape (rows, heads, length, headSize), as input and as output. */
  record CacheSlot(String past, String output, long heads, long headSize, DataType type) {}

  /** Size of what the cache holds for one token of one row. */
  long cacheBytesPerToken() {
    return slots.stream().mapToLong(s -> s.heads() * s.headSize() * s.type().getNumOfBytes()).sum();
  }

  /**
   * @throws EconException if the graph is no decoder with a cache; says what is wrong with it
   */
  static DecoderLayout read(OrtSession session, ModelFiles files) throws OrtException {
    return new Reader(session.getInputInfo(), session.getOutputInfo(), files).read();
  }

  private record Reader(
      Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs, ModelFiles files) {

    DecoderLayout read() {
      require(inputs, "input", "input_ids");
      require(inputs, "input", "attention_mask");
      require(outputs, "output", "logits");
      Optional<String> keep = KEEP.stream().filter(inputs::containsKey).findFirst();
      JsonNode config = files.json("config.json");
      boolean newOnly = outputs.keySet().stream().anyMatch(name -> name.startsWith(NEW));
      List<CacheSlot> slots = new ArrayList<>();
      for (Map.Entry<String, NodeInfo> input : inputs.entrySet()) {
        Matcher past = PAST.matcher(input.getKey());
        if (past.matches()) {
          String output = (newOnly ? NEW : "present.") + past.group(1) + "." + past.group(2);
          slots.add(slot(input.getKey(), output, config));
        } else if (!TOKENS.contains(input.getKey()) && !KEEP.contains(input.getKey())) {
          throw invalid("its input '" + input.getKey() + "' is not of the known layout");
        }
      }
      if (slots.isEmpty()) {
        throw invalid("it has no key/value cache");
      }
      return new DecoderLayout(
          List.copyOf(slots),
          newOnly,
          inputs.containsKey("position_ids"),
          keep,
          keep.isPresent() && info(inputs.get(keep.get())).getShape().length == 0,
          lastDimension("logits", config, "vocab_size"),
          outputs.containsKey("hidden_states")
              ? lastDimension("hidden_states", config, "hidden_size", "n_embd")
              : 0);
    }

    private CacheSlot slot(String past, String output, JsonNode config) {
      require(outputs, "output", output);
      long[] shape = info(inputs.get(past)).getShape();
      if (shape.length != 4) {
        throw invalid("'" + past + "' has " + shape.length + " dimensions, expected 4");
      }
      long heads = shape[1] > 0 ? shape[1] : heads(config);
      long headSize = shape[3] > 0 ? shape[3] : headSize(config);
      OnnxJavaType type = info(inputs.get(past)).type;
      return switch (type) {
        case FLOAT -> new CacheSlot(past, output, heads, headSize, DataType.FLOAT32);
        case FLOAT16 -> new CacheSlot(past, output, heads, headSize, DataType.FLOAT16);
        default -> throw invalid("'" + past + "' holds " + type + ", expected FLOAT or FLOAT16");
      };
    }

    private long heads(JsonNode config) {
      return config.has("num_key_value_heads")
          ? number(config, "num_key_value_heads")
          : number(config, "num_attention_heads", "n_head");
    }

    private long headSize(JsonNode config) {
      return config.has("head_dim")
          ? number(config, "head_dim")
          : number(config, "hidden_size", "n_embd")
              / number(config, "num_attention_heads", "n_head");
    }

    private int lastDimension(String output, JsonNode config, String... names) {
      long[] shape = info(outputs.get(output)).getShape();
      long size = shape[shape.length - 1];
      return Math.toIntExact(size > 0 ? size : number(config, names));
    }

    private long number(JsonNode config, String... names) {
      for (String name : names) {
        if (config.path(name).asLong() > 0) {
          return config.path(name).asLong();
        }
      }
      throw invalid("neither the graph nor config.json says " + String.join(" or ", names));
    }

    private void require(Map<String, NodeInfo> tensors, String kind, String name) {
      if (!tensors.containsKey(name)) {
        throw invalid("its " + kind + " '" + name + "' is missing");
      }
    }

    private static TensorInfo info(NodeInfo node) {
      return (TensorInfo) node.getInfo();
    }

    private EconException invalid(String reason) {
      return EconException.model(
          "Invalid model "
              + files.graphName()
              + ": "
              + reason
              + "; export it with 'optimum-cli export onnx --task text-generation-with-past'.",
          null);
    }
  }
}
