package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.econspark.llm.LoadServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key in the environment reaches the endpoint and nothing else. */
class SecretsIT {
  private static final String VARIABLE = "ECON_PLANTED";
  private static final String KEY = "planted-6c1f0e5d9b7a";

  /** Of Spark's user interface, beside that with the environment. */
  private static final List<String> PAGES =
      List.of(
          "/jobs/",
          "/stages/",
          "/storage/",
          "/executors/",
          "/executors/threadDump/?executorId=driver",
          "/SQL",
          "/api/v1/applications/%s/environment",
          "/api/v1/applications/%s/allexecutors",
          "/api/v1/applications/%s/jobs",
          "/metrics/json/");

  @TempDir private Path folder;

  @Test
  void plantedKeyIsFoundNowhereButAtTheEndpoint() throws Exception {
    Path out = Files.createDirectory(folder.resolve("runs"));
    Path events = Files.createDirectory(folder.resolve("events"));
    Path log = folder.resolve("log.txt");
    Path data = folder.resolve("problems.jsonl");
    StringBuilder problems = new StringBuilder();
    for (int i = 0; i < 24; i++) {
      problems.append("{\"question\": \"How many are " + i + "?\", \"answer\": \"#### 3\"}\n");
    }
    Files.writeString(data, problems);
    int uiPort;
    try (ServerSocket free = new ServerSocket(0)) {
      uiPort = free.getLocalPort();
    }
    // An unkind server that says the key back in its answers.
    try (LoadServer server =
        new LoadServer(0, 4, Duration.ofMillis(150), body -> "\\boxed{3} by " + KEY)) {
      ProcessBuilder builder =
          new ProcessBuilder(
                  command(
                      uiPort,
                      events,
                      "evaluate",
                      "--data",
                      "gsm8k=" + data,
                      "--method",
                      "econ-fixed",
                      "--run-id",
                      "secret",
                      "--out",
                      out.toString(),
                      "--set",
                      "llm.default.provider=openai",
                      "--set",
                      "llm.default.model=" + LoadServer.MODEL,
                      "--set",
                      "llm.default.base-url=\"" + server.url() + "\"",
                      "--set",
                      "llm.default.api-key-env=" + VARIABLE))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put(VARIABLE, KEY);
      Process process = builder.start();
      try {
        String environment = page(process, "http://127.0.0.1:" + uiPort + "/environment/");
        assertThat(environment)
            .as("the page names the variable")
            .contains("spark.executorEnv." + VARIABLE);
        clean("the environment page", environment);
        String ui = "http://127.0.0.1:" + uiPort;
        String id =
            new ObjectMapper()
                .readTree(page(ui + "/api/v1/applications"))
                .path(0)
                .path("id")
                .asText();
        for (String page : PAGES) {
          clean(page, page(ui + page.formatted(id)));
        }
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
      assertThat(server.authorizations()).containsExactly("Bearer " + KEY);
    }
    assertThat(DuckDb.value(out, "SELECT count(*) FROM $responses")).isEqualTo("120");
    assertThat(DuckDb.value(out, "SELECT text FROM $responses LIMIT 1")).contains("redacted");
    int searched = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        clean(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        searched++;
      }
    }
    assertThat(searched).isGreaterThan(8);
    for (String table : List.of("episodes", "responses", "manifest")) {
      clean(table, DuckDb.query(out, "SELECT * FROM $" + table).toString());
    }
  }

  private static void clean(String place, String text) {
    assertThat(text.contains(KEY)).as("the key stands in %s", place).isFalse();
    for (int before = 0; before < 3; before++) {
      assertThat(text.contains(inBase64(before)))
          .as("the key stands in %s as base64", place)
          .isFalse();
    }
  }

  /** What the key looks like in base64 after that many other bytes, without what they change. */
  private static String inBase64(int before) {
    byte[] key = KEY.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[before + key.length];
    System.arraycopy(key, 0, bytes, before, key.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    int shared = bytes.length % 3 == 0 ? 0 : 1;
    return encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - shared);
  }

  private static String page(String address) throws Exception {
    HttpResponse<String> response =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()
            .send(
                HttpRequest.newBuilder(URI.create(address)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(address).isEqualTo(200);
    return response.body();
  }

  /** Once the page is there; the run goes on meanwhile. */
  private static String page(Process process, String address) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    while (process.isAlive()) {
      try {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200 && response.body().contains("spark.executorEnv.")) {
          return response.body();
        }
      } catch (IOException e) {
        // Not there yet.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("the run ended before its page was there");
  }

  private static List<String> command(int uiPort, Path events, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("conf", "java-options.txt").toAbsolutePath());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=true",
            "-Dspark.ui.port=" + uiPort,
            "-Dspark.eventLog.enabled=true",
            "-Dspark.eventLog.compress=false",
            "-Dspark.eventLog.dir=" + events.toUri(),
            // As people pass keys to the executors of a cluster.
            "-Dspark.executorEnv." + VARIABLE + "=" + KEY,
            "-cp",
            System.getProperty("java.class.path"),
            "org.econspark.job.Main"));
    command.addAll(List.of(arguments));
    return command;
  }
}
