package org.econspark.llm;

import java.util.Arrays;
import java.util.BitSet;
import org.econspark.llm.Completion.FinishReason;

/** One text while it grows: its tokens, its probability so far and whether it has ended. */
final class GeneratedRow {
  private final GenerationTask task;
  private final TextCodec codec;
  private final StopDetector stops;
  private int[] ids = new int[64];
  private int count;
  private double logprobSum;
  private boolean endMarker;
  private boolean stopText;

  /** Distinct tokens of prompt and text; kept only where a penalty needs them. */
  private final BitSet seen;

  GeneratedRow(GenerationTask task, TextCodec codec) {
    this.task = task;
    this.codec = codec;
    this.stops = new StopDetector(codec, task.stop());
    this.seen = task.controls().repetitionPenalty() == 1 ? null : new BitSet();
    if (seen != null) {
      for (int id : task.prompt()) {
        seen.set(id);
      }
    }
  }

  GenerationTask task() {
    return task;
  }

  /** The token that the model reads next. */
  int lastId() {
    return ids[count - 1];
  }

  /** The tokens of prompt and text that the model has read: all but the last. */
  int[] readTokens() {
    int prompt = task.prompt().length;
    int[] tokens = Arrays.copyOf(task.prompt(), prompt + count - 1);
    System.arraycopy(ids, 0, tokens, prompt, count - 1);
    return tokens;
  }

  boolean ended() {
    return endMarker || stopText || count >= task.maxTokens();
  }

  /** A random number that belongs to the next token. */
  double nextUniform() {
    return RandomNumbers.uniform(task.seed(), count);
  }

  /** Lowers the logits of tokens seen before (Keskar et al. 2019, section 4.1). */
  void penalise(float[] logits) {
    float penalty = (float) task.controls().repetitionPenalty();
    for (int id = seen.nextSetBit(0); id >= 0; id = seen.nextSetBit(id + 1)) {
      logits[id] = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty;
    }
  }

  void add(int id, double logprob, boolean end) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = id;
    logprobSum += logprob;
    endMarker = end;
    if (seen != null) {
      seen.set(id);
    }
    stopText = !end && stops.stopsAt(ids, count);
  }

  Generation result() {
    String text = codec.decode(ids, 0, endMarker ? count - 1 : count);
    return new Generation(
        stops.cut(text),
        endMarker || stopText ? FinishReason.STOP : FinishReason.LENGTH,
        count,
        logprobSum / count);
  }
}
