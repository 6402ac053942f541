package org.econspark.spark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.econspark.learning.PolicyWeights;

/** Names weights by their content. */
final class Fingerprints {
  private Fingerprints() {}

  /** SHA-256 (hex) over everything that decisions depend on. */
  static String of(PolicyWeights weights) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    String shape =
        String.join(
            "\u001f",
            weights.networks().toString(),
            weights.learning().toString(),
            weights.profile().toString(),
            Integer.toString(weights.version()),
            Integer.toString(weights.agents()),
            Integer.toString(weights.embeddingSize()),
            Double.toString(weights.noise()),
            Arrays.toString(weights.alphas()));
    digest.update(shape.getBytes(StandardCharsets.UTF_8));
    ByteBuffer values = ByteBuffer.allocate(Float.BYTES * weights.values().length);
    values.asFloatBuffer().put(weights.values());
    digest.update(values);
    return Hex.encodeHexString(digest.digest());
  }
}
