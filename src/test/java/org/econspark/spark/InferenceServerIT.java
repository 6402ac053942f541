package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.resource.ResourceInformation;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.llm.ChatModel;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.ExecutorServer;
import org.econspark.llm.HealthProbe;
import org.econspark.llm.LoadServer;
import org.econspark.llm.Message;
import org.econspark.llm.ModelPool;
import org.econspark.llm.ModelSettings;
import org.econspark.llm.SamplingControls;
import org.junit.jupiter.api.Test;

/** A small real server, started and ended as an executor does. */
class InferenceServerIT {

  @Test
  void serverIsReadyStartedAgainWhenItDiesAndGoneAtTheEnd() throws Exception {
    int port;
    try (InferenceServer server = InferenceServer.start(settings(1), Map.of());
        InferenceServer second = InferenceServer.start(settings(1), gpus("2", "3"))) {
      port = server.port();
      assertThat(second.port()).as("two servers of one host").isNotEqualTo(port);
      ChatModel model = model();
      assertThat(answer(model)).contains("boxed");

      ProcessHandle.current()
          .descendants()
          .filter(InferenceServerIT::isServer)
          .forEach(ProcessHandle::destroyForcibly);
      assertThat(answer(model)).as("after it was started again").contains("boxed");
    }
    awaitGone(port);
    assertThat(ProcessHandle.current().descendants().filter(InferenceServerIT::isServer)).isEmpty();
  }

  @Test
  void killedJvmLeavesNoServerBehind() throws Exception {
    Process holder =
        new ProcessBuilder(
                java(), "-cp", System.getProperty("java.class.path"), Holder.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      BufferedReader lines = holder.inputReader();
      String line = lines.readLine();
      while (line != null && !line.startsWith("port ")) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull();
      int port = Integer.parseInt(line.substring(5));
      awaitHealthy(port);
      holder.destroyForcibly().waitFor();
      awaitGone(port);
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void serverThatIsEndedWhileItStartsIsGoneToo() throws Exception {
    List<Integer> ports = new ArrayList<>();
    for (int pause = 0; pause < 60; pause += 10) {
      InferenceServer server = InferenceServer.start(settings(1), Map.of());
      ports.add(server.port());
      TimeUnit.MILLISECONDS.sleep(pause);
      server.close();
    }
    TimeUnit.SECONDS.sleep(2);
    for (int port : ports) {
      awaitGone(port);
    }
  }

  @Test
  void commandThatCannotStartIsReported() {
    Settings.Server settings =
        new Settings.Server(
            List.of("/no/such/program"),
            8700,
            8799,
            "/health",
            Duration.ofMillis(1500),
            Duration.ofSeconds(1));
    try (InferenceServer server = InferenceServer.start(settings, Map.of())) {
      assertThat(server.port()).isBetween(8700, 8799);
      assertThatThrownBy(InferenceServerIT::model)
          .isInstanceOf(EconException.class)
          .hasMessageContaining("server.command");
    }
  }

  /** A JVM that is killed while its server runs. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws InterruptedException {
      InferenceServer server = InferenceServer.start(settings(1), Map.of());
      System.out.println("port " + server.port());
      TimeUnit.MINUTES.sleep(2);
    }
  }

  private static Settings.Server settings(int stopSeconds) {
    return new Settings.Server(
        List.of(
            java(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LoadServer.class.getName(),
            "--port",
            "{port}",
            "--latency-ms",
            "5"),
        8700,
        8799,
        "/v1/models",
        Duration.ofSeconds(60),
        Duration.ofSeconds(stopSeconds));
  }

  private static Map<String, ResourceInformation> gpus(String... addresses) {
    return Map.of("gpu", new ResourceInformation("gpu", addresses));
  }

  private static ChatModel model() {
    ModelSettings settings =
        new ModelSettings(
            "openai",
            LoadServer.MODEL,
            ExecutorServer.ADDRESS,
            "",
            Duration.ofSeconds(5),
            4,
            1,
            1,
            Map.of("give-up-after-ms", "60000"));
    return ModelPool.provider("openai").create(settings, "cpu");
  }

  private static String answer(ChatModel model) throws Exception {
    CompletionRequest request =
        new CompletionRequest(
            List.of(new Message("user", "q")),
            "assistant",
            SamplingControls.GREEDY,
            1,
            9,
            List.of(),
            "q");
    return model.complete(List.of(request)).get(0).get(90, TimeUnit.SECONDS).text();
  }

  private static boolean isServer(ProcessHandle process) {
    List<String> arguments = new ArrayList<>();
    process.info().arguments().ifPresent(all -> arguments.addAll(List.of(all)));
    return process.info().command().orElse("").endsWith("java")
        && arguments.contains(LoadServer.class.getName());
  }

  private static void awaitHealthy(int port) throws InterruptedException {
    await(port, true);
  }

  private static void awaitGone(int port) throws InterruptedException {
    await(port, false);
  }

  private static void await(int port, boolean healthy) throws InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + "/v1/models");
    for (int i = 0; i < 600; i++) {
      if (HealthProbe.healthy(address) == healthy) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("server on port " + port + (healthy ? " is not there" : " is left"));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
