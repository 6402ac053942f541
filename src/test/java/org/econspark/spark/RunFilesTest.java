package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
  @TempDir Path out;

  @Test
  void runThatWritesBesideThisOneKeepsItsFiles() throws Exception {
    Path other = out.resolve("_staging/other-summary/part");
    Files.createDirectories(other.getParent());
    Files.createFile(other);
    RunFiles files = new RunFiles(SharedSpark.session(), out.toString(), "r");

    files.replace("levels", SharedSpark.session().range(3).toDF("value"));

    assertThat(other).exists();
    assertThat(SharedSpark.session().read().parquet(files.path("levels")).count()).isEqualTo(3);
  }

  @Test
  void submissionsOfOneRunMayCheckAtTheSameTime() {
    RunFiles files = new RunFiles(SharedSpark.session(), out.toString(), "r");
    IntStream.range(0, 200).parallel().forEach(submission -> files.checkWritable());
    assertThat(out.resolve("_staging")).isEmptyDirectory();
  }

  @Test
  void nothingStaysBehindOtherwise() {
    RunFiles files = new RunFiles(SharedSpark.session(), out.toString(), "r");

    files.replace("levels", SharedSpark.session().range(3).toDF("value"));

    assertThat(out.resolve("_staging")).doesNotExist();
  }
}
