package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.econspark.llm.CallKey;
import org.econspark.llm.Completion;
import org.econspark.llm.Completion.FinishReason;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.Message;
import org.econspark.llm.ModelIdentity;
import org.econspark.llm.ResponseCache;
import org.econspark.llm.SamplingControls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskCacheTest {
  private static final ModelIdentity MODEL = new ModelIdentity("openai", "m", "f", "chat");

  @TempDir private Path folder;

  @Test
  void storedAnswerIsFoundByAnotherTaskAndMarked() {
    CacheFiles files = files(Duration.ofDays(1));
    try (TaskCache first = new TaskCache(files)) {
      first.ofChunk(List.of("p1", "p2")).store(MODEL, request("q", 1), completion("a \"7\"", 1));
    }
    ResponseCache second = new TaskCache(files).ofChunk(List.of("p2"));

    Completion found = second.find(MODEL, request("q", 1)).orElseThrow();
    assertThat(found.text()).isEqualTo("a \"7\"");
    assertThat(found.cached()).isTrue();
    assertThat(found.attempts()).isZero();
    assertThat(found.completionTokens()).isEqualTo(3);
    assertThat(found.meanLogprob()).isNaN();
    assertThat(second.find(MODEL, request("q", 2))).as("another repeat").isEmpty();
    assertThat(second.find(new ModelIdentity("openai", "m", "g", "chat"), request("q", 1)))
        .as("another endpoint")
        .isEmpty();
  }

  @Test
  void chunksCutOtherwiseFindTheSameAnswers() {
    CacheFiles files = files(Duration.ofDays(1));
    List<String> ids = IntStream.range(0, 200).mapToObj(i -> "p" + i).toList();
    try (TaskCache task = new TaskCache(files)) {
      for (String id : ids) {
        task.ofChunk(List.of(id)).store(MODEL, request(id, 1), completion(id, 1));
      }
    }
    ResponseCache all = new TaskCache(files).ofChunk(ids);
    assertThat(ids).allMatch(id -> all.find(MODEL, request(id, 1)).isPresent());
  }

  @Test
  void writersDoNotDisturbEachOther() throws Exception {
    CacheFiles files = files(Duration.ofDays(1));
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      int number = writer;
      Thread thread =
          new Thread(
              () -> {
                for (int file = 0; file < 5; file++) {
                  try (TaskCache task = new TaskCache(files)) {
                    String id = number + "-" + file;
                    task.ofChunk(List.of(id)).store(MODEL, request(id, 1), completion(id, 1));
                  }
                }
              });
      writers.add(thread);
      thread.start();
    }
    for (Thread thread : writers) {
      thread.join();
    }
    assertThat(files.list()).hasSize(20);
    for (int writer = 0; writer < 4; writer++) {
      String id = writer + "-4";
      assertThat(new TaskCache(files).ofChunk(List.of(id)).find(MODEL, request(id, 1))).isPresent();
    }
  }

  @Test
  void oldAnswersAreNotUsedAndAreDeletedAndManyFilesAreMerged() throws Exception {
    CacheFiles files = files(Duration.ofDays(1));
    long now = Instant.now().getEpochSecond();
    files.write(List.of(answer("old", now - 100_000)));
    for (int i = 0; i < 210; i++) {
      files.write(List.of(answer("new" + i, now)));
    }
    assertThat(new TaskCache(files).ofChunk(List.of("old")).find(MODEL, request("old", 1)))
        .isEmpty();

    java.io.ByteArrayOutputStream log = new java.io.ByteArrayOutputStream();
    CacheUpkeep.tidy(files, new java.io.PrintStream(log));

    assertThat(log.toString()).contains("1 files").contains("1 expired files deleted");
    for (String id : List.of("new0", "new77", "new209")) {
      assertThat(new TaskCache(files).ofChunk(List.of(id)).find(MODEL, request(id, 1))).isPresent();
    }
  }

  @Test
  void filesThatDeadWritersLeftAreDeletedAfterADay() throws Exception {
    CacheFiles files = files(Duration.ZERO);
    files.write(List.of(answer("whole", 1)));
    Path cache = folder.resolve("cache");
    String whole = Path.of(URI.create(files.list().get(0).path())).getFileName().toString();
    Path dead = Files.writeString(cache.resolve("_" + whole), "PAR1");
    Path young =
        Files.writeString(
            cache.resolve("_answers-00000000-00000000-0000000001-" + "0".repeat(32) + ".parquet"),
            "");
    Instant before = Instant.now().minus(Duration.ofHours(25));
    Files.setLastModifiedTime(dead, FileTime.from(before));

    ByteArrayOutputStream log = new ByteArrayOutputStream();
    CacheUpkeep.tidy(files, new PrintStream(log));

    assertThat(log.toString()).contains("1 files").contains(", 1 unfinished files deleted");
    assertThat(dead).doesNotExist();
    assertThat(cache.resolve(whole)).exists();
    assertThat(young).exists();
  }

  @Test
  void fileThatIsMergedAwayWhileItIsReadIsFoundAgain() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set("fs.file.impl", Vanishing.class.getName());
    configuration.setBoolean("fs.file.impl.disable.cache", true);
    CacheFiles files =
        new CacheFiles(folder.resolve("cache").toUri().toString(), Duration.ZERO, configuration);
    files.write(List.of(answer("a", 1)));
    String merged = files.list().get(0).path();
    TaskCache task = new TaskCache(files);
    files.write(List.of(answer("a", 2)));

    Vanishing.failing = merged;
    assertThat(task.ofChunk(List.of("a")).find(MODEL, request("a", 1))).isPresent();

    files.write(List.of(answer("b", 1)));
    Vanishing.failing = "answers";
    assertThatThrownBy(() -> task.ofChunk(List.of("a", "b")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Cannot read the response cache");
  }

  /** Files whose blocks go while they are opened. */
  public static final class Vanishing extends LocalFileSystem {
    private static String failing = "none";

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize)
        throws IOException {
      if (path.toString().contains(failing)) {
        if (failing.endsWith(".parquet")) {
          delete(path, false);
        }
        throw new IOException("Could not obtain block of " + path);
      }
      return super.open(path, bufferSize);
    }
  }

  private CacheFiles files(Duration expiry) {
    return new CacheFiles(folder.resolve("cache").toUri().toString(), expiry, new Configuration());
  }

  private static CachedAnswer answer(String id, long storedAt) {
    return new CachedAnswer(
        CallKey.of(MODEL, request(id, 1)),
        PlaceRange.of(List.of(id)),
        storedAt,
        "m",
        completion(id, 1));
  }

  private static CompletionRequest request(String text, long seed) {
    return new CompletionRequest(
        List.of(new Message("user", text)),
        "assistant",
        SamplingControls.GREEDY,
        seed,
        10,
        List.of(),
        text + "/executor");
  }

  private static Completion completion(String text, int attempts) {
    return new Completion(
        text, FinishReason.STOP, 2, 3, Double.NaN, attempts, 5, false, "127.0.0.1");
  }
}
