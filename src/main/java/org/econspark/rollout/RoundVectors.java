package org.econspark.rollout;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.econspark.episode.Response;

/**
 * Embeddings of what a round brought; shapes (agent, E), (E) and (agent, E).
 *
 * @param answers null for agents whose answer failed
 * @param ofClusters of the commitment of each agent's cluster
 */
record RoundVectors(List<float[]> answers, float[] commitment, List<float[]> ofClusters) {
  static final RoundVectors NONE = new RoundVectors(List.of(), null, List.of());

  static CompletableFuture<RoundVectors> of(
      TextEmbeddings embeddings, List<Response> answers, Coordination.Merge merge) {
    CompletableFuture<List<float[]>> ofAnswers =
        embeddings.embedAll(answers.stream().map(a -> a.failed() ? null : a.text()).toList());
    CompletableFuture<List<float[]>> ofClusters = embeddings.embedAll(merge.ofAgents());
    return embeddings
        .embed(merge.commitment().text())
        .thenCompose(
            ofCommitment ->
                ofAnswers.thenCombine(
                    ofClusters, (own, clusters) -> new RoundVectors(own, ofCommitment, clusters)));
  }
}
