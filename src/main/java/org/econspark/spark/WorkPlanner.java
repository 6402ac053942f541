package org.econspark.spark;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import scala.Tuple2;

/**
 * Turns the problems of a benchmark into chunks of work. Problems are ranked by the hash of their
 * id; rank and chunk size alone decide which chunk a problem is in, and episodes that the run
 * already has are left out.
 */
final class WorkPlanner implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Settings.Run run;
  private final Set<String> ids;

  /**
   * @param ids problems to play; empty plays all
   */
  WorkPlanner(Settings.Run run, Set<String> ids) {
    this.run = run;
    this.ids = ids;
  }

  /** An episode that the run has, or had and must play again. */
  private record Played(String method, int repeat, int attempt, boolean failed)
      implements Serializable {}

  private record Ranked(long rank, Problem problem) implements Serializable {}

  /** The problems to play, by rank in hash order. */
  JavaPairRDD<Long, Problem> select(JavaRDD<Problem> problems) {
    return select(problems, ids, run.limit());
  }

  /**
   * @param ids problems to choose from; empty chooses from all
   * @param limit most problems, the first in hash order; 0 takes all
   */
  static JavaPairRDD<Long, Problem> select(JavaRDD<Problem> problems, Set<String> ids, int limit) {
    JavaRDD<Problem> wanted =
        ids.isEmpty() ? problems : problems.filter(p -> ids.contains(p.problemId()));
    return wanted
        .mapToPair(p -> new Tuple2<>(DigestUtils.sha256Hex(p.problemId()), p))
        .sortByKey()
        .values()
        .zipWithIndex()
        .mapToPair(Tuple2::swap)
        .filter(ranked -> limit == 0 || ranked._1() < limit);
  }

  /**
   * @param methods to play
   * @param selected from {@link #select}
   * @param episodes that the run already has, all attempts
   * @return chunks with something left to play, in no particular order
   */
  JavaRDD<Chunk> plan(
      String benchmark,
      List<String> methods,
      JavaPairRDD<Long, Problem> selected,
      Dataset<Row> episodes) {
    JavaPairRDD<String, Played> played =
        episodes
            .filter(col("benchmark").equalTo(benchmark))
            .select("problem_id", "method", "repeat", "attempt", "status")
            .javaRDD()
            .mapToPair(
                row ->
                    new Tuple2<>(
                        row.getString(0),
                        new Played(
                            row.getString(1),
                            row.getInt(2),
                            row.getInt(3),
                            row.getString(4).equals("failed"))));
    int chunkSize = run.chunkSize();
    List<String> wanted = List.copyOf(methods);
    int repeats = run.repeats();
    return selected
        .mapToPair(r -> new Tuple2<>(r._2().problemId(), new Ranked(r._1(), r._2())))
        .cogroup(played)
        .values()
        .flatMapToPair(
            group -> {
              List<Tuple2<Integer, Tuple2<Long, Chunk.Work>>> work = new ArrayList<>();
              for (Ranked ranked : group._1()) {
                List<Chunk.Play> plays = missing(wanted, repeats, group._2());
                if (!plays.isEmpty()) {
                  work.add(
                      new Tuple2<>(
                          (int) (ranked.rank() / chunkSize),
                          new Tuple2<>(ranked.rank(), new Chunk.Work(ranked.problem(), plays))));
                }
              }
              return work.iterator();
            })
        .groupByKey()
        .map(
            chunk ->
                new Chunk(
                    benchmark,
                    chunk._1(),
                    StreamSupport.stream(chunk._2().spliterator(), false)
                        .sorted(Comparator.comparing(Tuple2::_1))
                        .map(Tuple2::_2)
                        .toList()));
  }

  private static List<Chunk.Play> missing(
      List<String> methods, int repeats, Iterable<Played> played) {
    Map<String, Played> latest = new HashMap<>();
    for (Played p : played) {
      latest.merge(
          p.method() + '\u001f' + p.repeat(), p, (a, b) -> a.attempt() > b.attempt() ? a : b);
    }
    List<Chunk.Play> missing = new ArrayList<>();
    for (String method : methods) {
      for (int repeat = 0; repeat < repeats; repeat++) {
        Played last = latest.get(method + '\u001f' + repeat);
        if (last == null || last.failed()) {
          missing.add(new Chunk.Play(method, repeat, last == null ? 0 : last.attempt() + 1));
        }
      }
    }
    return missing;
  }
}
