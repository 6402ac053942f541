package org.econspark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/gpu-discovery.sh} with stand-ins for nvidia-smi. */
class GpuDiscoveryTest {
  @TempDir private Path folder;

  private record Outcome(int exitCode, String text) {}

  @Test
  void namesTheGpusThatNvidiaSmiLists() throws Exception {
    assertThat(discover("printf '0\\n1\\n'", Map.of()))
        .isEqualTo(new Outcome(0, "{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}\n"));
  }

  @Test
  void namesOnlyVisibleDevices() throws Exception {
    assertThat(discover("printf '0\\n1\\n2\\n'", Map.of("CUDA_VISIBLE_DEVICES", "2, 0")).text())
        .contains("[\"2\", \"0\"]");
  }

  @Test
  void noGpuAndNoDriverAreClearErrors() throws Exception {
    assertThat(discover("true", Map.of()))
        .satisfies(o -> assertThat(o.exitCode()).isEqualTo(1))
        .satisfies(o -> assertThat(o.text()).contains("lists no GPU"));
    assertThat(discover("echo 'No devices were found'; exit 6", Map.of()).text())
        .contains("nvidia-smi failed: No devices were found");
    assertThat(discover(null, Map.of()).text()).contains("cannot find nvidia-smi");
  }

  private Outcome discover(String nvidiaSmi, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path tools = Files.createTempDirectory(folder, "bin");
    for (String tool : List.of("bash", "paste")) {
      script(tools.resolve(tool), "exec /usr/bin/" + tool + " \"$@\"");
    }
    if (nvidiaSmi != null) {
      script(tools.resolve("nvidia-smi"), nvidiaSmi);
    }
    ProcessBuilder builder = new ProcessBuilder("jobs/gpu-discovery.sh").redirectErrorStream(true);
    Map<String, String> all = new HashMap<>(environment);
    all.put("PATH", tools.toString());
    builder.environment().clear();
    builder.environment().putAll(all);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), text);
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
