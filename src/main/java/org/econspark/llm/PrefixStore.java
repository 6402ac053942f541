package org.econspark.llm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keys and values of token sequences that were read or written before, for prompts that begin like
 * them: what a coordinator's strategy prompt and its text hold is the beginning of the prompts that
 * follow.
 *
 * <p>Holds so many bytes at most. What was of use once stays longer than what never was; of equals
 * the older goes. For one thread.
 */
final class PrefixStore {
  /** Fewer tokens are read again faster than they are found and copied. */
  private static final int LEAST_TOKENS = 8;

  private final long mostBytes;
  private final List<Entry> entries = new ArrayList<>();
  private long bytes;
  private long clock;
  private long sharedTokens;

  private static final class Entry {
    final int[] tokens;
    final byte[][] data;
    boolean used;
    long lastUse;

    Entry(int[] tokens, byte[][] data, long now) {
      this.tokens = tokens;
      this.data = data;
      this.lastUse = now;
    }

    long bytes() {
      return Arrays.stream(data).mapToLong(slot -> slot.length).sum();
    }
  }

  /**
   * @param mostBytes 0 stores nothing
   */
  PrefixStore(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Tokens that did not have to be read again, so far. */
  long sharedTokens() {
    return sharedTokens;
  }

  /**
   * Gives an empty row of a cache the longest known beginning of a prompt, without the prompt's
   * last token: that one has to be read for the next to be known.
   *
   * @return tokens that the row now has; 0 if none are known
   */
  int begin(int[] prompt, KeyValueCache cache, int row) {
    Entry entry = longest(prompt);
    if (entry == null) {
      return 0;
    }
    int count = shared(entry, prompt);
    cache.restore(row, entry.data, entry.tokens.length, count);
    entry.used = true;
    entry.lastUse = clock++;
    sharedTokens += count;
    return count;
  }

  /** How many tokens {@link #begin} would give. */
  int known(int[] prompt) {
    Entry entry = longest(prompt);
    return entry == null ? 0 : shared(entry, prompt);
  }

  /**
   * Keeps a row.
   *
   * @param tokens that the row has read
   */
  void keep(int[] tokens, KeyValueCache cache, int row) {
    if (mostBytes == 0 || tokens.length < LEAST_TOKENS) {
      return;
    }
    Entry added = new Entry(tokens, cache.save(row), clock++);
    bytes += added.bytes();
    entries.add(added);
    while (bytes > mostBytes) {
      Entry victim = entries.get(0);
      for (Entry entry : entries) {
        if (entry.used == victim.used ? entry.lastUse < victim.lastUse : victim.used) {
          victim = entry;
        }
      }
      entries.remove(victim);
      bytes -= victim.bytes();
    }
  }

  private Entry longest(int[] prompt) {
    Entry best = null;
    int most = LEAST_TOKENS - 1;
    for (Entry entry : entries) {
      int count = shared(entry, prompt);
      if (count > most) {
        most = count;
        best = entry;
      }
    }
    return best;
  }

  private static int shared(Entry entry, int[] prompt) {
    int differs = Arrays.mismatch(entry.tokens, prompt);
    int same = differs < 0 ? prompt.length : differs;
    return Math.min(same, prompt.length - 1);
  }
}
