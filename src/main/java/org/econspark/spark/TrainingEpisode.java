package org.econspark.spark;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.econspark.episode.AgentReward;
import org.econspark.episode.Episode;
import org.econspark.episode.Failure;
import org.econspark.episode.PlayedStep;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;
import org.econspark.episode.Status;
import org.econspark.episode.Trajectory;

/**
 * What the driver needs of an episode that was played for training or validation.
 *
 * @param position in the wave; the order of learning
 * @param trajectory null if the episode failed
 * @param reward mean over the agents; null if the episode failed
 * @param agentRewards of all answers, all rounds
 * @param controls that were played
 * @param lostEndpoint the error of a call or embedding whose endpoint is gone or refuses its key;
 *     null if none is
 */
record TrainingEpisode(
    int position,
    String problemId,
    boolean failed,
    boolean correct,
    double score,
    Trajectory trajectory,
    AgentReward reward,
    List<AgentReward> agentRewards,
    List<PromptEmbedding> controls,
    String lostEndpoint)
    implements Serializable {

  static TrainingEpisode of(int position, Episode episode) {
    List<Response> answers = episode.responses().stream().filter(r -> r.reward() != null).toList();
    boolean failed = episode.status() == Status.FAILED;
    return new TrainingEpisode(
        position,
        episode.problemId(),
        failed,
        Boolean.TRUE.equals(episode.correct()),
        episode.score() == null ? 0 : episode.score(),
        failed ? null : episode.learning().trajectory(),
        failed ? null : episode.learning().reward(),
        answers.stream().map(Response::reward).toList(),
        answers.stream().map(Response::controls).toList(),
        // An embedder that is lost shows in the episode alone.
        Stream.concat(
                Stream.of(episode).map(Episode::failure),
                episode.responses().stream().map(Response::failure))
            .filter(f -> f != null && WaveOutcome.endsTheRun(f.kind()))
            .map(Failure::message)
            .findFirst()
            .orElse(null));
  }

  /** Embedding of the last commitment; null if there was none. */
  float[] lastCommitment() {
    if (trajectory == null) {
      return null;
    }
    List<PlayedStep> steps = trajectory.steps();
    return steps.get(steps.size() - 1).commitment();
  }
}
