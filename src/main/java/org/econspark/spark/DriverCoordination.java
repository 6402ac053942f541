package org.econspark.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.econspark.llm.ChatModel;
import org.econspark.rollout.DeferredCalls;
import org.econspark.rollout.WorkTimes;

/**
 * Plays chunks whose coordinator is on the driver: tasks play as far as they can, the driver
 * answers what the coordinator was asked, until all chunks are finished. The calls of a chunk are
 * answered together, as they would be in a task, so the texts are the same.
 */
final class DriverCoordination {
  private final JavaSparkContext context;
  private final ChatModel coordinator;
  private final Interruption interruption;

  DriverCoordination(JavaSparkContext context, ChatModel coordinator, Interruption interruption) {
    this.context = context;
    this.coordinator = coordinator;
    this.interruption = interruption;
  }

  /** How far a chunk came; {@code played} is null if it waits for the coordinator. */
  private record Progress(int chunk, TrainingChunk.Played played, DeferredCalls calls)
      implements Serializable {}

  /**
   * @param chunks one in each partition
   * @param times to which the coordinator's time is added
   */
  List<TrainingChunk.Played> play(
      JavaRDD<TrainingChunk> chunks, TrainingPlayer player, WorkTimes times) {
    JavaRDD<TrainingChunk> kept = chunks.cache();
    List<TrainingChunk.Played> finished = new ArrayList<>();
    Map<Integer, DeferredCalls> waiting = new HashMap<>();
    for (int chunk = 0; chunk < chunks.getNumPartitions(); chunk++) {
      waiting.put(chunk, new DeferredCalls());
    }
    try {
      while (!waiting.isEmpty()) {
        for (Progress progress : pass(kept, player, waiting)) {
          if (progress.played() != null) {
            finished.add(progress.played());
            waiting.remove(progress.chunk());
          } else {
            interruption.check();
            progress.calls().answer(coordinator, times);
            waiting.put(progress.chunk(), progress.calls());
          }
        }
      }
      return finished;
    } finally {
      kept.unpersist();
    }
  }

  private List<Progress> pass(
      JavaRDD<TrainingChunk> chunks, TrainingPlayer player, Map<Integer, DeferredCalls> waiting) {
    Broadcast<Map<Integer, DeferredCalls>> shipped = context.broadcast(new HashMap<>(waiting));
    try {
      return InterruptibleJob.await(
          chunks
              .mapPartitionsWithIndex(
                  (index, part) -> {
                    List<Progress> progress = new ArrayList<>();
                    while (shipped.value().containsKey(index) && part.hasNext()) {
                      DeferredCalls calls = shipped.value().get(index).copy();
                      progress.add(
                          new Progress(index, player.play(part.next(), calls).orElse(null), calls));
                    }
                    return progress.iterator();
                  },
                  false)
              .collectAsync(),
          interruption);
    } finally {
      shipped.destroy();
    }
  }
}
