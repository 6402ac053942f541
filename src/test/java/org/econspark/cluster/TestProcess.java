package org.econspark.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of a test with its log file; ended with all its children when closed. */
public final class TestProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Process process;
  private final Path log;

  private TestProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static TestProcess start(Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return new TestProcess(builder.start(), log);
  }

  /**
   * A command of the application in a JVM of its own on {@code local[2]}, with the class path of
   * the tests.
   *
   * @param options of Java, such as {@code -Dspark.hadoop.KEY=VALUE}
   */
  public static TestProcess application(Path log, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("conf", "java-options.txt").toAbsolutePath());
    command.addAll(List.of("-Xmx1g", "-Dspark.master=local[2]", "-Dspark.ui.enabled=false"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.econspark.job.Main");
    command.addAll(arguments);
    return start(log, Map.of(), command);
  }

  /** Waits for a line of the log and returns the pattern's first group. */
  public String await(Pattern pattern) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      boolean alive = process.isAlive();
      Matcher matcher = pattern.matcher(log());
      if (matcher.find()) {
        return matcher.group(1);
      }
      if (!alive) {
        break;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no '" + pattern + "' in " + log());
  }

  /** Waits until something is so while the process runs. */
  public void await(BooleanSupplier condition) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError("it did not come to that: " + log());
      }
      Thread.sleep(20);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + log());
    }
    return process.exitValue();
  }

  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Process id of the process, or of one that it started, with this word in its command. */
  long descendantWith(String word) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(one -> one.info().commandLine().orElse("").contains(word))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no process with " + word))
        .pid();
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL to the process and everything that it started. */
  public void killAll() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
