package org.econspark.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.econspark.episode.Policy;
import org.econspark.learning.PolicyWeights;

/**
 * The trained policies of this JVM: each opened once for its weights and shared by all tasks. Old
 * ones are closed when newer ones have taken their place for long enough that no task still plays
 * with them.
 */
final class PolicyPool {
  private static final PolicyPool SHARED = new PolicyPool();

  /** Beside the weights of a wave: a straggler plays with those of the one before. */
  private static final int OLD_ONES = 8;

  private final LinkedHashMap<String, Policy> open = new LinkedHashMap<>(16, 0.75f, true);
  private int mostOfAWave;

  private PolicyPool() {}

  static PolicyPool shared() {
    return SHARED;
  }

  /**
   * @param weights of a wave by the name of the method that plays them
   * @param keys name each method's weights, in this run and any other
   * @return the policies by the name of the method
   */
  synchronized Map<String, Policy> policies(
      Map<String, PolicyWeights> weights, Map<String, String> keys) {
    Map<String, Policy> policies = new TreeMap<>();
    weights.forEach(
        (method, its) ->
            policies.put(method, open.computeIfAbsent(keys.get(method), key -> its.open())));
    mostOfAWave = Math.max(mostOfAWave, weights.size());
    while (open.size() > OLD_ONES + mostOfAWave) {
      Map.Entry<String, Policy> oldest = open.entrySet().iterator().next();
      open.remove(oldest.getKey());
      oldest.getValue().close();
    }
    return policies;
  }
}
