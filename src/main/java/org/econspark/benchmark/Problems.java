package org.econspark.benchmark;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes problems with their content hash. */
public final class Problems {

  private Problems() {}

  /** A problem whose hash is that of its question and gold. */
  public static Problem of(
      String benchmark,
      String problemId,
      String question,
      String gold,
      String grader,
      String kind,
      String level) {
    return new Problem(
        benchmark, problemId, contentHash(question, gold), question, gold, grader, kind, level);
  }

  /** SHA-256 in hex of the question, U+001F and the gold answer, as UTF-8. */
  public static String contentHash(String question, String gold) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = (question + '\u001f' + gold).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot find SHA-256, which every Java platform has", e);
    }
  }
}
