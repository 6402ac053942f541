package org.econspark.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Turns the records of one benchmark into problems, whoever split the file. A record that fails is
 * an outcome, never an exception. Stateless, thread-safe, shipped to partitions.
 */
public final class RecordParser implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final String benchmark;
  private final BenchmarkFormat format;

  /**
   * @param benchmark name of the benchmark in this run
   * @param format gives each record its meaning
   */
  public RecordParser(String benchmark, BenchmarkFormat format) {
    this.benchmark = benchmark;
    this.format = format;
  }

  /** True for lines that hold nothing: white space or a byte order mark alone. */
  public static boolean isBlank(String line) {
    return withoutByteOrderMark(line).isBlank();
  }

  /**
   * One line of a {@link Layout#LINES} file.
   *
   * @param line as it stands between two line feeds; a carriage return at its end does no harm
   */
  public Outcome line(String file, long position, String line) {
    try {
      JsonNode fields = Json.MAPPER.readTree(withoutByteOrderMark(line));
      return element(file, position, fields);
    } catch (JsonProcessingException e) {
      return rejected(file, position, "the line is not JSON: " + firstLine(e), line);
    }
  }

  /** As {@link #line(String, long, String)}, from bytes that must be UTF-8. */
  public Outcome line(String file, long position, byte[] line) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return line(file, position, text);
    } catch (CharacterCodingException e) {
      String excerpt = new String(line, StandardCharsets.UTF_8);
      return rejected(file, position, "the line is not UTF-8, save the file as UTF-8", excerpt);
    }
  }

  /** One element of a JSON array. */
  public Outcome element(String file, long position, JsonNode element) {
    if (!element.isObject()) {
      return rejected(file, position, "expected a JSON object, in braces", element.toString());
    }
    RawRecord record = new RawRecord(file, position, element);
    try {
      return Outcome.of(format.parse(benchmark, record));
    } catch (InvalidRecordException e) {
      return Outcome.of(RejectedRecord.of(record, e.getMessage()));
    }
  }

  /**
   * One row of a CSV file.
   *
   * @param header column names; an empty name is a column that nothing reads
   * @param values texts in the header's order, null for an empty field
   */
  public Outcome row(String file, long position, String[] header, String[] values) {
    if (values.length != header.length) {
      return rejected(
          file,
          position,
          "the row has %d fields, the header %d".formatted(values.length, header.length),
          String.join(",", values));
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < header.length; i++) {
      fields.put(withoutByteOrderMark(header[i] == null ? "" : header[i]), values[i]);
    }
    return element(file, position, fields);
  }

  Outcome rejected(String file, long position, String reason, String excerpt) {
    String message =
        "Invalid %s problem at %s %s %d: %s."
            .formatted(format.name(), file, format.layoutOf(file).unit(), position, reason);
    return Outcome.of(new RejectedRecord(file, position, message, excerpt));
  }

  /** Jackson appends the source and its own position on further lines. */
  static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("unreadable");
  }

  private static String withoutByteOrderMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }
}
