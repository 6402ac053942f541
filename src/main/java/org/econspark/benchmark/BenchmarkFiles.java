package org.econspark.benchmark;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.econspark.error.EconException;

/**
 * Reads benchmark files record by record without Spark: for validation on the driver and for tests.
 * Memory holds one record at a time and the ids seen.
 */
public final class BenchmarkFiles {

  private BenchmarkFiles() {}

  /**
   * Reads a whole file into memory.
   *
   * @param benchmark name of the benchmark in this run
   * @throws EconException unreadable data if the file as a whole cannot be read
   */
  public static ReadResult read(Path file, String benchmark, BenchmarkFormat format) {
    List<Problem> problems = new ArrayList<>();
    List<RejectedRecord> rejected = new ArrayList<>();
    read(file, benchmark, format, problems::add, rejected::add);
    return new ReadResult(problems, rejected);
  }

  /**
   * Streams a file; the second problem of the same id in it is rejected.
   *
   * @throws EconException unreadable data if the file as a whole cannot be read
   */
  public static void read(
      Path file,
      String benchmark,
      BenchmarkFormat format,
      Consumer<Problem> problems,
      Consumer<RejectedRecord> rejected) {
    DuplicateIds ids = new DuplicateIds();
    Sink sink =
        (name, position, outcome) -> {
          outcome.rejected().ifPresent(rejected);
          outcome
              .problem()
              .ifPresent(
                  problem ->
                      ids.check(problem, name, position)
                          .ifPresentOrElse(rejected, () -> problems.accept(problem)));
        };
    String name = file.toString().replace('\\', '/');
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      read(in, name, benchmark, format, sink);
    } catch (NoSuchFileException e) {
      throw EconException.data(
          "Cannot read benchmark '%s' from %s: there is no such file.".formatted(benchmark, file),
          e);
    } catch (IOException e) {
      throw EconException.data(
          "Cannot read benchmark '%s' from %s: %s; it must be a readable %s file in UTF-8."
              .formatted(benchmark, file, e.getMessage(), format.name()),
          e);
    }
  }

  /** Takes the outcome of each record with its place. */
  @FunctionalInterface
  public interface Sink {
    void accept(String file, long position, Outcome outcome);
  }

  /**
   * Streams the content of one file; the same id may come twice.
   *
   * @param name of the file, for messages
   * @throws IOException if the file as a whole cannot be read
   */
  public static void read(
      InputStream in, String name, String benchmark, BenchmarkFormat format, Sink sink)
      throws IOException {
    RecordParser parser = new RecordParser(benchmark, format);
    switch (format.layoutOf(name)) {
      case LINES -> readLines(in, name, parser, sink);
      case JSON_ARRAY -> readArray(in, name, parser, sink);
      case CSV -> readCsv(in, name, parser, sink);
    }
  }

  /** Splits at line feeds alone: U+2028 and the like are text, also inside a JSON string. */
  private static void readLines(InputStream in, String file, RecordParser parser, Sink sink)
      throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long position = 0;
    int next;
    do {
      next = in.read();
      if (next >= 0 && next != '\n') {
        line.write(next);
        continue;
      }
      position++;
      byte[] bytes = line.toByteArray();
      line.reset();
      if (!RecordParser.isBlank(new String(bytes, StandardCharsets.UTF_8))) {
        sink.accept(file, position, parser.line(file, position, bytes));
      }
    } while (next >= 0);
  }

  private static void readArray(InputStream in, String file, RecordParser parser, Sink sink)
      throws IOException {
    try (JsonParser json = Json.MAPPER.createParser(in)) {
      JsonToken first = json.nextToken();
      if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
        throw new IOException("it does not start with a JSON array");
      }
      boolean array = first == JsonToken.START_ARRAY;
      JsonToken token = array ? json.nextToken() : first;
      long position = 1;
      try {
        while (token != null && token != JsonToken.END_ARRAY) {
          JsonNode element = Json.ELEMENTS.readTree(json);
          sink.accept(file, position, parser.element(file, position, element));
          position++;
          token = json.nextToken();
        }
        if (array && json.nextToken() != null) {
          String reason = "text follows the end of the array, expected nothing";
          sink.accept(file, position, parser.rejected(file, position, reason, ""));
        }
      } catch (JsonProcessingException e) {
        // What follows cannot be told apart any more; the elements before stay.
        String reason =
            "the file is not JSON from here on (line %d): %s"
                .formatted(e.getLocation().getLineNr(), RecordParser.firstLine(e));
        sink.accept(file, position, parser.rejected(file, position, reason, ""));
      }
    } catch (JsonProcessingException e) {
      throw new IOException("it is not JSON: " + RecordParser.firstLine(e), e);
    }
  }

  private static void readCsv(InputStream in, String file, RecordParser parser, Sink sink)
      throws IOException {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setMaxCharsPerColumn(-1);
    settings.setEmptyValue("");
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setLineSeparatorDetectionEnabled(true);
    CsvParser csv = new CsvParser(settings);
    try {
      csv.beginParsing(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
      String[] header = csv.parseNext();
      if (header == null) {
        throw new IOException("it is empty, expected a header and rows");
      }
      long position = 0;
      for (String[] row = csv.parseNext(); row != null; row = csv.parseNext()) {
        position++;
        sink.accept(file, position, parser.row(file, position, header, row));
      }
    } catch (TextParsingException | IllegalStateException e) {
      throw new IOException("it is not readable as CSV", e);
    } finally {
      csv.stopParsing();
    }
  }
}
