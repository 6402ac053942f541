package org.econspark.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.econspark.episode.Policy;
import org.econspark.learning.PolicyWeights;

/**
 * The trained policies of this JVM: each opened once for its weights and shared by all tasks. Old
 * ones are closed when newer ones have taken their place for long enough that no task still plays
 * with them.
 */
final class PolicyPool {
  private static final PolicyPool SHARED = new PolicyPool();

  /** A wave plays with one version of each method's weights, a straggler with the one before. */
  private static final int KEPT = 8;

  private final LinkedHashMap<String, Policy> open = new LinkedHashMap<>(16, 0.75f, true);

  private PolicyPool() {}

  static PolicyPool shared() {
    return SHARED;
  }

  /**
   * @param key names the weights, in this run and any other
   */
  synchronized Policy policy(String key, PolicyWeights weights) {
    Policy policy = open.get(key);
    if (policy == null) {
      policy = weights.open();
      open.put(key, policy);
      while (open.size() > KEPT) {
        Map.Entry<String, Policy> oldest = open.entrySet().iterator().next();
        open.remove(oldest.getKey());
        oldest.getValue().close();
      }
    }
    return policy;
  }
}
