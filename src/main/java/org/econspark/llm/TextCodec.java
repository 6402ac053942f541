package org.econspark.llm;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.econspark.error.EconException;

/**
 * A model's tokenizer with a guard: text that comes from outside is data and never turns into a
 * special token, whatever it holds. Thread-safe.
 */
final class TextCodec implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Tokens beside the plain vocabulary that have a meaning to the model, by their text. */
  private final Map<String, Integer> markers;

  private TextCodec(HuggingFaceTokenizer tokenizer, Map<String, Integer> markers) {
    this.tokenizer = tokenizer;
    this.markers = markers;
  }

  /**
   * Loads {@code tokenizer.json}.
   *
   * @throws EconException if the file is not a tokenizer
   */
  static TextCodec load(ModelFiles files) {
    OnnxEngine.prepareDjl();
    byte[] content = files.tokenizerBytes();
    try {
      JsonNode added = new ObjectMapper().readTree(content).path("added_tokens");
      Map<String, Integer> markers = new LinkedHashMap<>();
      for (JsonNode token : added) {
        String text = token.path("content").asText();
        // Runs of blanks are added tokens of some models: plain text, and harmless.
        if (!text.isBlank()) {
          markers.put(text, token.path("id").asInt());
        }
      }
      HuggingFaceTokenizer tokenizer =
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(content),
              Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
      return new TextCodec(tokenizer, markers);
    } catch (IOException | RuntimeException e) {
      throw EconException.model(
          "Cannot read "
              + files.tokenizerName()
              + ": not a Hugging Face tokenizer ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given")
              + "); export the model again with its fast tokenizer.",
          e);
    }
  }

  /** Id of a special token, if the model has it. */
  OptionalInt marker(String text) {
    Integer id = markers.get(text);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** Tokens of text that is data: special tokens inside it are spelled out. */
  int[] encodeData(String text) {
    return encodePieces(split(text));
  }

  /**
   * Tokens of pieces one after another. Each may hold special tokens; none arises where two pieces
   * meet.
   */
  int[] encodePieces(List<String> pieces) {
    int[] ids = {};
    for (String piece : pieces) {
      if (piece.isEmpty()) {
        continue;
      }
      long[] part = locked(() -> tokenizer.encode(piece, false, false).getIds());
      int start = ids.length;
      ids = Arrays.copyOf(ids, start + part.length);
      for (int i = 0; i < part.length; i++) {
        ids[start + i] = Math.toIntExact(part[i]);
      }
    }
    return ids;
  }

  /**
   * Tokens of one whole text for an embedding model, with what its tokenizer puts around it.
   *
   * @param limit most tokens; a longer text loses its end, not the closing token
   */
  int[] encodeSequence(String text, int limit) {
    // A space inside a marker keeps it from being one; the loss is nothing to an embedding.
    long[] ids =
        locked(() -> tokenizer.encode(String.join(" ", split(text)), true, false).getIds());
    int[] sequence = new int[Math.min(ids.length, limit)];
    for (int i = 0; i < sequence.length; i++) {
      sequence[i] = Math.toIntExact(ids[i]);
    }
    if (ids.length > limit) {
      sequence[limit - 1] = Math.toIntExact(ids[ids.length - 1]);
    }
    return sequence;
  }

  /**
   * Cuts text so that no special token lies within one piece. A special token of a single character
   * cannot be cut; it becomes U+FFFD.
   */
  List<String> split(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      String found = markerAt(text, i);
      if (found == null) {
        continue;
      }
      int first = Character.charCount(text.codePointAt(i));
      if (found.length() == first) {
        text = text.substring(0, i) + '\uFFFD' + text.substring(i + first);
      } else {
        pieces.add(text.substring(start, i + first));
        start = i + first;
      }
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  /** The text of tokens, special ones left out. */
  String decode(int[] ids, int from, int to) {
    long[] part = new long[to - from];
    for (int i = from; i < to; i++) {
      part[i - from] = ids[i];
    }
    return locked(() -> tokenizer.decode(part, true));
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      tokenizer.close();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Keeps {@link #close} from freeing the native tokenizer under a call. */
  private <T> T locked(Supplier<T> call) {
    lock.readLock().lock();
    try {
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private String markerAt(String text, int position) {
    for (String marker : markers.keySet()) {
      if (text.startsWith(marker, position)) {
        return marker;
      }
    }
    return null;
  }
}
