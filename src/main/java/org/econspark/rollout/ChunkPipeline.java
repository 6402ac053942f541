package org.econspark.rollout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.llm.ResponseCache;

/**
 * Plays the chunks of one task. Where all models are remote, several chunks and all their methods
 * are under way together, each problem going on as soon as its own answers are there: the answers
 * of a remote model do not depend on what is asked beside. Models that compute in this JVM get one
 * chunk and one method after the other.
 *
 * <p>One thread plays; chunks come out as they are finished.
 *
 * @param <C> what the caller calls a chunk
 */
public final class ChunkPipeline<C> implements Iterator<ChunkPipeline.Played<C>> {
  private static final int LARGEST_WINDOW = 64;

  private final RolloutRunner runner;
  private final Iterator<Work<C>> chunks;
  private final Arrivals arrivals = new Arrivals();
  private final Queue<Played<C>> finished = new ArrayDeque<>();
  private final int window;
  private final List<CallQueue> underWay = new ArrayList<>();

  /**
   * @param chunk handed back with its episodes
   * @param material what the run prepared for the chunk's benchmark
   * @param cache of answers to the chunk's calls
   */
  public record Work<C>(
      C chunk,
      List<RolloutRunner.Assignment> assignments,
      BenchmarkMaterial material,
      ResponseCache cache) {}

  /**
   * @param episodes one for each assignment
   */
  public record Played<C>(C chunk, List<Episode> episodes) {}

  public ChunkPipeline(Settings settings, RolloutRunner runner, Iterator<Work<C>> chunks) {
    this.runner = runner;
    this.chunks = chunks;
    this.window = window(settings);
  }

  /**
   * As many chunks as keep an endpoint busy that has as many slots as calls may be under way: a
   * problem has one call under way when it begins and when it ends, and chunks thin out at their
   * end.
   */
  static int window(Settings settings) {
    int calls = settings.models().coordinator().maxConcurrency();
    for (var executor : settings.models().executors()) {
      calls = Math.max(calls, executor.maxConcurrency());
    }
    int chunkSize = settings.run().chunkSize();
    return Math.min(LARGEST_WINDOW, 1 + (2 * calls + chunkSize - 1) / chunkSize);
  }

  @Override
  public boolean hasNext() {
    while (finished.isEmpty()) {
      if (underWay.size() < window && chunks.hasNext()) {
        begin(chunks.next());
      } else if (underWay.isEmpty()) {
        return false;
      } else if (!arrivals.handleOne() && !computeHere()) {
        arrivals.awaitOne();
      }
    }
    return true;
  }

  @Override
  public Played<C> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return finished.remove();
  }

  private void begin(Work<C> work) {
    if (runner.computesHere(work.assignments())) {
      finished.add(
          new Played<>(
              work.chunk(), runner.play(work.assignments(), work.material(), work.cache())));
      return;
    }
    CallQueue calls = new CallQueue(runner.times(), arrivals, work.cache());
    List<CompletableFuture<Episode>> playing =
        runner.begin(work.assignments(), work.material(), calls);
    underWay.add(calls);
    CompletableFuture.allOf(playing.toArray(CompletableFuture[]::new))
        .whenComplete(
            // Also if a method is at fault: on the thread that plays, so that its task fails.
            (all, failure) ->
                arrivals.add(
                    () -> {
                      underWay.remove(calls);
                      finished.add(
                          new Played<>(
                              work.chunk(),
                              playing.stream().map(CompletableFuture::join).toList()));
                    }));
  }

  /** What remote answers wait for and this JVM does: embeddings. */
  private boolean computeHere() {
    boolean computed = false;
    for (CallQueue calls : underWay) {
      computed |= calls.computeHere();
    }
    return computed;
  }
}
