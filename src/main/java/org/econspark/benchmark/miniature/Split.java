package org.econspark.benchmark.miniature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * Part of a benchmark, decided by the question text alone: the first eight bytes of the SHA-256 of
 * the normalised text, modulo 100. So no training text can hold a question of another split.
 */
public enum Split {
  TRAIN("train"),
  VALIDATION("validation"),
  TEST("test");

  private static final int TEST_BELOW = 10;
  private static final int VALIDATION_BELOW = 20;
  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Split::sha256);

  private final String id;

  Split(String id) {
    this.id = id;
  }

  /** Name in settings, file names and problem ids. */
  public String id() {
    return id;
  }

  /** The split of a name. */
  public static Split ofId(String id) {
    for (Split split : values()) {
      if (split.id.equals(id)) {
        return split;
      }
    }
    throw new IllegalArgumentException("Invalid split '" + id + "': use train, validation or test");
  }

  /** The split that a question belongs to. */
  public static Split of(String question) {
    byte[] text = normalised(question).getBytes(StandardCharsets.UTF_8);
    long hash = ByteBuffer.wrap(SHA_256.get().digest(text)).getLong();
    long percent = Long.remainderUnsigned(hash, 100);
    if (percent < TEST_BELOW) {
      return TEST;
    }
    return percent < VALIDATION_BELOW ? VALIDATION : TRAIN;
  }

  /**
   * Lower case; every run of characters that are neither letters nor digits becomes one space. An
   * operator sign counts as a letter, since it changes what is asked.
   */
  static String normalised(String question) {
    String lower = question.toLowerCase(Locale.ROOT);
    StringBuilder normalised = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      char character = lower.charAt(i);
      if (Character.isLetterOrDigit(character) || "+-*/^=<>".indexOf(character) >= 0) {
        normalised.append(character);
      } else if (!normalised.isEmpty() && normalised.charAt(normalised.length() - 1) != ' ') {
        normalised.append(' ');
      }
    }
    return normalised.toString().strip();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot find SHA-256, which every Java platform has", e);
    }
  }
}
