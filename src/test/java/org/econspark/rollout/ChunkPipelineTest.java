package org.econspark.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.episode.Episode;
import org.econspark.episode.Status;
import org.econspark.llm.CallKey;
import org.econspark.llm.ChatModel;
import org.econspark.llm.Completion;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.FailureKind;
import org.econspark.llm.LlmException;
import org.econspark.llm.ModelIdentity;
import org.econspark.llm.ResponseCache;
import org.econspark.llm.ScriptedChatModel;
import org.junit.jupiter.api.Test;

class ChunkPipelineTest {
  private static final Settings SETTINGS =
      new SettingsLoader()
          .assignment("llm.default.max-concurrency = 8")
          .assignment("run.chunk-size = 4")
          .assignment("run.methods = [econ-fixed, majority]")
          .load();

  @Test
  void chunksOfRemoteModelsAreUnderWayTogetherAndGiveTheSameEpisodes() {
    Remote remote = new Remote(false);
    List<Episode> together = play(remote, ResponseCache.NONE, 6);
    List<Episode> one = play(new Remote(true), ResponseCache.NONE, 6);

    assertThat(ChunkPipeline.window(SETTINGS)).isEqualTo(5);
    assertThat(remote.mostUnderWay).as("calls of five chunks").isGreaterThanOrEqualTo(20);
    assertThat(together)
        .extracting(Episode::method, Episode::problemId, Episode::answer, Episode::commitment)
        .containsExactlyInAnyOrderElementsOf(
            one.stream()
                .map(
                    e ->
                        org.assertj.core.groups.Tuple.tuple(
                            e.method(), e.problemId(), e.answer(), e.commitment()))
                .toList());
    assertThat(remote.calls).as("majority shares the calls of econ-fixed").isEqualTo(24 * 5);
  }

  @Test
  void storedAnswersAreNotAskedForAgain() {
    ResponseCache cache = new Stored();
    Remote remote = new Remote(false);
    List<Episode> first = play(remote, cache, 2);
    List<Episode> second = play(remote, cache, 2);

    assertThat(remote.calls).isEqualTo(8 * 5);
    assertThat(second).hasSameSizeAs(first);

    remote.stored = "other";
    play(remote, cache, 2);
    assertThat(remote.calls).as("as another model's answers").isEqualTo(2 * 8 * 5);
  }

  @Test
  void storedAnswersOfARemoteModelServeBesideALocalOne() {
    Remote remote = new Remote(false);
    Remote local = new Remote(true);
    ResponseCache cache = new Stored();
    List<Episode> first = play(local, remote, cache, 2);
    assertThat(local.calls).isEqualTo(8);
    List<Episode> second = play(local, remote, cache, 2);

    assertThat(remote.calls).as("none is paid twice").isEqualTo(8 * 4);
    assertThat(local.calls).as("computed again").isEqualTo(2 * 8);
    assertThat(second)
        .extracting(Episode::answer)
        .isEqualTo(first.stream().map(Episode::answer).toList());
  }

  @Test
  void failedExecutorDoesNotFailTheEpisodeIfOthersAnswered() {
    Remote remote = new Remote(false);
    remote.failing = "executor-1";
    List<Episode> episodes = play(remote, ResponseCache.NONE, 1);

    assertThat(episodes).hasSize(8).allMatch(e -> e.status() == Status.OK);
    assertThat(episodes.get(0).responses())
        .filteredOn(r -> r.failed())
        .singleElement()
        .satisfies(r -> assertThat(r.failure().kind()).isEqualTo("timeout"));
  }

  private static List<Episode> play(Remote model, ResponseCache cache, int chunks) {
    return play(model, model, cache, chunks);
  }

  /**
   * @param first of the executors
   */
  private static List<Episode> play(Remote first, Remote model, ResponseCache cache, int chunks) {
    List<NamedMethod> methods = Methods.byNames(SETTINGS.run().methods());
    List<ChunkPipeline.Work<Integer>> work = new ArrayList<>();
    for (int chunk = 0; chunk < chunks; chunk++) {
      List<RolloutRunner.Assignment> assignments = new ArrayList<>();
      for (NamedMethod method : methods) {
        for (int i = 0; i < 4; i++) {
          String id = "p" + (4 * chunk + i);
          Problem problem =
              new Problem("b", id, "h", "How many, " + id + "?", "1", "numeric", "", "");
          assignments.add(new RolloutRunner.Assignment(problem, method, 0));
        }
      }
      work.add(new ChunkPipeline.Work<>(chunk, assignments, BenchmarkMaterial.none(), cache));
    }
    Ensemble.Models models =
        new Ensemble.Models(
            model,
            IntStream.range(0, 3).<ChatModel>mapToObj(i -> i == 0 ? first : model).toList(),
            () -> null);
    RolloutRunner runner = new RolloutRunner(SETTINGS, own -> models, LearnedPlay.none(SETTINGS));
    List<Episode> episodes = new ArrayList<>();
    new ChunkPipeline<>(SETTINGS, runner, work.iterator())
        .forEachRemaining(played -> episodes.addAll(played.episodes()));
    return episodes;
  }

  private static final class Stored implements ResponseCache {
    private final Map<String, Completion> answers = new HashMap<>();

    @Override
    public Optional<Completion> find(ModelIdentity model, CompletionRequest request) {
      return Optional.ofNullable(answers.get(CallKey.of(model, request)));
    }

    @Override
    public void store(ModelIdentity model, CompletionRequest request, Completion answer) {
      answers.put(CallKey.of(model, request), answer);
    }
  }

  /** Answers by the seed; a remote one answers all open calls once no more come in. */
  private static final class Remote implements ChatModel {
    private final boolean local;
    private final ChatModel scripted =
        new ScriptedChatModel(
            "m", "chat", request -> "so \\boxed{" + Math.floorMod(request.seed(), 5) + "}");
    private final List<Runnable> open = new ArrayList<>();
    private String failing = "none";
    private String stored = "f";
    private int calls;
    private int mostUnderWay;

    Remote(boolean local) {
      this.local = local;
    }

    @Override
    public ModelIdentity identity() {
      return scripted.identity();
    }

    @Override
    public ModelIdentity storedAs() {
      return new ModelIdentity("openai", "m", stored, "chat");
    }

    @Override
    public boolean prefersBatches() {
      return local;
    }

    @Override
    public List<CompletableFuture<Completion>> complete(List<CompletionRequest> requests) {
      return requests.stream().map(this::ask).toList();
    }

    private synchronized CompletableFuture<Completion> ask(CompletionRequest request) {
      calls++;
      CompletableFuture<Completion> answer = scripted.complete(List.of(request)).get(0);
      if (local) {
        return answer;
      }
      CompletableFuture<Completion> later = new CompletableFuture<>();
      open.add(
          () -> {
            if (request.callId().contains(failing)) {
              later.completeExceptionally(
                  new LlmException(FailureKind.TIMEOUT, 2, "too slow", null));
            } else {
              later.complete(answer.join());
            }
          });
      mostUnderWay = Math.max(mostUnderWay, open.size());
      CompletableFuture.delayedExecutor(30, java.util.concurrent.TimeUnit.MILLISECONDS)
          .execute(this::answerOpen);
      return later;
    }

    private void answerOpen() {
      List<Runnable> ready;
      synchronized (this) {
        ready = new ArrayList<>(open);
        open.clear();
      }
      ready.forEach(Runnable::run);
    }

    @Override
    public void close() {}
  }
}
