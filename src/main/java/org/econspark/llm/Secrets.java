package org.econspark.llm;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keys that this JVM has read, to be blacked out of everything that endpoints say. */
final class Secrets {
  private static final String BLACKED_OUT = "*********(redacted)";

  /** Shorter ones would black out ordinary words. */
  private static final int SHORTEST = 6;

  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  private Secrets() {}

  static void add(String key) {
    if (key.length() >= SHORTEST) {
      KNOWN.add(key);
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      KNOWN.add(Base64.getEncoder().encodeToString(bytes));
      KNOWN.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
      KNOWN.add(Base64.getUrlEncoder().encodeToString(bytes));
    }
  }

  /** The text without any key. */
  static String redact(String text) {
    String clean = text;
    for (String key : KNOWN) {
      if (clean.contains(key)) {
        clean = clean.replace(key, BLACKED_OUT);
      }
    }
    return clean;
  }
}
