package org.econspark.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The published benchmark files, which are not part of the project: the folder in system property
 * {@code econspark.benchmarks}, by default {@code ../shared/benchmarks}.
 */
public final class SharedBenchmarks {

  private SharedBenchmarks() {}

  /** Condition of the tests that need the files. */
  public static boolean present() {
    return Files.isDirectory(folder());
  }

  public static Path file(String name) {
    return folder().resolve(name);
  }

  private static Path folder() {
    return Path.of(System.getProperty("econspark.benchmarks", "../shared/benchmarks"));
  }
}
