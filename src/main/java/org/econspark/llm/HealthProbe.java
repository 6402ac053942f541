package org.econspark.llm;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a server whether it is ready. */
public final class HealthProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private HealthProbe() {}

  /** Whether it answers with status 200, to the last byte, within two seconds. */
  public static boolean healthy(URI address) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).GET().build();
    CompletableFuture<HttpResponse<Void>> sending =
        CLIENT.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      return sending.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).statusCode() == 200;
    } catch (ExecutionException e) {
      return false;
    } catch (TimeoutException e) {
      sending.cancel(true);
      return false;
    }
  }
}
