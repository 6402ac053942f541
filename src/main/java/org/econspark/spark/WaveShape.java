package org.econspark.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.econspark.config.Settings;
import org.econspark.llm.ExecutorServer;
import org.econspark.llm.ModelPool;
import org.econspark.llm.ModelSettings;

/**
 * How chunks are cut into waves and tasks.
 *
 * @param slots tasks that Spark runs at the same time
 * @param fair whether Spark's scheduler lets a commit pass the tasks that wait for a slot
 * @param place where the models compute
 * @param configured {@code run.wave-chunks}, 0 to choose
 */
record WaveShape(int slots, boolean fair, Place place, int configured) {
  private static final int CHUNKS_PER_SLOT = 4;
  private static final int CHUNKS_PER_WAITING_TASK = 32;
  private static final int SLOTS_FOR_COMMITS = 2;

  /** Keeps long runs at few commits, and their tables at few files. */
  private static final int MOST_WAVES = 100;

  /** Where the models compute. */
  enum Place {
    /**
     * In the tasks: one chunk a task, a few tasks for each slot. The next wave plays while one is
     * committed.
     */
    TASKS,
    /** In a server beside each executor: a task for each slot, which plays many chunks at once. */
    EXECUTORS,
    /**
     * Elsewhere: a task plays many chunks at once and hardly computes, so few tasks do; two waves
     * are under way, and some slots stay free to commit where there are more than two.
     */
    ELSEWHERE
  }

  static WaveShape of(Settings settings, JavaSparkContext context) {
    return new WaveShape(
        Math.max(1, context.defaultParallelism()),
        context.getConf().get("spark.scheduler.mode", "FIFO").equalsIgnoreCase("FAIR"),
        place(settings),
        settings.run().waveChunks());
  }

  private static Place place(Settings settings) {
    List<ModelSettings> models = new ArrayList<>(settings.models().executors());
    models.add(settings.models().coordinator());
    if (!models.stream().allMatch(m -> ModelPool.provider(m.provider()).remote())) {
      return Place.TASKS;
    }
    return models.stream().anyMatch(m -> m.baseUrl().equals(ExecutorServer.ADDRESS))
        ? Place.EXECUTORS
        : Place.ELSEWHERE;
  }

  /** Waves under way at the same time. */
  int atOnce() {
    return place == Place.ELSEWHERE && slots > 1 ? 2 : 1;
  }

  /**
   * Whether a wave can be committed while as many as {@link #atOnce} play: in slots that stay free,
   * or between tasks that are short.
   */
  boolean commitsBeside() {
    return place == Place.TASKS ? fair : slots > atOnce() * waitingTasks();
  }

  /** Tasks of a wave with that many chunks. */
  int tasks(int chunks) {
    return place == Place.TASKS ? chunks : Math.min(chunks, waitingTasks());
  }

  /**
   * Chunks of one wave.
   *
   * @param all chunks to play
   */
  int chunks(int all) {
    if (configured > 0) {
      return configured;
    }
    int usual =
        place == Place.TASKS ? CHUNKS_PER_SLOT * slots : CHUNKS_PER_WAITING_TASK * waitingTasks();
    int wave = Math.max(usual, (all + MOST_WAVES - 1) / MOST_WAVES);
    // Two halves that overlap keep a server busier at the end than one whole.
    return atOnce() > 1 ? Math.min(wave, Math.max(1, (all + 1) / 2)) : wave;
  }

  /**
   * Chunks of the first wave: fewer where waves overlap, so that they do not end together and leave
   * a server idle while they are committed.
   */
  int firstChunks(int all) {
    int usual = chunks(all);
    return atOnce() > 1 && configured == 0 ? (usual + 1) / 2 : usual;
  }

  private int waitingTasks() {
    return place == Place.EXECUTORS ? slots : Math.max(1, (slots - SLOTS_FOR_COMMITS) / 2);
  }
}
