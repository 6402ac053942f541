package org.econspark.spark;

import java.sql.Timestamp;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.econspark.episode.AgentReward;
import org.econspark.episode.Episode;
import org.econspark.episode.Learning;
import org.econspark.episode.Response;

/** Columns of the tables {@code episodes} and {@code responses}; names and types are a contract. */
final class ResultSchemas {
  private ResultSchemas() {}

  private record PlayedResponse(PlayedEpisode played, Response response) {}

  private static final RowMapping<PlayedResponse> RESPONSES =
      new RowMapping<PlayedResponse>()
          .text("problem_id", r -> r.played().episode().problemId())
          .integer("repeat", r -> r.played().episode().repeat())
          .integer("episode_attempt", r -> r.played().attempt())
          .text("role", r -> r.response().role())
          .text("stage", r -> r.response().stage())
          .integer("agent", r -> r.response().agent())
          .integer("round", r -> r.response().round())
          .text("model", r -> r.response().model())
          .number("temperature", r -> r.response().controls().temperature())
          .number("top_p", r -> r.response().controls().topP())
          .number("repetition_penalty", r -> r.response().controls().repetitionPenalty())
          .longInteger("seed", r -> r.response().seed())
          .text("prompt_hash", r -> r.response().promptHash())
          .text("text", r -> r.response().text())
          .text("answer", r -> r.response().answer())
          .flag("correct", r -> r.response().correct())
          .text("status", r -> r.response().status().code())
          .text(
              "error_kind",
              r -> r.response().failure() == null ? null : r.response().failure().kind())
          .text(
              "error",
              r -> r.response().failure() == null ? null : r.response().failure().message())
          .text("finish_reason", r -> r.response().finishReason())
          .integer("prompt_tokens", r -> r.response().promptTokens())
          .integer("completion_tokens", r -> r.response().completionTokens())
          .number("mean_logprob", r -> finite(r.response().meanLogprob()))
          .number("q_value", r -> earned(r, AgentReward::qValue))
          .number("reward", r -> earned(r, AgentReward::reward))
          .number("reward_al", r -> earned(r, AgentReward::actionLikelihood))
          .number("reward_ts", r -> earned(r, AgentReward::taskSpecific))
          .number("reward_cc", r -> earned(r, AgentReward::collaborativeContribution))
          .integer("attempts", r -> r.response().attempts())
          .longInteger("latency_ms", r -> r.response().latencyMs())
          .flag("cached", r -> r.response().cached())
          .number("cost_usd", r -> r.played().prices().of(r.response()))
          .text("gpu_address", r -> r.played().gpuAddress())
          .text("device", r -> r.response().device());

  /** An episode with its responses nested; {@link WaveWriter} splits it into the two tables. */
  static final RowMapping<PlayedEpisode> PLAYED =
      new RowMapping<PlayedEpisode>()
          .text("benchmark", p -> p.episode().benchmark())
          .text("method", p -> p.episode().method())
          .text("problem_id", p -> p.episode().problemId())
          .integer("repeat", p -> p.episode().repeat())
          .integer("attempt", PlayedEpisode::attempt)
          .text("status", p -> p.episode().status().code())
          .text(
              "error_kind",
              p -> p.episode().failure() == null ? null : p.episode().failure().kind())
          .text(
              "error", p -> p.episode().failure() == null ? null : p.episode().failure().message())
          .text("question", p -> p.problem().question())
          .text("kind", p -> emptyToNull(p.problem().kind()))
          .text("level", p -> emptyToNull(p.problem().level()))
          .text("gold", p -> p.episode().gold())
          .text("answer", p -> p.episode().answer())
          .flag("correct", p -> p.episode().correct())
          .text("answer_strict", p -> p.episode().answerStrict())
          .flag("correct_strict", p -> p.episode().correctStrict())
          .number("score", p -> p.episode().score())
          .text("commitment", p -> p.episode().commitment())
          .text("final_text", p -> p.episode().finalText())
          .text("strategy", p -> p.episode().strategy())
          .integer("strategy_tokens", p -> p.episode().strategyTokens())
          .integer("rounds", p -> p.episode().rounds())
          .text("stop_reason", p -> p.episode().stopReason())
          .integer("agents", p -> p.episode().agents())
          .number("agreement", p -> p.episode().agreement())
          .number("reward", p -> earned(p, AgentReward::reward))
          .number("reward_al", p -> earned(p, AgentReward::actionLikelihood))
          .number("reward_ts", p -> earned(p, AgentReward::taskSpecific))
          .number("reward_cc", p -> earned(p, AgentReward::collaborativeContribution))
          .longInteger("prompt_tokens", p -> (long) p.episode().promptTokens())
          .longInteger("completion_tokens", p -> (long) p.episode().completionTokens())
          .integer("calls", p -> p.episode().responses().size())
          .integer("cached_calls", p -> p.episode().cachedCalls())
          .longInteger("latency_ms", p -> p.episode().latencyMs())
          .number("cost_usd", p -> p.prices().of(p.episode()))
          .text("weights_version", ResultSchemas::weightsVersion)
          .text("grader", p -> p.episode().grader())
          .text("grader_version", p -> p.episode().graderVersion())
          .integer("chunk", PlayedEpisode::chunk)
          .timestamp("started_at", p -> Timestamp.from(p.episode().startedAt()))
          .column(
              "responses",
              DataTypes.createArrayType(RESPONSES.schema()),
              ResultSchemas::responseRows);

  /** Columns of one file of {@code responses}; run, benchmark and method stand in the path. */
  static StructType responses() {
    return RESPONSES.schema();
  }

  private static Row[] responseRows(PlayedEpisode played) {
    Episode episode = played.episode();
    return episode.responses().stream()
        .map(response -> RESPONSES.row(new PlayedResponse(played, response)))
        .toArray(Row[]::new);
  }

  private static String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Double earned(PlayedResponse played, Function<AgentReward, Double> part) {
    AgentReward reward = played.response().reward();
    return reward == null ? null : part.apply(reward);
  }

  private static Double earned(PlayedEpisode played, Function<AgentReward, Double> part) {
    Learning learning = played.episode().learning();
    return learning == null ? null : part.apply(learning.reward());
  }

  private static String weightsVersion(PlayedEpisode played) {
    Learning learning = played.episode().learning();
    return learning == null || learning.weightsVersion() == null
        ? null
        : Integer.toString(learning.weightsVersion());
  }

  private static Double finite(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
