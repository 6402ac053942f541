package org.econspark.cluster;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** GSM8K files of any length. */
final class SyntheticProblems {
  private SyntheticProblems() {}

  /** Written into the folder if it is not there yet. */
  static Path file(Path folder, int count) throws IOException {
    Path file = folder.resolve("problems-" + count + ".jsonl");
    if (Files.notExists(file)) {
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        for (int i = 0; i < count; i++) {
          out.write(
              "{\"question\": \"A shop sells "
                  + i
                  + " apples a day. How many does it sell in two days?\", \"answer\": \"2 x "
                  + i
                  + " = "
                  + 2 * i
                  + "\\n#### "
                  + 2 * i
                  + "\"}\n");
        }
      }
    }
    return file;
  }
}
