package org.econspark.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{'house rule': None, 'cuisine': ['Thai', \"Joe's\"]}~{\"house rule\":null,\"cuisine\":[\"Thai\",\"Joe's\"]}",
        "(1, -2.50, 3e2, .5)~[1,-2.50,3E+2,0.5]",
        "[True, False, nan, -inf, inf]~[true,false,null,null,null]",
        "'a\\n\\t\\x41\\u00e9\\'\\q\\101'~\"a\\n\\tA\u00e9'\\\\qA\"",
        "'joined ' 'texts'~\"joined texts\"",
        "{1: 'x', 'y': {},}~{\"1\":\"x\",\"y\":{}}",
        "[1_000, +5]~[1000,5]",
        "[]~[]"
      })
  void literalBecomesJson(String literal, String json) throws ParseException {
    assertThat(PythonLiteral.parse(literal)).hasToString(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[1",
        "[1 2]",
        "{'a' 1}",
        "{'a':}",
        "{[1]: 2}",
        "'open",
        "__import__('os')",
        "1+1",
        "[1] 2",
        "'\\x4'",
        "'\\U99999999'",
        "--1",
        "1.2.3",
        "f(1)",
        "None1"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> PythonLiteral.parse(text)).isInstanceOf(ParseException.class);
  }

  @Test
  void depthAndNumbersAreBounded() {
    assertThatThrownBy(() -> PythonLiteral.parse("[".repeat(100_000)))
        .hasMessageContaining("nested deeper than 64");
    assertThatThrownBy(() -> PythonLiteral.parse("9".repeat(100_000)))
        .hasMessageContaining("number longer than 400");
  }

  @Test
  void randomTextsFailInNoOtherWay() {
    String alphabet = "[](){}'\",:\\xuN1.-e_ TruneFals\n";
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(20); k >= 0; k--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThatCode(
              () -> {
                try {
                  PythonLiteral.parse(text.toString());
                } catch (ParseException e) {
                  assertThat(e.getMessage()).isNotBlank();
                }
              })
          .as(text.toString())
          .doesNotThrowAnyException();
    }
  }
}
