package org.econspark.llm;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides tasks into batches: prompts of similar length together, so that little is padded, and
 * equal prompts together, so that they are read once.
 */
final class BatchPlanner {
  private final int rows;
  private final boolean padding;

  /**
   * @param rows most tasks in a batch
   * @param padding whether prompts of different lengths may share a batch
   */
  BatchPlanner(int rows, boolean padding) {
    this.rows = rows;
    this.padding = padding;
  }

  /**
   * @return batches of indices into {@code prompts}, each index once; depends on nothing but the
   *     prompts and their order
   */
  List<List<Integer>> plan(List<int[]> prompts) {
    Map<IntBuffer, List<Integer>> equal = new LinkedHashMap<>();
    for (int i = 0; i < prompts.size(); i++) {
      equal.computeIfAbsent(IntBuffer.wrap(prompts.get(i)), p -> new ArrayList<>()).add(i);
    }
    List<Map.Entry<IntBuffer, List<Integer>>> byLength = new ArrayList<>(equal.entrySet());
    byLength.sort(Comparator.comparingInt(group -> group.getKey().remaining()));
    List<List<Integer>> batches = new ArrayList<>();
    List<Integer> batch = new ArrayList<>();
    int length = 0;
    for (Map.Entry<IntBuffer, List<Integer>> group : byLength) {
      int groupLength = group.getKey().remaining();
      boolean fits = batch.size() + group.getValue().size() <= rows;
      if (!batch.isEmpty() && (!fits || (!padding && groupLength != length))) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      length = groupLength;
      for (int index : group.getValue()) {
        if (batch.size() == rows) {
          batches.add(batch);
          batch = new ArrayList<>();
        }
        batch.add(index);
      }
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
