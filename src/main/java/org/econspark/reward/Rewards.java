package org.econspark.reward;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.econspark.config.Settings;

/**
 * The reward terms of all agents in one round. Permuting the agents permutes the terms.
 *
 * <p>AL is the cosine of answer and commitment. CC blends the change of the outcome when the agent
 * is left out, its fidelity to the commitment (same final answer), and its novelty against the
 * peers (mean distance of the embeddings); the paper has the coordinator judge coherence,
 * creativity and contribution instead (section 3.3).
 *
 * @param contribution share of the change of the outcome in CC
 * @param fidelity share of the agreement with the commitment in CC
 * @param novelty share of the distance from the peers in CC
 */
public record Rewards(double contribution, double fidelity, double novelty)
    implements Serializable {

  public static Rewards of(Settings.Reward settings) {
    return new Rewards(settings.contribution(), settings.fidelity(), settings.novelty());
  }

  /**
   * What the round led to.
   *
   * @param commitment embedding of the whole commitment; null if there was none
   * @param clusters embedding of the commitment of each agent's cluster, null where it has none;
   *     empty in one level
   * @param voteKey of the commitment's answer; null if it has none
   * @param score of the outcome, in [0, 1]
   * @param scoreWithout of the outcome without each agent, shape (agents)
   */
  public record Outcome(
      float[] commitment,
      List<float[]> clusters,
      String voteKey,
      double score,
      double[] scoreWithout) {}

  /**
   * @param answers in agent order
   * @return in agent order; {@link RewardTerms#NONE} for answers that are not valid
   */
  public List<RewardTerms> terms(List<JudgedAnswer> answers, Outcome outcome) {
    List<RewardTerms> terms = new ArrayList<>();
    for (int agent = 0; agent < answers.size(); agent++) {
      JudgedAnswer answer = answers.get(agent);
      terms.add(
          answer.valid()
              ? new RewardTerms(
                  actionLikelihood(answer, agent, outcome),
                  answer.score(),
                  collaborativeContribution(answers, agent, outcome))
              : RewardTerms.NONE);
    }
    return terms;
  }

  /** In two levels the nearness to c_k times the cluster's reward R_k = sim(c_k, C). */
  private static double actionLikelihood(JudgedAnswer answer, int agent, Outcome outcome) {
    if (outcome.commitment() == null) {
      return 0;
    }
    if (outcome.clusters().isEmpty()) {
      return Similarity.of(answer.embedding(), outcome.commitment());
    }
    float[] own = outcome.clusters().get(agent);
    return own == null
        ? 0
        : Similarity.of(answer.embedding(), own) * Similarity.of(own, outcome.commitment());
  }

  private double collaborativeContribution(List<JudgedAnswer> answers, int agent, Outcome outcome) {
    double change = outcome.score() - outcome.scoreWithout()[agent];
    double faithful = answers.get(agent).voteKey().equals(outcome.voteKey()) ? 1 : 0;
    return contribution * (1 + change) / 2
        + fidelity * faithful
        + novelty * distanceFromPeers(answers, agent);
  }

  /** 0 without a peer that answered. */
  private static double distanceFromPeers(List<JudgedAnswer> answers, int agent) {
    double sum = 0;
    int peers = 0;
    for (int other = 0; other < answers.size(); other++) {
      if (other != agent && answers.get(other).valid()) {
        sum += 1 - Similarity.of(answers.get(agent).embedding(), answers.get(other).embedding());
        peers++;
      }
    }
    return peers == 0 ? 0 : sum / peers;
  }
}
