package org.econspark.llm;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.econspark.error.EconException;

/**
 * Renders messages with the Jinja chat template that a Hugging Face model brings, as {@code
 * apply_chat_template} does.
 */
final class ChatTemplateFormat implements PromptFormat {
  static final String STYLE = "chat";

  /** Stands inside a marker of some content while the template runs; a Unicode noncharacter. */
  private static final char CUT = '\uFDD0';

  private static final String ANSWER_ROLE = "assistant";

  private final TextCodec codec;
  private final String template;
  private final Map<String, Object> variables;
  private final Jinjava jinjava;

  /** Python's string methods that templates call, as the strings of Java name them. */
  private static final Map<String, String> STRING_METHODS =
      Map.of(
          ".startswith(", ".startsWith(",
          ".endswith(", ".endsWith(",
          ".lstrip()", ".stripLeading()",
          ".rstrip()", ".stripTrailing()",
          ".upper()", ".toUpperCase()",
          ".lower()", ".toLowerCase()");

  /** Jinjava leaves the condition of such a loop out without a word. */
  private static final Pattern FILTERED_LOOP = Pattern.compile("\\{%-?\\s*for\\s[^%]*\\sif\\s");

  /**
   * @param template Jinja text
   * @param specialTokens what the template knows as {@code bos_token}, {@code eos_token} and so on
   * @throws EconException if the template has a part that Jinjava would render wrongly
   */
  ChatTemplateFormat(TextCodec codec, String template, Map<String, String> specialTokens) {
    if (FILTERED_LOOP.matcher(template).find()) {
      throw EconException.model(
          "Cannot use the model's chat template: it has a loop of the form 'for ... if ...'; write"
              + " the condition inside the loop.",
          null);
    }
    this.codec = codec;
    String adapted = template;
    for (Map.Entry<String, String> method : STRING_METHODS.entrySet()) {
      adapted = adapted.replace(method.getKey(), method.getValue());
    }
    this.template = adapted;
    this.variables = Map.copyOf(specialTokens);
    this.jinjava = new Jinjava(likePython());
    jinjava
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition(
                "", "raise_exception", ChatTemplateFormat.class, "raiseException", String.class));
  }

  /** Jinja as Python's transformers set it up; contents are never rendered a second time. */
  private static JinjavaConfig likePython() {
    return JinjavaConfig.newBuilder()
        .withTrimBlocks(true)
        .withLstripBlocks(true)
        .withNestedInterpretationEnabled(false)
        .withLegacyOverrides(
            LegacyOverrides.newBuilder()
                .withEvaluateMapKeys(true)
                .withIterateOverMapKeys(true)
                .withUsePyishObjectMapper(true)
                .withUseNaturalOperatorPrecedence(true)
                .withParseWhitespaceControlStrictly(true)
                .withAllowAdjacentTextNodes(true)
                .withUseTrimmingForNotesAndExpressions(true)
                .withKeepNullableLoopValues(true)
                .build())
        .build();
  }

  @Override
  public String style() {
    return STYLE;
  }

  @Override
  public int[] encode(List<Message> messages, String answerRole, String prefix) {
    if (!answerRole.equals(ANSWER_ROLE)) {
      throw rejected(
          "Cannot ask a chat model to write as '"
              + answerRole
              + "': its template knows the answer role 'assistant' only; use the chat prompts.",
          null);
    }
    List<String> pieces = new ArrayList<>(List.of(render(messages).split(String.valueOf(CUT), -1)));
    pieces.addAll(codec.split(prefix));
    return codec.encodePieces(pieces);
  }

  /** The prompt as text, with {@link #CUT} inside every marker that came with some content. */
  String render(List<Message> messages) {
    List<Map<String, Object>> turns = new ArrayList<>();
    for (Message message : messages) {
      Map<String, Object> turn = new LinkedHashMap<>();
      turn.put("role", message.role());
      String data = message.content().replace(CUT, '\uFFFD');
      turn.put("content", String.join(String.valueOf(CUT), codec.split(data)));
      turns.add(turn);
    }
    Map<String, Object> bindings = new LinkedHashMap<>(variables);
    bindings.put("messages", turns);
    bindings.put("add_generation_prompt", true);
    RenderResult result = jinjava.renderForResult(template, bindings);
    if (!result.getErrors().isEmpty()) {
      throw rejected(
          "Cannot render the chat template: "
              + reason(result.getErrors().get(0))
              + "; check the roles and their order, or set 'chat_template' in"
              + " tokenizer_config.json.",
          null);
    }
    return result.getOutput();
  }

  private static String reason(TemplateError error) {
    Throwable cause = error.getException();
    if (cause == null) {
      return error.getMessage();
    }
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  /** What templates call for messages they do not accept. */
  public static String raiseException(String reason) {
    throw new InterpretException("the template refuses these messages: " + reason);
  }

  private static LlmException rejected(String message, Throwable cause) {
    return new LlmException(FailureKind.REJECTED, 1, message, cause);
  }
}
