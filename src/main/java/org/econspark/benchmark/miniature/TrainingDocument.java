package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;

/**
 * One document of the text that language models are trained on.
 *
 * @param family of its problem; null for arithmetic drills
 * @param kind what the model learns to write
 * @param parts in order; together they are the whole text, special tokens written out
 */
public record TrainingDocument(Family family, Kind kind, List<Part> parts) {

  /** What a document teaches. */
  public enum Kind {
    PLAN("plan"),
    GENERIC("generic"),
    COMMITMENT("commit"),
    MERGE("merge"),
    REVISION("revise"),
    SCORE("score"),
    LOCAL("local"),
    FEW_SHOT("few-shot"),
    DRILL("drill");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** Name in the JSON lines. */
    public String id() {
      return id;
    }
  }

  /**
   * A stretch of text.
   *
   * @param learnt whether the model is to write it, so that it carries loss
   */
  public record Part(String text, boolean learnt) {}

  /** Collects the messages of a document in the format of the embedded models. */
  static final class Builder {
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder given = new StringBuilder();

    /** A message that the model reads. */
    Builder read(String role, String content) {
      given.append("<|").append(role).append("|>").append(content).append("<|end|>");
      return this;
    }

    /** A message that the model writes. */
    Builder write(String role, String content) {
      given.append("<|").append(role).append("|>");
      return given("").learnt(content + "<|end|>");
    }

    /** Text that the model reads, without markers. */
    Builder given(String text) {
      given.append(text);
      return this;
    }

    /** Text that the model writes, without markers. */
    Builder learnt(String text) {
      parts.add(new Part(given.toString(), false));
      given.setLength(0);
      parts.add(new Part(text, true));
      return this;
    }

    Builder marker(String role) {
      return given("<|" + role + "|>");
    }

    TrainingDocument build(Family family, Kind kind) {
      return new TrainingDocument(family, kind, List.copyOf(parts));
    }
  }
}
