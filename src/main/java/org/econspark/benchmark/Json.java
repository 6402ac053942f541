package org.econspark.benchmark;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;

/** JSON as benchmark files need it: numbers exactly as written, duplicate keys refused. */
final class Json {

  /** Reads whole documents; anything after the first value is an error. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false)
          .build();

  /** Reads one value of several in a stream. */
  static final ObjectReader ELEMENTS =
      MAPPER.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Longest number written out; {@code 1e999999999} is a short text with a huge expansion. */
  private static final int MAX_DIGITS = 400;

  private Json() {}

  /**
   * The decimal text of a number without exponent, trailing zeros kept ({@code 3431580.0}).
   *
   * @throws ArithmeticException if the number has too many digits to write out
   */
  static String decimalText(JsonNode number) {
    if (number.isBigDecimal()) {
      BigDecimal decimal = number.decimalValue();
      if (Math.max(decimal.precision(), Math.abs((long) decimal.scale())) > MAX_DIGITS) {
        throw new ArithmeticException("more than " + MAX_DIGITS + " digits");
      }
      return decimal.toPlainString();
    }
    if (number.isFloatingPointNumber()) {
      // The parser hands out a double only where the number is beyond all doubles.
      throw new ArithmeticException("more than " + MAX_DIGITS + " digits");
    }
    return number.asText();
  }
}
