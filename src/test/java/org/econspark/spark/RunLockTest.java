package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.provenance.FlatJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  private static final PrintStream NO_LOG = new PrintStream(OutputStream.nullOutputStream());
  private static final Settings.Lock AT_ONCE =
      new Settings.Lock(Duration.ZERO, Duration.ofSeconds(60));

  @TempDir private Path out;
  private final Interruption interruption = Interruption.listen("r", NO_LOG);

  @AfterEach
  void stopListening() {
    interruption.close();
  }

  @Test
  void secondSubmissionLeavesAndNamesTheFirst() {
    try (RunLock first = acquire(AT_ONCE)) {
      assertLocked(AT_ONCE)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("choose another --run-id");
      first.requireHeld();
    }
  }

  @Test
  void lockIsFreeAgainAfterClose() throws IOException {
    acquire(AT_ONCE).close();
    acquire(AT_ONCE).close();

    try (Stream<Path> left = Files.list(out.resolve("_locks/r"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void secondSubmissionWaitsForTheFirst() throws Exception {
    RunLock first = acquire(AT_ONCE);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<RunLock> second =
          pool.submit(
              () -> acquire(new Settings.Lock(Duration.ofSeconds(30), Duration.ofSeconds(60))));
      Thread.sleep(600);
      assertThat(second.isDone()).isFalse();
      first.close();
      second.get(20, TimeUnit.SECONDS).close();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void exactlyOneOfSeveralThatComeAtOnceGetsIt() throws Exception {
    int submissions = 6;
    ExecutorService pool = Executors.newFixedThreadPool(submissions);
    try {
      for (int round = 0; round < 3; round++) {
        CyclicBarrier together = new CyclicBarrier(submissions);
        List<Future<RunLock>> all = new ArrayList<>();
        for (int i = 0; i < submissions; i++) {
          all.add(
              pool.submit(
                  () -> {
                    together.await();
                    try {
                      return acquire(AT_ONCE);
                    } catch (EconException e) {
                      assertThat(e.exitCode()).isEqualTo(ExitCode.RUN_LOCKED);
                      return null;
                    }
                  }));
        }
        List<RunLock> got = new ArrayList<>();
        for (Future<RunLock> one : all) {
          RunLock lock = one.get(60, TimeUnit.SECONDS);
          if (lock != null) {
            got.add(lock);
          }
        }
        assertThat(got).hasSize(1);
        got.get(0).close();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void silentOwnerIsTakenForDeadAndEndsWhenItComesBack() throws IOException {
    try (RunLock stopped = acquire(AT_ONCE)) {
      try (Stream<Path> claims = Files.list(out.resolve("_locks/r"))) {
        for (Path claim : claims.toList()) {
          Files.setLastModifiedTime(
              claim, FileTime.from(Instant.now().minus(Duration.ofSeconds(61))));
        }
      }
      try (RunLock second = acquire(AT_ONCE)) {
        second.requireHeld();
        assertThatThrownBy(stopped::requireHeld)
            .hasMessageContaining("another one took over")
            .hasMessageContaining("run.lock.expiry");
        assertThat(stopped.held()).isFalse();
      }
    }
  }

  @Test
  void ownerWhoseProcessIsGoneIsReplacedAtOnce() throws Exception {
    Process process = new ProcessBuilder("true").start();
    ProcessIdentity owner = ProcessIdentity.of(process.toHandle());
    process.waitFor();
    Path folder = Files.createDirectories(out.resolve("_locks/r"));
    Files.writeString(
        folder.resolve("00000000-0000-0000-0000-000000000000"), FlatJson.write(owner.fields()));

    acquire(AT_ONCE).close();
  }

  @Test
  void signsOfLifeKeepTheLockBeyondTheExpiry() throws InterruptedException {
    Settings.Lock brief = new Settings.Lock(Duration.ZERO, Duration.ofSeconds(1));
    try (RunLock owner = acquire(brief)) {
      Thread.sleep(1800);
      assertLocked(brief);
      owner.requireHeld();
    }
  }

  @Test
  void interruptionEndsTheWait() {
    try (RunLock first = acquire(AT_ONCE)) {
      interruption.request();
      assertThatThrownBy(
              () -> acquire(new Settings.Lock(Duration.ofSeconds(30), Duration.ofSeconds(60))))
          .isInstanceOfSatisfying(
              EconException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INTERRUPTED));
      first.requireHeld();
    }
  }

  private RunLock acquire(Settings.Lock settings) {
    RunFiles files = new RunFiles(SharedSpark.session(), out.toString(), "r");
    return RunLock.acquire(files, settings, interruption, NO_LOG);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertLocked(Settings.Lock settings) {
    return assertThatThrownBy(() -> acquire(settings))
        .isInstanceOfSatisfying(
            EconException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.RUN_LOCKED));
  }
}
