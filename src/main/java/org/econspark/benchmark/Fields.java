package org.econspark.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Locale;
import java.util.Optional;

/** Reads typed fields of one record; every mistake names the place, the field and the need. */
final class Fields {
  private final String format;
  private final String unit;
  private final RawRecord record;

  Fields(BenchmarkFormat format, RawRecord record) {
    this.format = format.name();
    this.unit = format.layoutOf(record.file()).unit();
    this.record = record;
  }

  boolean has(String name) {
    return record.fields().hasNonNull(name);
  }

  JsonNode node(String name) {
    return record.fields().path(name);
  }

  /** A text that is there and not blank, without surrounding white space. */
  String text(String name) throws InvalidRecordException {
    JsonNode value = present(name, "a text");
    if (!value.isTextual()) {
      throw wrongType(name, value, "a text");
    }
    if (value.textValue().isBlank()) {
      throw invalid("field '" + name + "' is empty, expected a text");
    }
    return value.textValue().strip();
  }

  /** A number as decimal text, exactly as written in the file. */
  String number(String name) throws InvalidRecordException {
    JsonNode value = present(name, "a number");
    if (!value.isNumber()) {
      throw wrongType(name, value, "a number");
    }
    try {
      return Json.decimalText(value);
    } catch (ArithmeticException e) {
      throw invalid("field '" + name + "' is a number of " + e.getMessage());
    }
  }

  boolean bool(String name) throws InvalidRecordException {
    JsonNode value = present(name, "true or false");
    if (!value.isBoolean()) {
      throw wrongType(name, value, "true or false");
    }
    return value.booleanValue();
  }

  /** A whole number, as JSON number or as text (CSV files hold texts only). */
  int wholeNumber(String name) throws InvalidRecordException {
    JsonNode value = present(name, "a whole number");
    if (value.canConvertToInt() && value.isIntegralNumber()) {
      return value.intValue();
    }
    if (value.isTextual()) {
      try {
        return Integer.parseInt(value.textValue().strip());
      } catch (NumberFormatException e) {
        throw invalid(
            "field '%s' is '%s', expected a whole number"
                .formatted(name, shortened(value.textValue())));
      }
    }
    throw wrongType(name, value, "a whole number");
  }

  /** A text, number or boolean as text; empty where the field is absent, null or blank. */
  Optional<String> optional(String name) throws InvalidRecordException {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = node(name);
    if (!value.isValueNode()) {
      throw wrongType(name, value, "a text or a number");
    }
    return Optional.of(value.asText().strip()).filter(text -> !text.isEmpty());
  }

  /** The file's own id in the first of these fields that is there, else one by position. */
  String id(String benchmark, String... names) throws InvalidRecordException {
    for (String name : names) {
      Optional<String> own = optional(name);
      if (own.isPresent()) {
        return own.get();
      }
    }
    return "%s-%06d".formatted(benchmark, record.position());
  }

  InvalidRecordException invalid(String reason) {
    return new InvalidRecordException(message(reason));
  }

  InvalidRecordException invalid(String reason, Throwable cause) {
    return new InvalidRecordException(message(reason), cause);
  }

  static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 39) + "\u2026";
  }

  private String message(String reason) {
    return "Invalid %s problem at %s %s %d: %s."
        .formatted(format, record.file(), unit, record.position(), reason);
  }

  private JsonNode present(String name, String expected) throws InvalidRecordException {
    if (!has(name)) {
      String state = record.fields().has(name) ? "null" : "missing";
      throw invalid("field '%s' is %s, expected %s".formatted(name, state, expected));
    }
    return node(name);
  }

  private InvalidRecordException wrongType(String name, JsonNode value, String expected) {
    JsonNodeType type = value.getNodeType();
    return invalid(
        "field '%s' holds a JSON %s, expected %s"
            .formatted(name, type.name().toLowerCase(Locale.ROOT), expected));
  }
}
