package org.econspark.spark;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.econspark.agent.WorkedExample;
import org.econspark.benchmark.BenchmarkFormat;
import org.econspark.benchmark.BenchmarkFormats;
import org.econspark.benchmark.WorkedSolutionFormat;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import scala.Tuple2;

/**
 * Chooses solved questions of a benchmark's train split: those with the lowest SHA-256 of their
 * text, so that the choice depends on nothing but the file. Never reads the file that is played.
 */
final class FewShotExamples {
  private static final String META = ".meta.jsonl";

  private final SparkSession spark;

  FewShotExamples(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * @param count examples wanted; one more comes, in case one is the question itself
   * @throws EconException if the benchmark names no train split or it holds no worked solutions
   */
  List<WorkedExample> of(Settings.BenchmarkSource source, int count) {
    if (source.train().isEmpty()) {
      throw EconException.usage(
          "Cannot play few-shot on '"
              + source.name()
              + "': it has no train split; give it with --set benchmarks."
              + source.name()
              + ".train=PATH.");
    }
    if (source.train().equals(source.path())) {
      throw EconException.usage(
          "Invalid train split of '"
              + source.name()
              + "': "
              + source.train()
              + " is the file that is played; examples must come from another split.");
    }
    List<WorkedExample> examples =
        solved(source).takeOrdered(count + 1, new ByQuestionHash()).stream()
            .map(Tuple2::_2)
            .toList();
    if (examples.size() < count) {
      throw EconException.data(
          "Cannot play few-shot on '"
              + source.name()
              + "': "
              + source.train()
              + " holds "
              + examples.size()
              + " worked solutions, expected "
              + count
              + " or more; they are read from its own records (gsm8k, math, strategyqa) or from "
              + metaPath(source.train())
              + ".",
          null);
    }
    return examples;
  }

  /** Hash of the question, and the example. */
  private JavaRDD<Tuple2<String, WorkedExample>> solved(Settings.BenchmarkSource source) {
    Settings.BenchmarkSource train = source.at(source.train());
    BenchmarkFormat format = BenchmarkFormats.of(train);
    ProblemReader reader = new ProblemReader(spark);
    if (!exists(metaPath(source.train()))) {
      return reader
          .read(train, new WorkedSolutionFormat(format))
          .filter(parsed -> parsed.problem() != null)
          .map(parsed -> example(parsed.problem().question(), parsed.problem().gold()));
    }
    JavaPairRDD<Long, String> questions =
        reader
            .read(train, format)
            .filter(parsed -> parsed.problem() != null)
            .mapToPair(parsed -> new Tuple2<>(parsed.position(), parsed.problem().question()));
    JavaPairRDD<Long, String> solutions =
        spark
            .read()
            .json(metaPath(source.train()))
            .select(col("position").cast("long"), col("solution"))
            .na()
            .drop()
            .javaRDD()
            .mapToPair(row -> new Tuple2<>(row.getLong(0), row.getString(1)));
    return questions.join(solutions).values().map(pair -> example(pair._1(), pair._2()));
  }

  private static Tuple2<String, WorkedExample> example(String question, String solution) {
    return new Tuple2<>(DigestUtils.sha256Hex(question), new WorkedExample(question, solution));
  }

  private static String metaPath(String train) {
    int dot = train.lastIndexOf('.');
    return (dot < train.lastIndexOf('/') + 1 ? train : train.substring(0, dot)) + META;
  }

  private boolean exists(String file) {
    try {
      Path path = new Path(file);
      return path.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(path);
    } catch (IOException e) {
      throw EconException.data("Cannot look for " + file + ": " + e.getMessage() + ".", e);
    }
  }

  private static final class ByQuestionHash
      implements Comparator<Tuple2<String, WorkedExample>>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Tuple2<String, WorkedExample> a, Tuple2<String, WorkedExample> b) {
      return a._1().compareTo(b._1());
    }
  }
}
