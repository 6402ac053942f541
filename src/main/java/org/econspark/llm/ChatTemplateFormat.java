package org.econspark.llm;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.FatalTemplateErrorsException;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /**
   * @param template Jinja text
   * @param specialTokens what the template knows as {@code bos_token}, {@code eos_token} and so on
   */
  ChatTemplateFormat(TextCodec codec, String template, Map<String, String> specialTokens) {
    this.codec = codec;
    this.template = template;
    this.variables = Map.copyOf(specialTokens);
    // Python's own engine trims as these two settings do when it renders chat templates.
    this.jinjava =
        new Jinjava(
            JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withLegacyOverrides(LegacyOverrides.ALL)
                .build());
    jinjava
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition(
                "", "raise_exception", ChatTemplateFormat.class, "raiseException", String.class));
  }

  @Override
  public String style() {
    return STYLE;
  }

  @Override
  public int[] encode(List<Message> messages, String answerRole) {
    if (!answerRole.equals(ANSWER_ROLE)) {
      throw rejected(
          "Cannot ask a chat model to write as '"
              + answerRole
              + "': its template knows the answer role 'assistant' only; use the chat prompts.",
          null);
    }
    return codec.encodePieces(List.of(render(messages).split(String.valueOf(CUT), -1)));
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
    Context context = new Context(jinjava.getGlobalContextCopy(), bindings);
    try {
      return jinjava.render(template, context);
    } catch (FatalTemplateErrorsException e) {
      throw rejected(
          "Cannot render the chat template: "
              + e.getErrors().iterator().next().getMessage()
              + "; check the roles and their order, or set 'chat_template' in"
              + " tokenizer_config.json.",
          e);
    }
  }

  /** What templates call for messages they do not accept. */
  public static String raiseException(String reason) {
    throw new InterpretException("the template refuses these messages: " + reason);
  }

  private static LlmException rejected(String message, Throwable cause) {
    return new LlmException(FailureKind.REJECTED, 1, message, cause);
  }
}
