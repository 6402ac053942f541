package org.econspark.llm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Reads prompts with few wasted passes: of a prompt that begins like a known one only the rest is
 * read, rests of similar length together, long ones piece by piece.
 */
final class PromptReader {
  /**
   * Tokens of one pass, all rows together, and columns of one. With 1,024 in rows of 128 columns,
   * reading prompts of several hundred tokens took 1.4 times as long: rows of different length are
   * padded, and attention's memory leaves the processor's caches.
   */
  private static final int TOKENS_PER_PASS = 256;

  private static final int COLUMNS_PER_PASS = 256;

  /** Most logits of one pass, to bound memory with large vocabularies (64 MiB). */
  private static final int MAX_LOGITS = 1 << 24;

  private final OnnxDecoder decoder;
  private final PrefixStore prefixes;

  PromptReader(OnnxDecoder decoder, PrefixStore prefixes) {
    this.decoder = decoder;
    this.prefixes = prefixes;
  }

  /** Takes what was read. */
  @FunctionalInterface
  interface Receiver {
    /**
     * @param prompt index of the prompt that was read
     * @param row where the cache holds it, and the pass its last token's logits
     */
    void read(int prompt, KeyValueCache cache, int row, OnnxDecoder.Pass pass);
  }

  /**
   * @param state that nobody else uses; its rows change
   * @param receiver called once for each prompt
   */
  void read(List<int[]> prompts, DecoderState state, Receiver receiver) {
    int[] rest = prompts.stream().mapToInt(p -> p.length - prefixes.known(p)).toArray();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rest.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt((Integer i) -> -rest[i]).thenComparingInt(i -> i));
    int from = 0;
    while (from < order.size()) {
      int to = Math.min(order.size(), from + rowsPerPass(rest[order.get(from)]));
      if (!decoder.takesPadding()) {
        to = endOfEqual(order, rest, from, to);
      }
      readTogether(order.subList(from, to), prompts, state, receiver);
      from = to;
    }
  }

  private int rowsPerPass(int rest) {
    int width = Math.min(COLUMNS_PER_PASS, rest);
    int rows = TOKENS_PER_PASS / width;
    int logits = decoder.vocabularySize() * (decoder.keepsLastLogitsOnly() ? 1 : width);
    return Math.max(1, Math.min(rows, MAX_LOGITS / logits));
  }

  private static int endOfEqual(List<Integer> order, int[] rest, int from, int to) {
    int end = from;
    while (end < to && rest[order.get(end)] == rest[order.get(from)]) {
      end++;
    }
    return end;
  }

  private void readTogether(
      List<Integer> chosen, List<int[]> prompts, DecoderState state, Receiver receiver) {
    KeyValueCache cache = state.cache();
    cache.clear();
    int longest = 0;
    for (int index : chosen) {
      int[] prompt = prompts.get(index);
      int known = prefixes.begin(prompt, cache, cache.addRow());
      longest = Math.max(longest, prompt.length - known);
    }
    OnnxDecoder.Pass pass = null;
    // Rests end together, so the first piece is the ragged one and the last pass has all logits.
    int left = longest;
    while (left > 0) {
      int width = (left - 1) % COLUMNS_PER_PASS + 1;
      left -= width;
      int[][] tokens = new int[chosen.size()][];
      for (int row = 0; row < tokens.length; row++) {
        int[] prompt = prompts.get(chosen.get(row));
        int begin = cache.length(row);
        tokens[row] = Arrays.copyOfRange(prompt, begin, Math.max(begin, prompt.length - left));
      }
      pass = decoder.read(state, tokens, false);
    }
    for (int row = 0; row < chosen.size(); row++) {
      receiver.read(chosen.get(row), cache, row, pass);
    }
  }
}
