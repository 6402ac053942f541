package org.econspark.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.provenance.FlatJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one submission at a time play a run, on any file system that Hadoop knows. Driver side.
 *
 * <p>Object stores cannot create a file only if it is missing, so nothing here relies on that. Each
 * submission writes a claim of its own and then looks for others: it holds the lock when it is
 * alone, which two can never both see as long as the store lists what was written before. A claim
 * is written again and again; one that was not for {@code run.lock.expiry}, by the store's own
 * clock, or whose process on this machine is gone, is taken for dead and removed. An owner that was
 * stopped for longer finds its claim gone and ends before it writes results.
 */
final class RunLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  private static final String HELD = ".held";
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);
  private static final int RENEWALS_PER_EXPIRY = 4;

  private final FileSystem files;
  private final Path folder;
  private final String runId;
  private final Duration expiry;
  private final String token = UUID.randomUUID().toString();
  private final byte[] content;
  private final ScheduledExecutorService renewing =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "econ-run-lock");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean lost;

  /** Another submission's claim. */
  private record Claim(String token, boolean held, String owner) {}

  private RunLock(FileSystem files, Path folder, String runId, Duration expiry) {
    this.files = files;
    this.folder = folder;
    this.runId = runId;
    this.expiry = expiry;
    Map<String, String> owner = new TreeMap<>(ProcessIdentity.current().fields());
    owner.put("user", System.getProperty("user.name"));
    owner.put("since", Instant.now().toString());
    this.content = FlatJson.write(owner).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Waits for the lock as long as the settings say.
   *
   * @throws EconException with {@link ExitCode#RUN_LOCKED} if another submission still holds it
   *     then, with {@link ExitCode#INTERRUPTED} if interrupted while waiting
   */
  static RunLock acquire(
      RunFiles run, Settings.Lock settings, Interruption interruption, PrintStream log) {
    Path folder = run.lockFolder();
    RunLock lock;
    try {
      lock =
          new RunLock(
              withoutChecksums(run.fileSystem(folder)), folder, run.runId(), settings.expiry());
    } catch (IOException e) {
      throw run.unusable(e);
    }
    try {
      lock.waitUntilAlone(settings.patience(), interruption, log);
      return lock;
    } catch (IOException e) {
      lock.close();
      throw run.unusable(e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void waitUntilAlone(Duration wait, Interruption interruption, PrintStream log)
      throws IOException {
    long end = System.nanoTime() + wait.toNanos();
    boolean told = false;
    while (true) {
      interruption.check();
      writeClaim();
      List<Claim> others = otherLiveClaims();
      if (others.isEmpty()) {
        files.create(held(token), true).close();
        long interval = Math.max(1, expiry.toMillis() / RENEWALS_PER_EXPIRY);
        renewing.scheduleAtFixedRate(this::renew, interval, interval, TimeUnit.MILLISECONDS);
        return;
      }
      // Of several that came at once the first by name goes on looking; the others count it as
      // the owner.
      boolean first = others.stream().allMatch(o -> token.compareTo(o.token()) < 0);
      boolean contested = first && others.stream().noneMatch(Claim::held);
      if (!contested && System.nanoTime() >= end) {
        throw locked(others.get(0), wait);
      }
      if (!contested && !told) {
        told = true;
        log.printf(
            "Run %s is being played by %s; waiting up to %d s for it%n",
            runId, others.get(0).owner(), wait.toSeconds());
      }
      if (!first) {
        files.delete(claim(token), false);
      }
      pause();
    }
  }

  private EconException locked(Claim owner, Duration wait) {
    return new EconException(
        ExitCode.RUN_LOCKED,
        "Cannot play run '"
            + runId
            + "': "
            + owner.owner()
            + " is playing it"
            + (wait.isZero() ? "" : " and did not finish in " + wait.toSeconds() + " s")
            + "; wait for it, raise 'run.lock.wait', or choose another --run-id. If it is dead, its"
            + " lock in "
            + folder
            + " ends "
            + expiry.toSeconds()
            + " s after its last sign of life.");
  }

  /**
   * To be called before results are written.
   *
   * @throws EconException if another submission took this one for dead
   */
  void requireHeld() {
    try {
      if (!lost && files.exists(claim(token))) {
        return;
      }
    } catch (IOException e) {
      LOG.warn("Cannot look at the lock of run {}: {}", runId, e.toString());
      return;
    }
    lost = true;
    throw new EconException(
        ExitCode.RUN_LOCKED,
        "Cannot go on with run '"
            + runId
            + "': this submission gave no sign of life for "
            + expiry.toSeconds()
            + " s ('run.lock.expiry') and another one took over; what it had committed is kept.");
  }

  /** Whether the lock was, at the last look, not taken over by another submission. */
  boolean held() {
    return !lost;
  }

  @Override
  public void close() {
    renewing.shutdownNow();
    try {
      renewing.awaitTermination(LOOK_INTERVAL.toMillis() * 8, TimeUnit.MILLISECONDS);
      files.delete(claim(token), false);
      files.delete(held(token), false);
    } catch (IOException e) {
      LOG.warn("Cannot remove the lock of run {}: {}", runId, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Never brings back a claim that another submission has removed. */
  private void renew() {
    try {
      if (files.exists(claim(token))) {
        writeClaim();
      } else {
        lost = true;
      }
    } catch (IOException | RuntimeException e) {
      // The store may be away for a while; the next renewal comes soon.
      LOG.warn("Cannot renew the lock of run {}: {}", runId, e.toString());
    }
  }

  private void writeClaim() throws IOException {
    try (FSDataOutputStream out = files.create(claim(token), true)) {
      out.write(content);
    }
  }

  private List<Claim> otherLiveClaims() throws IOException {
    List<FileStatus> all = Arrays.asList(files.listStatus(folder));
    Set<String> heldTokens =
        all.stream()
            .map(status -> status.getPath().getName())
            .filter(name -> name.endsWith(HELD))
            .map(name -> name.substring(0, name.length() - HELD.length()))
            .collect(Collectors.toSet());
    // This submission's claim was written just now: its time is what the store's clock shows.
    long now =
        all.stream()
            .filter(status -> status.getPath().getName().equals(token))
            .mapToLong(FileStatus::getModificationTime)
            .findFirst()
            .orElseGet(System::currentTimeMillis);
    List<Claim> live = new ArrayList<>();
    for (FileStatus status : all) {
      String name = status.getPath().getName();
      if (name.endsWith(HELD) || name.equals(token)) {
        continue;
      }
      Map<String, String> owner = owner(status.getPath());
      if (now - status.getModificationTime() > expiry.toMillis()
          || ProcessIdentity.parse(owner).hasEnded()) {
        LOG.warn("Removing the lock of a submission of run {} that is dead: {}", runId, owner);
        files.delete(status.getPath(), false);
        files.delete(held(name), false);
      } else {
        live.add(new Claim(name, heldTokens.contains(name), described(owner)));
      }
    }
    live.sort((a, b) -> Boolean.compare(b.held(), a.held()));
    return live;
  }

  /** Claims are written over while others read them, which checksum files do not go with. */
  private static FileSystem withoutChecksums(FileSystem files) {
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  /** Empty while the claim is being written or is gone again. */
  private Map<String, String> owner(Path claim) {
    try (InputStream in = files.open(claim)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.isEmpty() ? Map.of() : FlatJson.flatten(text);
    } catch (IOException | IllegalArgumentException e) {
      return Map.of();
    }
  }

  private static String described(Map<String, String> owner) {
    return owner.isEmpty()
        ? "another submission"
        : String.format(
            "process %s of %s on %s, since %s",
            owner.get("process"), owner.get("user"), owner.get("host"), owner.get("since"));
  }

  private void pause() {
    try {
      Thread.sleep(LOOK_INTERVAL.toMillis() + ThreadLocalRandom.current().nextLong(100));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for run " + runId, e);
    }
  }

  private Path claim(String name) {
    return new Path(folder, name);
  }

  private Path held(String name) {
    return new Path(folder, name + HELD);
  }
}
