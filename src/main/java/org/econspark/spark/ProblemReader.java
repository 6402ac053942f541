package org.econspark.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.input.PortableDataStream;
import org.apache.spark.sql.SparkSession;
import org.econspark.benchmark.BenchmarkFormat;
import org.econspark.benchmark.BenchmarkFormats;
import org.econspark.benchmark.InvalidRecordException;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.RawRecord;
import org.econspark.benchmark.RecordParser;
import org.econspark.benchmark.RejectedRecord;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import scala.Tuple2;

/**
 * Reads one benchmark's files into problems and rejected records. JSON-lines files are split over
 * tasks; arrays and CSV files are read by one task each. The driver never holds the records.
 */
final class ProblemReader {
  private final SparkSession spark;
  private final JavaSparkContext context;

  ProblemReader(SparkSession spark) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** One record: a problem, or why it is none. */
  record Parsed(String file, long position, Problem problem, RejectedRecord rejected)
      implements Serializable {
    static Parsed accepted(RawRecord record, Problem problem) {
      return new Parsed(record.file(), record.position(), problem, null);
    }

    static Parsed refused(RejectedRecord rejected) {
      return new Parsed(rejected.file(), rejected.position(), null, rejected);
    }
  }

  /**
   * @return all records; of several problems with one id all but the first are refused
   * @throws EconException if nothing is there to be read
   */
  JavaRDD<Parsed> read(Settings.BenchmarkSource source) {
    BenchmarkFormat format = BenchmarkFormats.of(source);
    List<Path> files = files(source);
    JavaRDD<Parsed> all = context.emptyRDD();
    for (Path file : files) {
      all = all.union(readFile(source.name(), format, file));
    }
    return refuseDuplicates(all);
  }

  private JavaRDD<Parsed> readFile(String benchmark, BenchmarkFormat format, Path file) {
    String name = file.toString();
    if (name.endsWith(".parquet")) {
      return numbered(spark.read().parquet(name).toJSON().javaRDD(), benchmark, format, name);
    }
    return switch (format.layout()) {
      case LINES -> numbered(context.textFile(name), benchmark, format, name);
      case JSON_ARRAY, CSV ->
          context
              .binaryFiles(name)
              .flatMap(
                  content -> {
                    List<Parsed> parsed = new ArrayList<>();
                    readWhole(benchmark, format, name, content, parsed);
                    return parsed.iterator();
                  });
    };
  }

  private static void readWhole(
      String benchmark,
      BenchmarkFormat format,
      String name,
      Tuple2<String, PortableDataStream> content,
      List<Parsed> parsed)
      throws IOException {
    try (var in = content._2().open()) {
      RecordParser.forEach(
          format.layout(),
          name,
          in,
          record -> parsed.add(parse(benchmark, format, record)),
          rejected -> parsed.add(Parsed.refused(rejected)));
    }
  }

  private static JavaRDD<Parsed> numbered(
      JavaRDD<String> lines, String benchmark, BenchmarkFormat format, String name) {
    return lines
        .zipWithIndex()
        .filter(line -> !line._1().isBlank())
        .map(
            line -> {
              try {
                RawRecord record = RecordParser.parseLine(name, line._2() + 1, line._1());
                return parse(benchmark, format, record);
              } catch (InvalidRecordException e) {
                return Parsed.refused(
                    RejectedRecord.of(name, line._2() + 1, e.getMessage(), line._1()));
              }
            });
  }

  private static Parsed parse(String benchmark, BenchmarkFormat format, RawRecord record) {
    try {
      return Parsed.accepted(record, format.parse(benchmark, record));
    } catch (InvalidRecordException e) {
      return Parsed.refused(
          RejectedRecord.of(
              record.file(), record.position(), e.getMessage(), record.fields().toString()));
    }
  }

  private static JavaRDD<Parsed> refuseDuplicates(JavaRDD<Parsed> all) {
    return all.groupBy(ProblemReader::identity)
        .flatMap(
            group -> {
              List<Parsed> same =
                  StreamSupport.stream(group._2().spliterator(), false)
                      .sorted(
                          Comparator.comparing(Parsed::file).thenComparing(Parsed::position))
                      .toList();
              return withoutRepeats(same);
            });
  }

  private static Iterator<Parsed> withoutRepeats(List<Parsed> sameId) {
    List<Parsed> kept = new ArrayList<>();
    Parsed first = sameId.get(0);
    for (Parsed parsed : sameId) {
      kept.add(
          parsed.problem() == null || parsed == first
              ? parsed
              : Parsed.refused(
                  RejectedRecord.of(
                      parsed.file(),
                      parsed.position(),
                      "problem id '"
                          + parsed.problem().problemId()
                          + "' was already used at position "
                          + first.position()
                          + " of "
                          + first.file(),
                      parsed.problem().question())));
    }
    return kept.iterator();
  }

  private static String identity(Parsed parsed) {
    return parsed.problem() == null
        ? DigestUtils.sha256Hex(parsed.file() + '\u001f' + parsed.position())
        : parsed.problem().problemId();
  }

  private List<Path> files(Settings.BenchmarkSource source) {
    Path path = new Path(source.path());
    try {
      FileSystem fileSystem = path.getFileSystem(context.hadoopConfiguration());
      FileStatus[] found = fileSystem.globStatus(path);
      if (found == null || found.length == 0) {
        throw new FileNotFoundException("no such file");
      }
      List<Path> files = new ArrayList<>();
      for (FileStatus status : found) {
        if (status.isDirectory()) {
          Arrays.stream(fileSystem.listStatus(status.getPath()))
              .filter(child -> child.isFile() && !isHidden(child.getPath()))
              .forEach(child -> files.add(child.getPath()));
        } else {
          files.add(status.getPath());
        }
      }
      files.sort(Comparator.comparing(Path::toString));
      return files;
    } catch (IOException | IllegalArgumentException e) {
      throw EconException.data(
          "Cannot read benchmark '"
              + source.name()
              + "' at "
              + source.path()
              + ": "
              + (e instanceof FileNotFoundException ? "no such file" : e.getMessage())
              + "; give its place with --data "
              + source.name()
              + "=PATH.",
          e);
    }
  }

  private static boolean isHidden(Path path) {
    return path.getName().startsWith("_") || path.getName().startsWith(".");
  }
}
