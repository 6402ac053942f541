package org.econspark.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.econspark.benchmark.Problem;
import scala.Tuple2;

/**
 * The problems of all benchmarks in one fixed order, the hash of their names, from which waves are
 * drawn around and around. They stay on the executors.
 */
final class TrainingProblems implements AutoCloseable {
  private final JavaPairRDD<Long, Problem> ranked;
  private final long count;
  private final int chunkSize;

  /**
   * @param chunkSize most problems that are played together
   */
  TrainingProblems(JavaRDD<Problem> problems, int chunkSize) {
    this.ranked =
        problems
            .mapToPair(
                p -> new Tuple2<>(DigestUtils.sha256Hex(p.benchmark() + '/' + p.problemId()), p))
            .sortByKey()
            .values()
            .zipWithIndex()
            .mapToPair(Tuple2::swap)
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    this.count = ranked.count();
    this.chunkSize = chunkSize;
  }

  long count() {
    return count;
  }

  /** All problems once. */
  JavaRDD<TrainingChunk> all() {
    return wave(0, Math.toIntExact(count));
  }

  /**
   * The next problems, one chunk in each partition.
   *
   * @param cursor problems drawn before
   * @param draws problems to draw
   */
  JavaRDD<TrainingChunk> wave(long cursor, int draws) {
    long all = count;
    int size = chunkSize;
    int chunks = (draws + size - 1) / size;
    return ranked
        .flatMapToPair(
            problem -> {
              List<Tuple2<Integer, TrainingChunk.Draw>> drawn = new ArrayList<>();
              // The first draw at or after the cursor that comes round to this rank.
              long first = Math.floorMod(problem._1() - cursor, all);
              for (long position = first; position < draws; position += all) {
                int repeat = Math.toIntExact((cursor + position) / all);
                drawn.add(
                    new Tuple2<>(
                        (int) (position / size),
                        new TrainingChunk.Draw((int) position, repeat, problem._2())));
              }
              return drawn.iterator();
            })
        .groupByKey(new HashPartitioner(chunks))
        .values()
        .map(
            chunk ->
                new TrainingChunk(
                    StreamSupport.stream(chunk.spliterator(), false)
                        .sorted(Comparator.comparing(TrainingChunk.Draw::position))
                        .toList()));
  }

  @Override
  public void close() {
    ranked.unpersist();
  }
}
