package org.econspark.spark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import scala.Tuple2;

/** The problems that a run plays, read, checked and selected; they stay on the executors. */
final class BenchmarkInputs {
  private final Map<String, JavaPairRDD<Long, Problem>> selected = new TreeMap<>();
  private final Map<String, String> fingerprints = new TreeMap<>();

  private BenchmarkInputs() {}

  /**
   * Problems that belong together.
   *
   * @param name to find them by
   * @param limit most problems, the first in hash order; 0 takes all
   * @param fingerprinted of these, the first that the fingerprint covers; 0 covers all
   */
  record Part(String name, Settings.BenchmarkSource source, int limit, int fingerprinted) {}

  /**
   * Reads the benchmarks of the settings and writes the table {@code rejected}.
   *
   * @param ids problems to play; empty plays all
   */
  static BenchmarkInputs read(
      SparkSession spark, RunFiles files, Settings settings, Set<String> ids, PrintStream log) {
    List<Part> parts =
        settings.run().benchmarks().stream()
            .map(b -> new Part(b, settings.benchmarks().get(b), settings.run().limit(), 0))
            .toList();
    return read(spark, files, settings.run().maxFailureShare(), parts, ids, log);
  }

  /**
   * @param maxRejectedShare of the rows of a part, above which the run does not start
   */
  static BenchmarkInputs read(
      SparkSession spark,
      RunFiles files,
      double maxRejectedShare,
      List<Part> parts,
      Set<String> ids,
      PrintStream log) {
    BenchmarkInputs inputs = new BenchmarkInputs();
    RejectedRecords rejected = new RejectedRecords(spark, files);
    ProblemReader reader = new ProblemReader(spark);
    List<JavaRDD<ProblemReader.Parsed>> read = new ArrayList<>();
    for (Part part : parts) {
      JavaRDD<ProblemReader.Parsed> parsed =
          reader.read(part.source()).persist(StorageLevel.MEMORY_AND_DISK_SER());
      read.add(parsed);
      rejected.check(part.source(), parsed, maxRejectedShare, log);
      JavaPairRDD<Long, Problem> problems =
          WorkPlanner.select(
                  parsed.filter(p -> p.problem() != null).map(ProblemReader.Parsed::problem),
                  ids,
                  part.limit())
              .persist(StorageLevel.MEMORY_AND_DISK_SER());
      inputs.selected.put(part.name(), problems);
      inputs.fingerprints.put(part.name(), fingerprint(problems, part.fingerprinted()));
    }
    rejected.write();
    read.forEach(JavaRDD::unpersist);
    return inputs;
  }

  /** Problems of a benchmark, or of another part, by rank in hash order. */
  JavaPairRDD<Long, Problem> selected(String part) {
    return selected.get(part);
  }

  /** Count and order-independent hash of the problems of each part that it covers. */
  Map<String, String> fingerprints() {
    return fingerprints;
  }

  /** Gives the memory of the problems back. */
  void release() {
    selected.values().forEach(JavaPairRDD::unpersist);
  }

  private static String fingerprint(JavaPairRDD<Long, Problem> problems, int first) {
    Tuple2<Long, Long> sum =
        problems
            .filter(ranked -> first == 0 || ranked._1() < first)
            .values()
            .map(
                p -> new Tuple2<>(1L, Long.parseUnsignedLong(p.contentHash().substring(0, 16), 16)))
            .fold(new Tuple2<>(0L, 0L), (a, b) -> new Tuple2<>(a._1() + b._1(), a._2() + b._2()));
    return sum._1() + " problems, " + Long.toHexString(sum._2());
  }
}
