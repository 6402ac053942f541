package org.econspark.spark;

import java.io.Serializable;
import java.util.Map;
import org.econspark.config.Settings;
import org.econspark.learning.PolicyWeights;
import org.econspark.reward.RewardWeights;
import org.econspark.rollout.LearnedPlay;

/**
 * Weights on their way from the driver to the tasks, by the name of the method that plays them.
 * Broadcast: tasks open them once for each JVM.
 *
 * @param fingerprints of each method's weights
 * @param rewards shares of the reward terms
 * @param explore whether to choose controls as in training or as in evaluation
 * @param rewarded whether all episodes carry rewards, whatever the settings say
 */
record PlayWeights(
    Map<String, PolicyWeights> policies,
    Map<String, String> fingerprints,
    RewardWeights rewards,
    boolean explore,
    boolean rewarded)
    implements Serializable {

  /** Without a trained policy. */
  static PlayWeights none(Settings settings) {
    return new PlayWeights(Map.of(), Map.of(), RewardWeights.of(settings.reward()), false, false);
  }

  /** One method's weights, for training and its validation. */
  static PlayWeights of(
      String method, PolicyWeights weights, RewardWeights rewards, boolean explore) {
    return new PlayWeights(
        Map.of(method, weights), Map.of(method, Fingerprints.of(weights)), rewards, explore, true);
  }

  /** The same, with one method's weights. */
  PlayWeights with(String method, PolicyWeights weights) {
    return new PlayWeights(
        Map.of(method, weights),
        Map.of(method, Fingerprints.of(weights)),
        rewards,
        explore,
        rewarded);
  }

  /** The same, with rewards in all episodes. */
  PlayWeights rewarding() {
    return new PlayWeights(policies, fingerprints, rewards, explore, true);
  }

  long bytes() {
    return policies.values().stream().mapToLong(PolicyWeights::bytes).sum();
  }

  /** The policies as this JVM plays them. */
  LearnedPlay open() {
    return new LearnedPlay(
        PolicyPool.shared().policies(policies, fingerprints), rewards, explore, rewarded);
  }
}
