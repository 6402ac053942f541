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
  private final int mostRows;
  private final long mostTokens;
  private final boolean padding;

  /**
   * @param mostRows most tasks in a batch
   * @param mostTokens most rows times tokens of the longest; a longer task is alone
   * @param padding whether prompts of different lengths may share a batch
   */
  BatchPlanner(int mostRows, long mostTokens, boolean padding) {
    this.mostRows = mostRows;
    this.mostTokens = mostTokens;
    this.padding = padding;
  }

  /**
   * @param growth tokens that each row gains beyond its prompt, at most
   * @return batches of indices into {@code prompts}, each index once; depends on nothing but the
   *     prompts and their order
   */
  List<List<Integer>> plan(List<int[]> prompts, int growth) {
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
      int rows = (int) Math.max(1, Math.min(mostRows, mostTokens / ((long) groupLength + growth)));
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
