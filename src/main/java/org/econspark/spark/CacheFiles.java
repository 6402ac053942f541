package org.econspark.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The stored answers of remote models as Parquet files in one folder of any Hadoop file system. A
 * file is written once, under a name that appears when it is whole, so any number of jobs may write
 * and read at the same time; its name tells which places and times it holds. Driver and executors.
 */
final class CacheFiles implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern NAME =
      Pattern.compile("answers-([0-9a-f]{8})-([0-9a-f]{8})-(\\d{10})-[0-9a-f]{32}\\.parquet");

  /** Of names under which files are written; nobody reads those that stay so. */
  private static final String UNFINISHED = "_";

  private final String folder;
  private final Duration expiry;
  private final SerializableConfiguration hadoop;

  /**
   * @param expiry answers that are older are not used; zero keeps all
   */
  CacheFiles(String folder, Duration expiry, Configuration hadoop) {
    this.folder = folder;
    this.expiry = expiry;
    this.hadoop = new SerializableConfiguration(hadoop);
  }

  /** One file, by what its name and the listing tell. */
  record Entry(String path, PlaceRange places, long storedAt, long bytes) implements Serializable {}

  String folder() {
    return folder;
  }

  /** All files of now, in no order; none if the folder is not there yet. */
  List<Entry> list() throws IOException {
    Path path = new Path(folder);
    List<Entry> entries = new ArrayList<>();
    FileStatus[] found;
    try {
      found = files().listStatus(path);
    } catch (FileNotFoundException e) {
      return entries;
    }
    for (FileStatus status : found) {
      Matcher name = NAME.matcher(status.getPath().getName());
      if (name.matches()) {
        entries.add(
            new Entry(
                status.getPath().toString(),
                new PlaceRange(name.group(1), name.group(2)),
                Long.parseLong(name.group(3)),
                status.getLen()));
      }
    }
    return entries;
  }

  /**
   * Reads the answers that fall into a range and are not too old. A file that another job has
   * merged into a new one meanwhile is passed over: its answers cost a call, nothing else.
   */
  void read(List<Entry> entries, PlaceRange places, Consumer<CachedAnswer> consumer)
      throws IOException {
    long oldest = oldest();
    for (Entry entry : entries) {
      if (entry.storedAt() < oldest || !entry.places().overlaps(places)) {
        continue;
      }
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), new Path(entry.path()))
              .withConf(hadoop.value())
              .build()) {
        for (Group group = reader.read(); group != null; group = reader.read()) {
          CachedAnswer answer = CachedAnswer.of(group);
          if (answer.storedAt() >= oldest && answer.places().overlaps(places)) {
            consumer.accept(answer);
          }
        }
      } catch (FileNotFoundException e) {
        continue;
      }
    }
  }

  /** Adds one file. */
  void write(List<CachedAnswer> answers) throws IOException {
    PlaceRange places = answers.get(0).places();
    long storedAt = 0;
    for (CachedAnswer answer : answers) {
      places = places.and(answer.places());
      storedAt = Math.max(storedAt, answer.storedAt());
    }
    String name =
        String.format(
            "answers-%s-%s-%010d-%s.parquet",
            places.from(), places.to(), storedAt, UUID.randomUUID().toString().replace("-", ""));
    Path unfinished = new Path(folder, UNFINISHED + name);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(HadoopOutputFile.fromPath(unfinished, hadoop.value()))
            .withType(CachedAnswer.SCHEMA)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (CachedAnswer answer : answers) {
        writer.write(answer.group());
      }
    }
    if (!files().rename(unfinished, new Path(folder, name))) {
      throw new IOException("cannot rename " + unfinished + " to " + name);
    }
  }

  void delete(List<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      files().delete(new Path(entry.path()), false);
    }
  }

  /**
   * Deletes what writers left that died while they wrote.
   *
   * @param age of files that nobody writes any more
   * @return how many files
   */
  int deleteUnfinished(Duration age) throws IOException {
    FileStatus[] found;
    try {
      found = files().listStatus(new Path(folder));
    } catch (FileNotFoundException e) {
      return 0;
    }
    long oldest = Instant.now().minus(age).toEpochMilli();
    int deleted = 0;
    for (FileStatus status : found) {
      String name = status.getPath().getName();
      if (name.startsWith(UNFINISHED)
          && NAME.matcher(name.substring(UNFINISHED.length())).matches()
          && status.getModificationTime() < oldest
          && files().delete(status.getPath(), false)) {
        deleted++;
      }
    }
    return deleted;
  }

  /** Seconds since 1970 before which an answer is too old. */
  long oldest() {
    return expiry.isZero() ? 0 : Instant.now().minus(expiry).getEpochSecond();
  }

  private FileSystem files() throws IOException {
    return new Path(folder).getFileSystem(hadoop.value());
  }
}
