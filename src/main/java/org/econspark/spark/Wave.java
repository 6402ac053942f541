package org.econspark.spark;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Chunks that are played at the same time and committed together. A wave that is cut off or fails
 * still gives the rows of the partitions that were finished.
 */
final class Wave implements AutoCloseable {
  private final SparkSession spark;
  private final JavaRDD<Row> rows;
  private final CollectionAccumulator<Integer> finished;
  private JavaFutureAction<Void> playing;

  /**
   * @param rows of {@link ResultSchemas#PLAYED}, computed by playing
   */
  Wave(SparkSession spark, JavaRDD<Row> rows) {
    this.spark = spark;
    // Played rows are dear: where there is a second executor, it keeps them too until they are
    // committed.
    this.rows =
        rows.persist(
            executors(spark) > 1
                ? StorageLevel.MEMORY_AND_DISK_SER_2()
                : StorageLevel.MEMORY_AND_DISK_SER());
    this.finished = spark.sparkContext().collectionAccumulator("partitions played");
  }

  private static int executors(SparkSession spark) {
    // The driver is one of those listed.
    return spark.sparkContext().statusTracker().getExecutorInfos().length - 1;
  }

  /** Starts to play all chunks and does not wait. */
  void start() {
    CollectionAccumulator<Integer> done = finished;
    playing =
        rows.foreachPartitionAsync(
            part -> {
              exhaust(part);
              done.add(TaskContext.getPartitionId());
            });
  }

  /** Cuts off what is under way. */
  void cancel() {
    playing.cancel(true);
  }

  /**
   * Waits until all chunks are played or the wave is cut off.
   *
   * @throws RuntimeException if a chunk could not be played; the others may be {@link #finished}
   */
  void await(Interruption interruption) {
    InterruptibleJob.result(playing, interruption);
  }

  private static void exhaust(Iterator<Row> rows) {
    while (rows.hasNext()) {
      rows.next();
    }
  }

  /** Rows of the finished partitions. */
  JavaRDD<Row> finished() {
    Set<Integer> partitions = new HashSet<>(finished.value());
    return partitions.size() == rows.getNumPartitions() ? rows : Partitions.keep(rows, partitions);
  }

  int finishedPartitions() {
    return new HashSet<>(finished.value()).size();
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
