package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  @Test
  void manyBatchesDoNotMakeTheProcessGrow() throws Exception {
    assumeTrue(Files.exists(STATUS), "resident memory is read from " + STATUS);
    try (OnnxChatModel model = TestModels.load(TestModels.MINIATURE)) {
      for (int i = 0; i < 30; i++) {
        run(model, i);
      }
      long before = residentKilobytes();
      for (int i = 0; i < 150; i++) {
        run(model, i);
      }
      // 150 batches hold some 150 MB of caches in turn; Java's own heap may move by a little.
      assertThat(residentKilobytes() - before).isLessThan(40_000);
    }
  }

  private static void run(OnnxChatModel model, int round) {
    List<CompletionRequest> requests = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      SamplingControls hot = new SamplingControls(1.5, 1, 0, 1);
      requests.add(TestModels.solve("Anna has " + i / 2 + " apples.", hot, round * 8L + i, 40));
    }
    model.complete(requests).forEach(answer -> assertThat(answer.join().text()).isNotNull());
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
