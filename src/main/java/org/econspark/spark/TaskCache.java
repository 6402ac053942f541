package org.econspark.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.econspark.llm.CallKey;
import org.econspark.llm.Completion;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.ModelIdentity;
import org.econspark.llm.ResponseCache;

/**
 * The stored answers as one task sees them: reads those of a chunk when it begins, and adds new
 * ones to the files every few seconds, so that a task that dies loses little. One thread.
 */
final class TaskCache implements AutoCloseable {
  private static final int MOST_HELD = 2_000;
  private static final Duration LONGEST_HELD = Duration.ofSeconds(15);

  private final CacheFiles files;
  private List<CacheFiles.Entry> entries;
  private final List<CachedAnswer> held = new ArrayList<>();
  private long heldSince;

  TaskCache(CacheFiles files) {
    this.files = files;
    try {
      this.entries = files.list();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the response cache " + files.folder(), e);
    }
  }

  /** The answers to the calls of a chunk with these problems. */
  ResponseCache ofChunk(Collection<String> problemIds) {
    PlaceRange places = PlaceRange.of(problemIds);
    Map<String, Completion> stored = new HashMap<>();
    try {
      read(places, stored);
    } catch (IOException e) {
      // Another job may have merged away a file while it was read: its answers stand in a new one.
      try {
        entries = files.list();
        read(places, stored);
      } catch (IOException again) {
        again.addSuppressed(e);
        throw new UncheckedIOException("Cannot read the response cache " + files.folder(), again);
      }
    }
    return new ResponseCache() {
      @Override
      public Optional<Completion> find(ModelIdentity model, CompletionRequest request) {
        return stored.isEmpty()
            ? Optional.empty()
            : Optional.ofNullable(stored.get(CallKey.of(model, request)));
      }

      @Override
      public void store(ModelIdentity model, CompletionRequest request, Completion completion) {
        hold(
            new CachedAnswer(
                CallKey.of(model, request),
                places,
                Instant.now().getEpochSecond(),
                model.name(),
                completion));
      }
    };
  }

  private void read(PlaceRange places, Map<String, Completion> stored) throws IOException {
    files.read(entries, places, answer -> stored.put(answer.key(), answer.completion()));
  }

  private void hold(CachedAnswer answer) {
    long now = System.nanoTime();
    if (held.isEmpty()) {
      heldSince = now;
    }
    held.add(answer);
    if (held.size() >= MOST_HELD || now - heldSince > LONGEST_HELD.toNanos()) {
      close();
    }
  }

  /** Adds to the files what is still held; may be used on. */
  @Override
  public void close() {
    if (held.isEmpty()) {
      return;
    }
    try {
      files.write(held);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to the response cache " + files.folder(), e);
    }
    held.clear();
  }
}
