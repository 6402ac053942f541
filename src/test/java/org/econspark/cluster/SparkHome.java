package org.econspark.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * A Spark distribution for tests: the one that the environment variable {@code
 * ECON_TEST_SPARK_HOME} names (such as the folder of PyPI's {@code pyspark}), or one made of
 * Maven's Spark jars, with a {@code bin/spark-submit} that asks Spark's own launcher for its
 * command as the original does.
 */
final class SparkHome {
  private static final String SPARK_SUBMIT =
      """
      #!/usr/bin/env bash
      set -euo pipefail
      export SPARK_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
      export SPARK_SCALA_VERSION=${SPARK_SCALA_VERSION:-2.12}
      java=${JAVA_HOME:+$JAVA_HOME/bin/}java
      # The launcher prints an empty entry, a line end and the words of the command, NUL between them.
      mapfile -d '' -t words < <("$java" -Xmx128m -cp "$SPARK_HOME/jars/*" \\
        org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
      words[1]=${words[1]#$'\\n'}
      exec "${words[@]:1}"
      """;

  private SparkHome() {}

  static Path find() throws IOException {
    String given = System.getenv("ECON_TEST_SPARK_HOME");
    return given != null
        ? Path.of(given)
        : make(Path.of("target", "test-spark-home").toAbsolutePath());
  }

  private static Path make(Path folder) throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    // Jars of an earlier build could hide that one is missing.
    try (Stream<Path> earlier = Files.list(jars)) {
      for (Path link : earlier.toList()) {
        Files.delete(link);
      }
    }
    String classpath = Files.readString(Path.of("target", "spark-classpath.txt")).strip();
    for (String jar : classpath.split(File.pathSeparator)) {
      Path original = Path.of(jar);
      Files.createSymbolicLink(jars.resolve(original.getFileName()), original);
    }
    Files.writeString(folder.resolve("RELEASE"), "Spark of Maven's jars\n");
    Path submit = Files.createDirectories(folder.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, SPARK_SUBMIT);
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }
}
