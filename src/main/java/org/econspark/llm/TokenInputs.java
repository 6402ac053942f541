package org.econspark.llm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Token inputs of one pass, in memory that serves many passes: new tokens stand at the right edge
 * of their columns, behind the columns of the cache.
 *
 * <p>B = rows, L = new columns, P = columns of the cache.
 */
final class TokenInputs {
  private LongBuffer ids = longs(0);
  private LongBuffer positions = longs(0);
  private LongBuffer mask = longs(0);

  /**
   * @param tokens for each row those to read, L of them or fewer
   * @param width L
   */
  void fill(KeyValueCache cache, int[][] tokens, int width) {
    int rows = tokens.length;
    int columns = cache.columns();
    ids = cleared(ids, rows * width);
    positions = cleared(positions, rows * width);
    mask = cleared(mask, rows * (columns + width));
    for (int row = 0; row < rows; row++) {
      int read = cache.length(row);
      int padding = width - tokens[row].length;
      for (int column = 0; column < columns; column++) {
        mask.put(column < read ? 1 : 0);
      }
      for (int column = 0; column < width; column++) {
        boolean token = column >= padding;
        mask.put(token ? 1 : 0);
        ids.put(token ? tokens[row][column - padding] : 0);
        positions.put(token ? (long) read + column - padding : 0);
      }
    }
    ids.flip();
    positions.flip();
    mask.flip();
  }

  /** (B, L), 0 for padding. */
  LongBuffer ids() {
    return ids;
  }

  /** (B, L), counted from a row's first token; 0 for padding. */
  LongBuffer positions() {
    return positions;
  }

  /** (B, P + L), 1 for tokens and 0 for padding and room. */
  LongBuffer mask() {
    return mask;
  }

  private static LongBuffer cleared(LongBuffer buffer, int size) {
    return buffer.capacity() < size ? longs(size + size / 2) : buffer.clear();
  }

  private static LongBuffer longs(int count) {
    return ByteBuffer.allocateDirect(count * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }
}
