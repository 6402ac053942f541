package org.econspark.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the JSON files beside a graph say about its use.
 *
 * @param endIds tokens that end an answer
 * @param contextLimit most tokens of prompt and answer together
 * @param promptFormat how messages become tokens
 */
record ModelProperties(Set<Integer> endIds, int contextLimit, PromptFormat promptFormat) {

  /** For models without a chat template, which only continue text. */
  private static final String PLAIN_TEMPLATE =
      "{% for message in messages %}{{ message.content }}\n\n{% endfor %}";

  /** Python's tokenizers write an enormous number where they know no limit. */
  private static final double NO_LIMIT = 1e9;

  static ModelProperties read(ModelFiles files, TextCodec codec) {
    JsonNode config = files.json("config.json");
    JsonNode generation = files.json("generation_config.json");
    JsonNode tokenizer = files.json("tokenizer_config.json");
    Map<String, String> special = specialTokens(files.json("special_tokens_map.json"), tokenizer);
    boolean miniature = tokenizer.path("prompt_style").asText().equals(MiniaturePromptFormat.STYLE);
    PromptFormat format =
        miniature
            ? new MiniaturePromptFormat(codec, files.tokenizerName())
            : new ChatTemplateFormat(codec, template(files, tokenizer, special), special);
    Set<Integer> ends = new LinkedHashSet<>();
    addIds(ends, generation.path("eos_token_id"));
    if (ends.isEmpty()) {
      addIds(ends, config.path("eos_token_id"));
    }
    if (special.containsKey("eos_token")) {
      codec.marker(special.get("eos_token")).ifPresent(ends::add);
    }
    if (miniature) {
      codec.marker(MiniaturePromptFormat.END).ifPresent(ends::add);
    }
    return new ModelProperties(Set.copyOf(ends), contextLimit(config, tokenizer), format);
  }

  private static String template(
      ModelFiles files, JsonNode tokenizer, Map<String, String> special) {
    var file = files.read("chat_template.jinja");
    if (file.isPresent()) {
      return new String(file.get(), StandardCharsets.UTF_8);
    }
    JsonNode template = tokenizer.path("chat_template");
    if (template.isTextual()) {
      return template.asText();
    }
    for (JsonNode named : template) {
      if (named.path("name").asText().equals("default")) {
        return named.path("template").asText();
      }
    }
    boolean begins =
        tokenizer.path("add_bos_token").asBoolean() && special.get("bos_token") != null;
    return (begins ? "{{ bos_token }}" : "") + PLAIN_TEMPLATE;
  }

  private static Map<String, String> specialTokens(JsonNode... sources) {
    Map<String, String> tokens = new LinkedHashMap<>();
    for (JsonNode source : sources) {
      for (String name :
          new String[] {"bos_token", "eos_token", "unk_token", "pad_token", "sep_token"}) {
        JsonNode token = source.path(name);
        String text = token.isObject() ? token.path("content").asText() : token.asText("");
        if (!text.isEmpty() && !token.isNull()) {
          tokens.put(name, text);
        }
      }
    }
    return tokens;
  }

  private static void addIds(Set<Integer> ids, JsonNode value) {
    if (value.isInt()) {
      ids.add(value.asInt());
    }
    for (JsonNode id : value) {
      ids.add(id.asInt());
    }
  }

  private static int contextLimit(JsonNode config, JsonNode tokenizer) {
    for (String name : new String[] {"max_position_embeddings", "n_positions", "n_ctx"}) {
      if (config.path(name).canConvertToInt() && config.path(name).asInt() > 0) {
        return config.path(name).asInt();
      }
    }
    double limit = tokenizer.path("model_max_length").asDouble(NO_LIMIT);
    return limit < NO_LIMIT ? (int) limit : Integer.MAX_VALUE;
  }
}
