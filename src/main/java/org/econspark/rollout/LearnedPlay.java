package org.econspark.rollout;

import java.util.Map;
import org.econspark.config.Settings;
import org.econspark.episode.Policy;
import org.econspark.error.EconException;
import org.econspark.reward.RewardWeights;

/**
 * What methods with learned controls play with.
 *
 * @param policies by the name of the method that plays them, its variant included
 * @param weights shares of the reward terms
 * @param explore whether to choose controls as in training or as in evaluation
 * @param rewarded whether all episodes carry rewards, whatever the settings say
 */
public record LearnedPlay(
    Map<String, Policy> policies, RewardWeights weights, boolean explore, boolean rewarded) {

  /** Without a trained policy. */
  public static LearnedPlay none(Settings settings) {
    return new LearnedPlay(Map.of(), RewardWeights.of(settings.reward()), false, false);
  }

  Policy policy(String method) {
    Policy policy = policies.get(method);
    if (policy == null) {
      throw EconException.usage(
          "Cannot play method '"
              + method
              + "': no trained checkpoint for it is at hand; give one with --checkpoint.");
    }
    return policy;
  }
}
