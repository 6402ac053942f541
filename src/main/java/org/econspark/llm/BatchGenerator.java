package org.econspark.llm;

import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.ObjIntConsumer;

/**
 * Generates texts in one batch that stays full: a text that has ended leaves at once, and waiting
 * ones take the free places.
 *
 * <p>Equal prompts are read once. What a text draws depends on its own seed alone, and which rows
 * stand beside it on nothing but the tasks and their order.
 *
 * <p>For one call and one thread.
 */
final class BatchGenerator {
  /** Share of the places that must be free before waiting texts enter: prompts read together. */
  private static final double FREE_SHARE = 0.25;

  private final OnnxDecoder decoder;
  private final TextCodec codec;
  private final Set<Integer> endIds;
  private final PrefixStore prefixes;
  private final int mostRows;
  private final long mostTokens;
  private final TokenSampler sampler = new TokenSampler();
  private final int vocabulary;

  /** Texts in the batch; each has the cache's row of the same number. */
  private final List<Text> texts = new ArrayList<>();

  private record Text(int index, GeneratedRow row) {}

  /**
   * @param prefixes what is known of prompts and what has been read here is added to
   * @param mostRows most texts in the batch
   * @param mostTokens most rows times tokens of the longest text; a longer one is alone
   */
  BatchGenerator(
      OnnxDecoder decoder,
      TextCodec codec,
      Set<Integer> endIds,
      PrefixStore prefixes,
      int mostRows,
      long mostTokens) {
    this.decoder = decoder;
    this.codec = codec;
    this.endIds = endIds;
    this.prefixes = prefixes;
    this.mostRows = mostRows;
    this.mostTokens = mostTokens;
    this.vocabulary = decoder.vocabularySize();
  }

  /**
   * @param finished takes each text when it has ended, with the index of its task
   * @throws CancellationException if the thread is interrupted
   */
  void generate(List<GenerationTask> tasks, ObjIntConsumer<Generation> finished) {
    Deque<Text> waiting = new ArrayDeque<>(inOrder(tasks));
    try (DecoderState batch = decoder.newState();
        DecoderState prompts = decoder.newState()) {
      while (!waiting.isEmpty() || !texts.isEmpty()) {
        List<Text> entering = entering(waiting);
        if (!entering.isEmpty()) {
          admit(entering, batch.cache(), prompts);
        } else {
          step(batch);
        }
        removeEnded(batch.cache(), finished);
      }
      batch.markSound();
      prompts.markSound();
    }
  }

  /** Equal prompts one after another, short ones first: rows of one batch are of similar length. */
  private List<Text> inOrder(List<GenerationTask> tasks) {
    Map<IntBuffer, Integer> first = new HashMap<>();
    List<Text> ordered = new ArrayList<>();
    int[] place = new int[tasks.size()];
    for (int i = 0; i < tasks.size(); i++) {
      place[i] = first.computeIfAbsent(IntBuffer.wrap(tasks.get(i).prompt()), p -> ordered.size());
      ordered.add(new Text(i, new GeneratedRow(tasks.get(i), codec)));
    }
    ordered.sort(
        Comparator.comparingInt((Text text) -> text.row().task().prompt().length)
            .thenComparingInt(text -> place[text.index()]));
    return ordered;
  }

  /** The waiting texts that enter now, none while too few places are free. */
  private List<Text> entering(Deque<Text> waiting) {
    List<Text> entering = new ArrayList<>();
    long longest = texts.stream().mapToLong(BatchGenerator::room).max().orElse(0);
    while (!waiting.isEmpty()) {
      Text next = waiting.peek();
      longest = Math.max(longest, room(next));
      long places = Math.max(1, Math.min(mostRows, mostTokens / longest));
      if (texts.size() + entering.size() >= places
          || (entering.isEmpty() && texts.size() > places * (1 - FREE_SHARE))
          || (!decoder.takesPadding() && !mayStandBeside(entering, next))) {
        break;
      }
      entering.add(waiting.poll());
    }
    return entering;
  }

  /** Models that count positions by columns take rows of one length only. */
  private boolean mayStandBeside(List<Text> entering, Text next) {
    return texts.isEmpty()
        && (entering.isEmpty()
            || entering.get(0).row().task().prompt().length == next.row().task().prompt().length);
  }

  private static long room(Text text) {
    return (long) text.row().task().prompt().length + text.row().task().maxTokens();
  }

  /** Reads the prompts of texts, gives each a row and draws its first token. */
  private void admit(List<Text> entering, KeyValueCache cache, DecoderState prompts) {
    Map<IntBuffer, List<Text>> equal = new LinkedHashMap<>();
    for (Text text : entering) {
      equal
          .computeIfAbsent(IntBuffer.wrap(text.row().task().prompt()), p -> new ArrayList<>())
          .add(text);
    }
    List<List<Text>> groups = List.copyOf(equal.values());
    new PromptReader(decoder, prefixes)
        .read(
            equal.keySet().stream().map(IntBuffer::array).toList(),
            prompts,
            (prompt, from, row, pass) -> {
              for (Text text : groups.get(prompt)) {
                cache.copyRow(from, row, cache.addRow());
                texts.add(text);
                draw(text.row(), pass, row);
              }
            });
  }

  /** Reads each row's last token and draws its next. */
  private void step(DecoderState batch) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("Generation was interrupted");
    }
    int[][] tokens = new int[texts.size()][];
    for (int row = 0; row < tokens.length; row++) {
      tokens[row] = new int[] {texts.get(row).row().lastId()};
    }
    OnnxDecoder.Pass pass = decoder.read(batch, tokens, false);
    for (int row = 0; row < tokens.length; row++) {
      draw(texts.get(row).row(), pass, row);
    }
  }

  private void removeEnded(KeyValueCache cache, ObjIntConsumer<Generation> finished) {
    for (int row = texts.size() - 1; row >= 0; row--) {
      Text text = texts.get(row);
      if (text.row().ended()) {
        prefixes.keep(text.row().readTokens(), cache, row);
        cache.removeRow(row);
        Text last = texts.remove(texts.size() - 1);
        if (last != text) {
          texts.set(row, last);
        }
        finished.accept(text.row().result(), text.index());
      }
    }
  }

  private void draw(GeneratedRow row, OnnxDecoder.Pass pass, int index) {
    int from = ((index + 1) * pass.kept() - 1) * vocabulary;
    float[] logits = pass.logits();
    double normaliser = TokenSampler.logSumExp(logits, from, vocabulary);
    if (Double.isNaN(normaliser)) {
      throw new IllegalStateException("the model computed no numbers (NaN logits)");
    }
    SamplingControls controls = row.task().controls();
    int id;
    double logprob;
    if (controls.repetitionPenalty() == 1) {
      id = sampler.draw(logits, from, vocabulary, controls, row.nextUniform());
      logprob = logits[from + id] - normaliser;
    } else {
      float[] penalised = Arrays.copyOfRange(logits, from, from + vocabulary);
      row.penalise(penalised);
      id = sampler.draw(penalised, 0, vocabulary, controls, row.nextUniform());
      logprob = logits[from + id] - normaliser;
    }
    row.add(id, logprob, endIds.contains(id));
  }
}
