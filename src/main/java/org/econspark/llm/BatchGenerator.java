package org.econspark.llm;

import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Generates the texts of one batch, token by token with a cache.
 *
 * <p>Prompts are padded on the left to the length of the longest and equal ones are read once;
 * their cache rows are then copied for each text. Rows that have ended leave the batch. What a row
 * draws depends on its own seed alone.
 *
 * <p>Letters: U = different prompts, B = rows still in the batch, T = tokens in the cache, V =
 * vocabulary. For one batch and one thread.
 */
final class BatchGenerator {

  /**
   * Tokens of one pass over prompts, all rows together. More of them leave the processor's caches
   * and were slower (by a fifth at 4,800), and attention's memory grows with their square.
   */
  private static final int TOKENS_PER_PASS = 1024;

  /** Least columns of a pass, so that a large batch does not read its prompts one by one. */
  private static final int LEAST_COLUMNS = 16;

  /** Most logits of one pass over prompts, to bound memory with large vocabularies (64 MiB). */
  private static final int MAX_LOGITS = 1 << 24;

  /**
   * Copying the cache without the rows that have ended costs about as much as this share of a step
   * of the whole batch; so they leave once they have cost that much.
   */
  private static final double COMPACTION_COST = 0.25;

  private final OnnxDecoder decoder;
  private final TextCodec codec;
  private final Set<Integer> endIds;
  private final TokenSampler sampler = new TokenSampler();
  private final int vocabulary;

  private List<GeneratedRow> rows = new ArrayList<>();
  private int columns;
  private LongBuffer ids;
  private LongBuffer positions;
  private LongBuffer mask;

  BatchGenerator(OnnxDecoder decoder, TextCodec codec, Set<Integer> endIds) {
    this.decoder = decoder;
    this.codec = codec;
    this.endIds = endIds;
    this.vocabulary = decoder.vocabularySize();
  }

  /**
   * @return one text per task, in their order
   * @throws CancellationException if the thread is interrupted
   */
  List<Generation> generate(List<GenerationTask> tasks) {
    List<GeneratedRow> all = new ArrayList<>();
    for (GenerationTask task : tasks) {
      all.add(new GeneratedRow(task, codec));
    }
    rows = new ArrayList<>(all);
    try (NDManager batch = decoder.newManager()) {
      KeyValueCache cache = readPrompts(batch);
      int wasted = 0;
      while (true) {
        int ended = (int) rows.stream().filter(GeneratedRow::ended).count();
        if (ended == rows.size()) {
          break;
        }
        wasted += ended;
        if (wasted > COMPACTION_COST * rows.size()) {
          cache = dropEnded(batch, cache);
          wasted = 0;
        }
        cache = step(batch, cache);
      }
      cache.close();
    }
    return all.stream().map(GeneratedRow::result).toList();
  }

  /** Reads the prompts and draws each row's first token. */
  private KeyValueCache readPrompts(NDManager batch) {
    Map<IntBuffer, Integer> unique = new LinkedHashMap<>();
    int[] source = new int[rows.size()];
    for (int i = 0; i < source.length; i++) {
      source[i] =
          unique.computeIfAbsent(IntBuffer.wrap(rows.get(i).task().prompt()), p -> unique.size());
    }
    List<int[]> prompts = unique.keySet().stream().map(IntBuffer::array).toList();
    columns = prompts.stream().mapToInt(p -> p.length).max().orElseThrow();
    int perPass = columnsPerPass(prompts.size());
    KeyValueCache cache = decoder.emptyCache(batch, prompts.size());
    OnnxDecoder.Pass pass = null;
    for (int from = 0; from < columns; from += perPass) {
      int to = Math.min(columns, from + perPass);
      pass = readColumns(batch, prompts, from, to, cache);
      cache.close();
      cache = pass.cache();
    }
    for (int i = 0; i < source.length; i++) {
      draw(rows.get(i), pass, source[i]);
    }
    if (prompts.size() < rows.size()) {
      KeyValueCache copies = decoder.select(batch, cache, source);
      cache.close();
      cache = copies;
    }
    return cache;
  }

  private int columnsPerPass(int prompts) {
    int most = Math.max(LEAST_COLUMNS, TOKENS_PER_PASS / prompts);
    return decoder.keepsLastLogitsOnly()
        ? most
        : (int) Math.max(1, Math.min(most, MAX_LOGITS / ((long) prompts * vocabulary)));
  }

  private OnnxDecoder.Pass readColumns(
      NDManager batch, List<int[]> prompts, int from, int to, KeyValueCache cache) {
    int length = to - from;
    LongBuffer newIds = longs(prompts.size() * length);
    LongBuffer newPositions = longs(prompts.size() * length);
    LongBuffer seen = longs(prompts.size() * to);
    for (int[] prompt : prompts) {
      int padding = columns - prompt.length;
      for (int column = 0; column < to; column++) {
        seen.put(column < padding ? 0 : 1);
        if (column >= from) {
          newIds.put(column < padding ? 0 : prompt[column - padding]);
          newPositions.put(Math.max(0, column - padding));
        }
      }
    }
    return decoder.forward(
        batch, newIds.flip(), seen.flip(), newPositions.flip(), length, cache, false);
  }

  /** Reads each row's last token and draws its next. */
  private KeyValueCache step(NDManager batch, KeyValueCache cache) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("Generation was interrupted");
    }
    int total = cache.length() + 1;
    reserve(rows.size(), total);
    for (GeneratedRow row : rows) {
      ids.put(row.lastId());
      positions.put(row.ended() ? 0 : row.length() - 1L);
      int padding = total - row.length();
      for (int column = 0; column < total; column++) {
        mask.put(column < padding ? 0 : 1);
      }
    }
    OnnxDecoder.Pass pass =
        decoder.forward(batch, ids.flip(), mask.flip(), positions.flip(), 1, cache, false);
    cache.close();
    for (int i = 0; i < rows.size(); i++) {
      GeneratedRow row = rows.get(i);
      if (row.ended()) {
        row.skip();
      } else {
        draw(row, pass, i);
      }
    }
    return pass.cache();
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

  private KeyValueCache dropEnded(NDManager batch, KeyValueCache cache) {
    int[] live = new int[rows.size()];
    int count = 0;
    List<GeneratedRow> liveRows = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).ended()) {
        live[count++] = i;
        liveRows.add(rows.get(i));
      }
    }
    rows = liveRows;
    KeyValueCache smaller = decoder.select(batch, cache, Arrays.copyOf(live, count));
    cache.close();
    return smaller;
  }

  /** Makes room for the inputs of a step; one allocation serves many steps. */
  private void reserve(int batchRows, int total) {
    if (ids == null) {
      ids = longs(batchRows);
      positions = longs(batchRows);
    }
    if (mask == null || mask.capacity() < batchRows * total) {
      mask = longs(batchRows * (total + 64));
    }
    ids.clear();
    positions.clear();
    mask.clear();
  }

  private static LongBuffer longs(int count) {
    return ByteBuffer.allocateDirect(count * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }
}
