package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir private Path folder;

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    assumeThat(Path.of("/bin/bash")).as("bash is needed").exists();
    assertThat(completed("ev")).isEqualTo("evaluate");
    assertThat(completed("runs", "d")).isEqualTo("delete");
    assertThat(completed("report", "--com")).isEqualTo("--compare");
  }

  private String completed(String... words) throws IOException, InterruptedException {
    Path script =
        Files.writeString(folder.resolve("completion"), CommandLineRun.of("completion").out());
    String line = "econ " + String.join(" ", words);
    String program =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_econ; echo \"${COMPREPLY[*]}\""
            .formatted(script, line, words.length);
    Process bash = new ProcessBuilder("/bin/bash", "-c", program).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).isZero();
    return out.strip();
  }
}
