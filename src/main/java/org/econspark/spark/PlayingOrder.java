package org.econspark.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The order in which the chunks of a run are played: benchmark by benchmark as the settings name
 * them, within one by index. Holds four bytes a chunk, so that it can be shipped for a run of any
 * length.
 */
final class PlayingOrder implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LinkedHashMap<String, int[]> indices = new LinkedHashMap<>();
  private final long plays;

  private PlayingOrder(Map<String, int[]> indices, long plays) {
    this.indices.putAll(indices);
    this.plays = plays;
  }

  /**
   * @param benchmarks in the order of the settings
   */
  static PlayingOrder of(JavaRDD<Chunk> chunks, List<String> benchmarks) {
    List<Tuple2<String, int[]>> all =
        chunks
            .mapPartitions(
                part -> {
                  List<Tuple2<String, int[]>> keys = new ArrayList<>();
                  part.forEachRemaining(
                      c -> keys.add(new Tuple2<>(c.benchmark(), new int[] {c.index(), c.plays()})));
                  return keys.iterator();
                })
            .collect();
    Map<String, int[]> indices = new LinkedHashMap<>();
    for (String benchmark : benchmarks) {
      int[] own =
          all.stream()
              .filter(key -> key._1().equals(benchmark))
              .mapToInt(key -> key._2()[0])
              .sorted()
              .toArray();
      if (own.length > 0) {
        indices.put(benchmark, own);
      }
    }
    return new PlayingOrder(indices, all.stream().mapToLong(key -> key._2()[1]).sum());
  }

  int chunks() {
    return indices.values().stream().mapToInt(own -> own.length).sum();
  }

  /** Episodes to play in all chunks. */
  long plays() {
    return plays;
  }

  /** From 0; each chunk has its own. */
  int position(Chunk chunk) {
    int before = 0;
    for (Map.Entry<String, int[]> own : indices.entrySet()) {
      if (own.getKey().equals(chunk.benchmark())) {
        return before + Arrays.binarySearch(own.getValue(), chunk.index());
      }
      before += own.getValue().length;
    }
    throw new IllegalArgumentException("No chunk of " + chunk.benchmark() + " is to be played");
  }

  /** Benchmarks that have a chunk among the given positions, in playing order. */
  List<String> benchmarks(int from, int to) {
    List<String> names = new ArrayList<>();
    int before = 0;
    for (Map.Entry<String, int[]> own : indices.entrySet()) {
      int after = before + own.getValue().length;
      if (IntStream.range(Math.max(before, from), Math.min(after, to)).findAny().isPresent()) {
        names.add(own.getKey());
      }
      before = after;
    }
    return names;
  }
}
