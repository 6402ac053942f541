package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrefixStoreTest {
  private static final int LENGTH = 20;
  private static OnnxDecoder decoder;
  private DecoderState state;

  @BeforeAll
  static void load() {
    decoder = OnnxDecoder.load(TestModels.files(TestModels.MINIATURE), "cpu", 1);
  }

  @AfterAll
  static void close() {
    decoder.close();
  }

  @BeforeEach
  void newState() {
    state = decoder.newState();
    for (int row = 0; row < 4; row++) {
      state.cache().addRow();
    }
    int[][] texts = {text(0), text(1), text(2), text(3)};
    decoder.read(state, texts, false);
  }

  @Test
  void promptTakesItsLongestKnownBeginningWithoutItsLastToken() {
    PrefixStore store = new PrefixStore(1 << 20);
    keep(store, 0, 1);
    assertThat(store.known(text(0))).isEqualTo(LENGTH - 1);
    assertThat(store.known(Arrays.copyOf(text(1), 12))).isEqualTo(11);
    assertThat(store.known(Arrays.copyOf(text(1), 30))).isEqualTo(LENGTH);
    assertThat(store.known(text(2))).isZero();

    int row = state.cache().addRow();
    assertThat(store.begin(Arrays.copyOf(text(1), 12), state.cache(), row)).isEqualTo(11);
    assertThat(state.cache().length(row)).isEqualTo(11);
    assertThat(store.sharedTokens()).isEqualTo(11);
    state.cache().removeRow(row);
    int other = state.cache().addRow();
    assertThat(store.begin(text(3), state.cache(), other)).isZero();
    state.cache().removeRow(other);
  }

  @Test
  void beginningsOfAFewTokensAreReadAgain() {
    PrefixStore store = new PrefixStore(1 << 20);
    keep(store, 0);
    int[] prompt = text(2);
    System.arraycopy(text(0), 0, prompt, 0, 5);
    assertThat(store.known(prompt)).isZero();
  }

  @Test
  void whatWasOfUseStaysWhenMemoryIsFull() {
    PrefixStore store = new PrefixStore(2L * LENGTH * decoder.cacheBytesPerToken());
    keep(store, 0, 1);
    int row = state.cache().addRow();
    store.begin(text(0), state.cache(), row);
    state.cache().removeRow(row);
    keep(store, 2, 3);
    assertThat(store.known(text(0))).isPositive();
    assertThat(store.known(text(1))).isZero();
    assertThat(store.known(text(2))).isZero();
    assertThat(store.known(text(3))).isPositive();
  }

  @Test
  void storeWithoutMemoryKnowsNothing() {
    PrefixStore store = new PrefixStore(0);
    keep(store, 0);
    assertThat(store.known(text(0))).isZero();
  }

  private void keep(PrefixStore store, int... rows) {
    for (int row : rows) {
      store.keep(text(row), state.cache(), row);
    }
  }

  private static int[] text(int number) {
    return IntStream.range(0, LENGTH).map(i -> 20 + 40 * number + i).toArray();
  }
}
