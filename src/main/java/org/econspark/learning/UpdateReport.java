package org.econspark.learning;

import java.io.Serializable;

/**
 * What a call of {@link Learner#learn} did; the losses are means over its updates, each a mean over
 * the rounds of a minibatch. NaN where there was no update, or where the policy has no such figure.
 *
 * @param version of the weights afterwards
 * @param updates done in this call
 * @param transitions rounds of play that these updates learned from, repeats counted
 * @param lossTotal sum of local, encoder, mixer and control loss
 * @param lossTd sum over agents of the local errors L_i
 * @param lossTdTotal error of the group value, L_TD_tot
 * @param lossSimilarity sum over agents of (1 - cos(F_i, C))^2, without its weight
 * @param lossConsistency sum over agents of (Q_i - Q_tot)^2, without its weight
 * @param lossEncoder L_e
 * @param lossMixer L_mix
 * @param lossControl minus the group value of the controls that the heads propose
 * @param gradientNorm largest norm of an agent's or the coordinator side's gradient before clipping
 * @param bestResponseGaps shape (N), mean over the last minibatch of max_u Q_i(b, u) - Q_i(b, u
 *     taken), in reward units
 * @param klOld mean over agents and beliefs of KL(policy after || policy before the call), nats
 * @param klReference the same against the uniform policy over the candidates
 */
public record UpdateReport(
    int version,
    int updates,
    long transitions,
    double lossTotal,
    double lossTd,
    double lossTdTotal,
    double lossSimilarity,
    double lossConsistency,
    double lossEncoder,
    double lossMixer,
    double lossControl,
    double gradientNorm,
    double[] bestResponseGaps,
    double klOld,
    double klReference)
    implements Serializable {

  /** Mean of {@link #bestResponseGaps} over the agents. */
  public double bestResponseGap() {
    double sum = 0;
    for (double gap : bestResponseGaps) {
      sum += gap;
    }
    return sum / bestResponseGaps.length;
  }
}
