package org.econspark.rollout;

import java.util.List;
import org.econspark.benchmark.Grader;
import org.econspark.episode.Decision;
import org.econspark.episode.Observation;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;

/**
 * One round of answers and the commitment over them.
 *
 * @param observations one for each agent; empty where nothing is embedded
 * @param decisions one for each agent; empty for fixed controls
 * @param controls one for each agent
 * @param answers one for each agent, failed calls included
 * @param commitment the coordinator's, not failed
 * @param answerEmbeddings one for each agent, null for failed calls; empty where nothing is
 *     embedded
 * @param commitmentEmbedding null where nothing is embedded
 * @param clusterEmbeddings of the commitment of each agent's cluster, null where it has none; empty
 *     in one level and where nothing is embedded
 */
record PlayedRound(
    List<Observation> observations,
    List<Decision> decisions,
    List<PromptEmbedding> controls,
    List<Response> answers,
    Response commitment,
    List<float[]> answerEmbeddings,
    float[] commitmentEmbedding,
    List<float[]> clusterEmbeddings) {

  /** What counts as the commitment's answer when rounds are compared; null if it has none. */
  String key(Grader grader) {
    return commitment.answer() == null ? null : grader.voteKey(commitment.answer());
  }

  /** Share of the agents whose own answer is the commitment's. */
  double support(Grader grader) {
    String key = key(grader);
    long same =
        answers.stream()
            .filter(a -> key != null && a.answer() != null)
            .filter(a -> grader.voteKey(a.answer()).equals(key))
            .count();
    return same / (double) answers.size();
  }

  boolean allAgree(Grader grader) {
    return answers.stream().allMatch(a -> a.answer() != null)
        && answers.stream().map(a -> grader.voteKey(a.answer())).distinct().count() == 1;
  }
}
