package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * Where the named tensors of some networks lie in rows of one array. An optimiser, a soft target or
 * a checkpoint then handles one array, whatever the networks.
 *
 * <p>Dimensions: G = rows: the N executor agents, or 1 for the networks that all share; P = numbers
 * in a row.
 */
public final class TensorLayout {
  /** Tensors begin at multiples of this, so that they lie on cache lines. */
  private static final int ALIGNMENT = 16;

  /** A tensor: shape without the rows and place in a row. */
  public record Entry(String name, long[] shape, int offset) {

    /** Numbers in the tensor. */
    public int size() {
      return Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b));
    }
  }

  private final boolean stacked;
  private final List<Entry> entries = new ArrayList<>();
  private final List<ToDoubleFunction<SplittableRandom>> initial = new ArrayList<>();
  private int size;

  private TensorLayout(boolean stacked) {
    this.stacked = stacked;
  }

  /** For networks of which each agent has its own; views have a first dimension of agents. */
  public static TensorLayout stacked() {
    return new TensorLayout(true);
  }

  /** For networks that all agents share; views have the shapes as declared. */
  public static TensorLayout shared() {
    return new TensorLayout(false);
  }

  /** Weight (in, out) and bias (1, out), uniform within {@code scale / sqrt(in)}. */
  void linear(String name, int in, int out, double scale) {
    double bound = scale / Math.sqrt(in);
    add(name + ".weight", random -> bound * (2 * random.nextDouble() - 1), in, out);
    add(name + ".bias", random -> bound * (2 * random.nextDouble() - 1), 1, out);
  }

  /** Gain 1 and bias 0, both (1, size). */
  void norm(String name, int size) {
    add(name + ".gain", random -> 1, 1, size);
    add(name + ".bias", random -> 0, 1, size);
  }

  void add(String name, ToDoubleFunction<SplittableRandom> value, long... shape) {
    Entry entry = new Entry(name, shape, size);
    entries.add(entry);
    initial.add(value);
    size += padded(entry);
  }

  private static int padded(Entry entry) {
    return (entry.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** P, the numbers in a row, padding included. */
  public int size() {
    return size;
  }

  /** Learned numbers in a row. */
  public long parameters() {
    return entries.stream().mapToLong(Entry::size).sum();
  }

  /** Fresh values of one row; shape (P). */
  public float[] initial(SplittableRandom random) {
    float[] row = new float[size];
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      for (int k = 0; k < entry.size(); k++) {
        row[entry.offset() + k] = (float) initial.get(i).applyAsDouble(random);
      }
    }
    return row;
  }

  /**
   * The tensors as views of the rows; gradients flow back to the rows.
   *
   * @param rows shape (G, P)
   */
  public Tensors views(NDArray rows) {
    long[] starts = entries.stream().skip(1).mapToLong(Entry::offset).toArray();
    NDList pieces = rows.split(starts, 1);
    Map<String, NDArray> views = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      NDArray piece = pieces.get(i);
      if (piece.getShape().get(1) != entry.size()) {
        piece = piece.get(new NDIndex(":, :" + entry.size()));
      }
      views.put(entry.name(), piece.reshape(shape(rows.getShape().get(0), entry)));
    }
    return new Tensors(views);
  }

  private Shape shape(long rows, Entry entry) {
    if (!stacked) {
      return new Shape(entry.shape());
    }
    return new Shape(
        LongStream.concat(LongStream.of(rows), LongStream.of(entry.shape())).toArray());
  }
}
