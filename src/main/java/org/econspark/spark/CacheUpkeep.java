package org.econspark.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.llm.ModelPool;

/** Keeps the response cache small and says how large it is. Driver side, once for each run. */
final class CacheUpkeep {
  /** More files than that are merged; a task lists and opens them. */
  private static final int MANY_FILES = 200;

  /** Writing a file takes seconds. */
  private static final Duration UNFINISHED_AGE = Duration.ofDays(1);

  private static final int ANSWERS_A_FILE = 5_000;
  private static final PlaceRange EVERYWHERE = new PlaceRange("00000000", "ffffffff");

  private final CacheFiles files;
  private final PrintStream log;

  private CacheUpkeep(CacheFiles files, PrintStream log) {
    this.files = files;
    this.log = log;
  }

  /** Null where nothing is to be stored: no model is remote, or the settings say so. */
  static CacheFiles files(Settings settings, Configuration hadoop) {
    if (!settings.cache().enabled() || !anyRemote(settings)) {
      return null;
    }
    String path = settings.cache().path();
    return new CacheFiles(
        path.isEmpty() ? settings.run().out() + "/_cache" : path,
        settings.cache().expiry(),
        hadoop);
  }

  /** One is enough, in a variant too: calls of the local ones beside it pass the cache by. */
  private static boolean anyRemote(Settings settings) {
    return settings
        .withVariants()
        .flatMap(s -> s.models().chat())
        .anyMatch(model -> ModelPool.provider(model.provider()).remote());
  }

  /** Deletes what is too old or was never finished, and merges small files. */
  static void tidy(CacheFiles files, PrintStream log) {
    try {
      new CacheUpkeep(files, log).tidy();
    } catch (IOException e) {
      throw new EconException(
          ExitCode.USAGE,
          "Cannot use the response cache "
              + files.folder()
              + ": "
              + e.getMessage()
              + "; give another place with 'cache.path' or play with --no-cache.",
          e);
    }
  }

  private void tidy() throws IOException {
    List<CacheFiles.Entry> all = files.list();
    long oldest = files.oldest();
    List<CacheFiles.Entry> expired = all.stream().filter(e -> e.storedAt() < oldest).toList();
    files.delete(expired);
    int unfinished = files.deleteUnfinished(UNFINISHED_AGE);
    List<CacheFiles.Entry> kept =
        new ArrayList<>(all.stream().filter(e -> e.storedAt() >= oldest).toList());
    if (kept.size() > MANY_FILES) {
      merge(kept);
      kept = files.list();
    }
    long bytes = kept.stream().mapToLong(CacheFiles.Entry::bytes).sum();
    log.printf(
        Locale.ROOT,
        "Response cache %s: %d files, %.1f MB%s%s%n",
        files.folder(),
        kept.size(),
        bytes / 1e6,
        expired.isEmpty() ? "" : ", " + expired.size() + " expired files deleted",
        unfinished == 0 ? "" : ", " + unfinished + " unfinished files deleted");
  }

  /**
   * Place by place, so that no more than a few files are in memory. New files are there before old
   * ones go: at no time is an answer missing.
   */
  private void merge(List<CacheFiles.Entry> entries) throws IOException {
    entries.sort((a, b) -> a.places().from().compareTo(b.places().from()));
    List<CachedAnswer> batch = new ArrayList<>();
    List<CacheFiles.Entry> merged = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (CacheFiles.Entry entry : entries) {
      files.read(
          List.of(entry),
          EVERYWHERE,
          answer -> {
            if (keys.add(answer.key())) {
              batch.add(answer);
            }
          });
      merged.add(entry);
      if (batch.size() >= ANSWERS_A_FILE) {
        files.write(batch);
        files.delete(merged);
        batch.clear();
        merged.clear();
        keys.clear();
      }
    }
    if (!batch.isEmpty()) {
      files.write(batch);
    }
    files.delete(merged);
  }
}
