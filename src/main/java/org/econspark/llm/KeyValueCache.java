package org.econspark.llm;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * What a decoder remembers of the tokens that each row has read: keys and values of every layer, in
 * native memory that lives here and that the model reads in place.
 *
 * <p>Each slot is an array (rows, heads, columns, head size). A row's tokens stand in its first
 * {@link #length} columns; the columns behind them are room to grow, which attention is masked
 * from. So a new token is written where it belongs and nothing else moves, rows of different
 * lengths stand side by side, and a row leaves by giving its place to the last one.
 *
 * <p>For one thread. The memory stays for the next batch until {@link #close}.
 */
final class KeyValueCache implements AutoCloseable {
  /** Columns by which rows grow: moving everything costs little once in so many tokens. */
  private static final int STEP = 32;

  /** Columns of spare room above which memory is made smaller again, to spare attention reading. */
  private static final int MOST_SPARE = 3 * STEP;

  private final List<DecoderLayout.CacheSlot> slots;
  private final NDManager manager;
  private final boolean exact;
  private final ByteBuffer[] data;
  private int[] lengths = new int[16];
  private int rows;
  private int columns;
  private NDList arrays;

  /**
   * @param exact whether there may be no columns but those of tokens, for models that count
   *     positions by columns; all rows are then of one length
   */
  KeyValueCache(List<DecoderLayout.CacheSlot> slots, NDManager manager, boolean exact) {
    this.slots = slots;
    this.manager = manager;
    this.exact = exact;
    this.data = new ByteBuffer[slots.size()];
    Arrays.fill(data, ByteBuffer.allocateDirect(0));
  }

  int rows() {
    return rows;
  }

  /** Columns of the arrays that the model reads. */
  int columns() {
    return columns;
  }

  /** Tokens of a row. */
  int length(int row) {
    return lengths[row];
  }

  /** Tokens of the longest row. */
  int longest() {
    int longest = 0;
    for (int row = 0; row < rows; row++) {
      longest = Math.max(longest, lengths[row]);
    }
    return longest;
  }

  void clear() {
    rows = 0;
    columns = 0;
    forgetArrays();
  }

  /** Adds a row without tokens and returns its number. */
  int addRow() {
    if (rows == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * rows);
    }
    lengths[rows++] = 0;
    forgetArrays();
    for (int slot = 0; slot < data.length; slot++) {
      ensure(slot, columns);
    }
    return rows - 1;
  }

  /** Takes a row out; the last one takes its number. */
  void removeRow(int row) {
    int last = --rows;
    forgetArrays();
    if (row == last) {
      return;
    }
    for (int slot = 0; slot < data.length; slot++) {
      int heads = heads(slot);
      for (int head = 0; head < heads; head++) {
        move(
            slot,
            offset(slot, last, head, columns),
            offset(slot, row, head, columns),
            lengths[last] * tokenBytes(slot));
      }
    }
    lengths[row] = lengths[last];
  }

  /**
   * The arrays in the layout's order, for one pass of the model; they stay valid until the cache
   * changes, and the cache closes them.
   */
  NDList arrays() {
    int longest = longest();
    int wanted = rounded(longest);
    if (exact ? columns != longest : columns > wanted + MOST_SPARE) {
      setColumns(wanted);
    }
    if (arrays == null) {
      arrays = new NDList(slots.size());
      for (int slot = 0; slot < data.length; slot++) {
        DecoderLayout.CacheSlot layout = slots.get(slot);
        ByteBuffer part =
            data[slot]
                .slice(0, rows * heads(slot) * columns * tokenBytes(slot))
                .order(ByteOrder.nativeOrder());
        Shape shape = new Shape(rows, layout.heads(), columns, layout.headSize());
        arrays.add(manager.create(part, shape, layout.type()));
        arrays.get(slot).setName(layout.past());
      }
    }
    return arrays;
  }

  /**
   * Appends new tokens to each row: the last {@code counts[row]} of {@code width} columns.
   *
   * @param fresh for each slot (rows, heads, width, head size)
   */
  void append(List<ByteBuffer> fresh, int width, int[] counts) {
    int longest = 0;
    for (int row = 0; row < rows; row++) {
      longest = Math.max(longest, lengths[row] + counts[row]);
    }
    reserve(longest);
    for (int slot = 0; slot < data.length; slot++) {
      int heads = heads(slot);
      int token = tokenBytes(slot);
      ByteBuffer from = fresh.get(slot);
      ByteBuffer to = data[slot];
      for (int row = 0; row < rows; row++) {
        int count = counts[row];
        for (int head = 0; head < heads; head++) {
          int source = ((row * heads + head) * width + width - count) * token;
          int target = offset(slot, row, head, columns) + lengths[row] * token;
          to.put(target, from, source, count * token);
        }
      }
    }
    for (int row = 0; row < rows; row++) {
      lengths[row] += counts[row];
    }
  }

  /** Gives an empty row the tokens of a row of another cache. */
  void copyRow(KeyValueCache other, int otherRow, int row) {
    int count = other.lengths[otherRow];
    reserve(count);
    for (int slot = 0; slot < data.length; slot++) {
      int heads = heads(slot);
      for (int head = 0; head < heads; head++) {
        data[slot].put(
            offset(slot, row, head, columns),
            other.data[slot],
            other.offset(slot, otherRow, head, other.columns),
            count * tokenBytes(slot));
      }
    }
    lengths[row] = count;
  }

  /** A copy of a row's tokens: for each slot (heads, length, head size). */
  byte[][] save(int row) {
    byte[][] saved = new byte[data.length][];
    for (int slot = 0; slot < data.length; slot++) {
      int heads = heads(slot);
      int bytes = lengths[row] * tokenBytes(slot);
      saved[slot] = new byte[heads * bytes];
      for (int head = 0; head < heads; head++) {
        data[slot].get(offset(slot, row, head, columns), saved[slot], head * bytes, bytes);
      }
    }
    return saved;
  }

  /**
   * Gives an empty row the first tokens of a saved one.
   *
   * @param saved of {@code savedLength} tokens
   * @param count of them to take
   */
  void restore(int row, byte[][] saved, int savedLength, int count) {
    reserve(count);
    for (int slot = 0; slot < data.length; slot++) {
      int heads = heads(slot);
      int token = tokenBytes(slot);
      for (int head = 0; head < heads; head++) {
        data[slot].put(
            offset(slot, row, head, columns),
            saved[slot],
            head * savedLength * token,
            count * token);
      }
    }
    lengths[row] = count;
  }

  @Override
  public void close() {
    manager.close();
  }

  private void reserve(int length) {
    if (length > columns) {
      setColumns(rounded(length));
    }
  }

  private int rounded(int length) {
    return exact ? length : (length + STEP - 1) / STEP * STEP;
  }

  /** Moves all rows to another number of columns, which holds the longest of them. */
  private void setColumns(int changed) {
    forgetArrays();
    for (int slot = 0; slot < data.length; slot++) {
      ensure(slot, changed);
      int heads = heads(slot);
      int count = rows * heads;
      for (int i = 0; i < count; i++) {
        // Rows that spread move from the last on, rows that close up from the first on.
        int index = changed > columns ? count - 1 - i : i;
        int row = index / heads;
        int head = index % heads;
        move(
            slot,
            offset(slot, row, head, columns),
            offset(slot, row, head, changed),
            lengths[row] * tokenBytes(slot));
      }
    }
    columns = changed;
  }

  private void move(int slot, int from, int to, int bytes) {
    if (from != to && bytes > 0) {
      data[slot].put(to, data[slot].duplicate(), from, bytes);
    }
  }

  /** Makes a slot's memory large enough for all rows at so many columns. */
  private void ensure(int slot, int wantedColumns) {
    long needed = (long) rows * heads(slot) * wantedColumns * tokenBytes(slot);
    ByteBuffer old = data[slot];
    if (needed > old.capacity()) {
      long size = Math.min(Integer.MAX_VALUE, Math.max(needed, old.capacity() * 3L / 2));
      ByteBuffer larger = ByteBuffer.allocateDirect(Math.toIntExact(size));
      larger.put(0, old, 0, old.capacity());
      data[slot] = larger;
    }
  }

  private void forgetArrays() {
    if (arrays != null) {
      arrays.close();
      arrays = null;
    }
  }

  private int offset(int slot, int row, int head, int width) {
    return (row * heads(slot) + head) * width * tokenBytes(slot);
  }

  private int heads(int slot) {
    return (int) slots.get(slot).heads();
  }

  private int tokenBytes(int slot) {
    DecoderLayout.CacheSlot layout = slots.get(slot);
    return (int) (layout.headSize() * layout.type().getNumOfBytes());
  }
}
