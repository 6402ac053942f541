package org.econspark.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
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
import org.econspark.benchmark.BenchmarkFiles;
import org.econspark.benchmark.BenchmarkFormat;
import org.econspark.benchmark.BenchmarkFormats;
import org.econspark.benchmark.DuplicateIds;
import org.econspark.benchmark.Layout;
import org.econspark.benchmark.Outcome;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.RecordParser;
import org.econspark.benchmark.RejectedRecord;
import org.econspark.config.Settings;
import org.econspark.error.EconException;

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

  /**
   * One record: a problem, or why it is none.
   *
   * @param problem null if the record was rejected
   * @param rejected null if it was not
   */
  record Parsed(String file, long position, Problem problem, RejectedRecord rejected)
      implements Serializable {
    static Parsed of(String file, long position, Outcome outcome) {
      return new Parsed(
          file, position, outcome.problem().orElse(null), outcome.rejected().orElse(null));
    }
  }

  /**
   * @return all records; of several problems with one id all but the first are refused
   * @throws EconException if nothing is there to be read
   */
  JavaRDD<Parsed> read(Settings.BenchmarkSource source) {
    return read(source, BenchmarkFormats.of(source));
  }

  /**
   * @param format to read the records by
   */
  JavaRDD<Parsed> read(Settings.BenchmarkSource source, BenchmarkFormat format) {
    JavaRDD<Parsed> all = context.emptyRDD();
    for (Path file : files(source)) {
      all = all.union(readFile(source.name(), format, file.toString()));
    }
    return refuseDuplicates(all);
  }

  private JavaRDD<Parsed> readFile(String benchmark, BenchmarkFormat format, String file) {
    if (file.endsWith(".parquet")) {
      return numbered(spark.read().parquet(file).toJSON().javaRDD(), benchmark, format, file);
    }
    return format.layoutOf(file) == Layout.LINES
        ? numbered(context.textFile(file), benchmark, format, file)
        : context
            .binaryFiles(file)
            .flatMap(content -> readWhole(content._2(), benchmark, format, file).iterator());
  }

  private static List<Parsed> readWhole(
      PortableDataStream content, String benchmark, BenchmarkFormat format, String file)
      throws IOException {
    List<Parsed> parsed = new ArrayList<>();
    try (InputStream in = content.open()) {
      BenchmarkFiles.read(
          in,
          file,
          benchmark,
          format,
          (name, position, outcome) -> parsed.add(Parsed.of(name, position, outcome)));
    }
    return parsed;
  }

  private static JavaRDD<Parsed> numbered(
      JavaRDD<String> lines, String benchmark, BenchmarkFormat format, String file) {
    return lines
        .zipWithIndex()
        .filter(line -> !RecordParser.isBlank(line._1()))
        .map(
            line -> {
              long position = line._2() + 1;
              Outcome outcome = new RecordParser(benchmark, format).line(file, position, line._1());
              return Parsed.of(file, position, outcome);
            });
  }

  private static JavaRDD<Parsed> refuseDuplicates(JavaRDD<Parsed> all) {
    return all.groupBy(ProblemReader::identity)
        .flatMap(
            group -> {
              List<Parsed> same =
                  StreamSupport.stream(group._2().spliterator(), false)
                      .sorted(Comparator.comparing(Parsed::file).thenComparing(Parsed::position))
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
              : new Parsed(
                  parsed.file(),
                  parsed.position(),
                  null,
                  new RejectedRecord(
                      parsed.file(),
                      parsed.position(),
                      DuplicateIds.reason(
                          parsed.problem().problemId(),
                          first.file() + " position " + first.position()),
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
      FileSystem fileSystem = Storage.of(path, context.hadoopConfiguration());
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
