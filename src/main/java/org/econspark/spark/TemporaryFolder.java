package org.econspark.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A local folder that is removed when it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {

  static TemporaryFolder create() {
    try {
      return new TemporaryFolder(Files.createTempDirectory("econ-checkpoint-"));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot make a temporary folder", e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot remove temporary folder " + path, e);
    }
  }
}
