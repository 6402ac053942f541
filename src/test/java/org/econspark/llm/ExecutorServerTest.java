package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExecutorServerTest {

  @AfterEach
  void stop() {
    ExecutorServer.stopped();
  }

  @Test
  @Timeout(60)
  void serverThatStartsAgainIsWaitedForAsLongAsItsStartMayTake() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ExecutorServer.expect(Duration.ofSeconds(50));
    ExecutorServer.listensAt(URI.create("http://127.0.0.1:" + port + "/v1"));
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
            Map.of("give-up-after-ms", "500", "retry-base-ms", "1"));
    try (OpenAiChatModel model =
        new OpenAiChatModel(settings, new Endpoints(name -> null, new RateBudgets()))) {
      var answer =
          model
              .complete(
                  List.of(
                      new CompletionRequest(
                          List.of(new Message("user", "q")),
                          "assistant",
                          SamplingControls.GREEDY,
                          1,
                          9,
                          List.of(),
                          "q")))
              .get(0);
      TimeUnit.SECONDS.sleep(3);
      try (LoadServer reloaded =
          new LoadServer(port, 4, Duration.ofMillis(1), body -> "\\boxed{7}")) {
        assertThat(answer.get(30, TimeUnit.SECONDS).text()).contains("7");
      }
    }
  }
}
