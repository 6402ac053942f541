package org.econspark.agent;

import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Derives the seed of every call from what the call is for, so that no result depends on
 * partitions, retries or resumes.
 */
public record Seeds(long runSeed) implements Serializable {

  /**
   * @param stage what the call is for
   * @param agent index of the executor agent, -1 for the coordinator
   * @param round of refinement
   * @param repeat independent attempt at the problem
   */
  public long derive(String problemId, String stage, int agent, int round, int repeat) {
    String key =
        String.join(
            "\u001f",
            Long.toString(runSeed),
            problemId,
            stage,
            Integer.toString(agent),
            Integer.toString(round),
            Integer.toString(repeat));
    // HTTP back ends take seeds as signed integers: keep them non-negative.
    return ByteBuffer.wrap(DigestUtils.sha256(key)).getLong() & Long.MAX_VALUE;
  }
}
