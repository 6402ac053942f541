package org.econspark.rollout;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.llm.ChatModel;
import org.econspark.llm.Completion;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.ModelIdentity;

/**
 * What a method would ask of the models, found by playing some problems with models that answer
 * nothing of worth: calls and prompts are the real ones, lengths of answers are assumed. Methods
 * whose calls depend on the answers may differ.
 */
public final class CallEstimate {
  private static final int LETTERS_A_TOKEN = 4;
  private static final double SHARE_WRITTEN = 0.5;

  private final Map<String, Use> byModel = new TreeMap<>();
  private int problems;

  private CallEstimate() {}

  /**
   * Of one model.
   *
   * @param promptTokens about as many, by the number of letters
   * @param mostCompletionTokens by the limits of the calls
   */
  public record Use(long calls, long promptTokens, long mostCompletionTokens) {

    private Use plus(Use other) {
      return new Use(
          calls + other.calls,
          promptTokens + other.promptTokens,
          mostCompletionTokens + other.mostCompletionTokens);
    }

    /** Of {@code problems} times as many. */
    public Use times(double problems) {
      return new Use(
          Math.round(calls * problems),
          Math.round(promptTokens * problems),
          Math.round(mostCompletionTokens * problems));
    }

    /** Answers seldom use their whole limit: half of it is assumed. */
    public long likelyCompletionTokens() {
      return Math.round(mostCompletionTokens * SHARE_WRITTEN);
    }
  }

  /**
   * Plays each of some problems once.
   *
   * @param models gives the models that settings name
   * @param learned what trained methods play with
   * @param material of the problems' benchmark
   */
  public static CallEstimate of(
      Settings settings,
      Function<Settings, Ensemble.Models> models,
      LearnedPlay learned,
      NamedMethod method,
      BenchmarkMaterial material,
      List<Problem> sample) {
    CallEstimate estimate = new CallEstimate();
    Map<ChatModel, ChatModel> counting = new IdentityHashMap<>();
    Function<Settings, Ensemble.Models> pretended =
        own -> {
          Ensemble.Models real = models.apply(own);
          return new Ensemble.Models(
              counting.computeIfAbsent(real.coordinator(), estimate::counting),
              real.executors().stream()
                  .map(m -> counting.computeIfAbsent(m, estimate::counting))
                  .toList(),
              real.embedder());
        };
    List<RolloutRunner.Assignment> assignments = new ArrayList<>();
    sample.forEach(p -> assignments.add(new RolloutRunner.Assignment(p, method, 0)));
    new RolloutRunner(settings, pretended, learned).play(assignments, material);
    estimate.problems = sample.size();
    return estimate;
  }

  /** Sums over the sample, by model name. */
  public Map<String, Use> byModel() {
    return byModel;
  }

  /** Problems in the sample. */
  public int problems() {
    return problems;
  }

  private ChatModel counting(ChatModel model) {
    return new CountingModel(model.identity(), model.prefersBatches());
  }

  private final class CountingModel implements ChatModel {
    private final ModelIdentity identity;
    private final boolean prefersBatches;

    CountingModel(ModelIdentity identity, boolean prefersBatches) {
      this.identity = identity;
      this.prefersBatches = prefersBatches;
    }

    @Override
    public ModelIdentity identity() {
      return identity;
    }

    @Override
    public boolean prefersBatches() {
      return prefersBatches;
    }

    @Override
    public List<CompletableFuture<Completion>> complete(List<CompletionRequest> requests) {
      return requests.stream().map(r -> CompletableFuture.completedFuture(answer(r))).toList();
    }

    private Completion answer(CompletionRequest request) {
      int letters = request.messages().stream().mapToInt(m -> m.content().length()).sum();
      int prompt = letters / LETTERS_A_TOKEN + 4 * request.messages().size();
      byModel.merge(identity.name(), new Use(1, prompt, request.maxTokens()), Use::plus);
      int written = Math.max(1, (int) (request.maxTokens() * SHARE_WRITTEN));
      String text = "so \\boxed{1} ".repeat(Math.max(1, written * LETTERS_A_TOKEN / 13));
      return new Completion(
          text, Completion.FinishReason.STOP, prompt, written, Double.NaN, 1, 0, false, "none");
    }

    @Override
    public void close() {}
  }
}
