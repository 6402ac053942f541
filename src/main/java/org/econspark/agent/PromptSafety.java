package org.econspark.agent;

import java.util.regex.Pattern;

/**
 * Keeps texts of others in their place inside a prompt: a question cannot close the tags around it,
 * pose as an answer of a solver, or bring the markers by which chat templates tell who speaks.
 * Words stay as they are; only what would be a tag or a marker gets a space.
 */
final class PromptSafety {
  private static final Pattern TAG =
      Pattern.compile("<(/?)\\s*(question|strategy|answer)", Pattern.CASE_INSENSITIVE);

  /** Of the ChatML, Llama, Mistral, Gemma and DeepSeek templates. */
  private static final Pattern ROLE_MARKER =
      Pattern.compile(
          "(<(?=[|\uff5c])|<<(?=/?SYS>>)|\\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS)])"
              + "|<(?=/?s>)|<(?=(?:start|end)_of_turn>)|<(?=(?:bos|eos)>))");

  private PromptSafety() {}

  /** The text between tags that it cannot close. */
  static String fenced(String tag, String text) {
    return "<" + tag + ">\n" + plain(text) + "\n</" + tag + ">";
  }

  /** The text without our tags and without role markers. */
  static String plain(String text) {
    return withoutRoleMarkers(withoutTags(text));
  }

  static String withoutTags(String text) {
    return text.indexOf('<') < 0 ? text : TAG.matcher(text).replaceAll("<$1 $2");
  }

  static String withoutRoleMarkers(String text) {
    boolean none = text.indexOf('<') < 0 && text.indexOf('[') < 0;
    return none ? text : ROLE_MARKER.matcher(text).replaceAll("$1 ");
  }
}
