package org.econspark.llm;

import java.net.URI;
import java.time.Duration;
import org.econspark.error.EconException;

/**
 * Where the inference server beside this Spark executor listens. Told by the plugin that starts it,
 * asked by models whose {@code base-url} is {@link #ADDRESS}.
 */
public final class ExecutorServer {
  /** A {@code base-url} that means the server of the executor that the task runs on. */
  public static final String ADDRESS = "executor:";

  /** The same where a URI is asked for. */
  static final URI PLACE = URI.create(ADDRESS + "/");

  private static URI url;
  private static Duration patience = Duration.ZERO;
  private static long readyBy;
  private static boolean expected;
  private static String failure;

  private ExecutorServer() {}

  /** A server is being started; models may wait that long for it. */
  public static synchronized void expect(Duration startTime) {
    expected = true;
    patience = startTime;
    failure = null;
    url = null;
    readyBy = System.nanoTime() + patience.toNanos();
  }

  /** How long it may take to start, or to start again; zero where there is none. */
  static synchronized Duration patience() {
    return patience;
  }

  /** It is healthy at that address. */
  public static synchronized void listensAt(URI base) {
    url = base;
    ExecutorServer.class.notifyAll();
  }

  /** It cannot be started. */
  public static synchronized void failed(String why) {
    failure = why;
    ExecutorServer.class.notifyAll();
  }

  /** It is gone for good. */
  public static synchronized void stopped() {
    expected = false;
    patience = Duration.ZERO;
    url = null;
  }

  /**
   * Waits until the server of this JVM is ready; does not where there is none, as on the driver of
   * a cluster.
   *
   * @throws EconException if it does not become ready in time
   */
  static synchronized void await() {
    while (expected && url == null && failure == null && System.nanoTime() < readyBy) {
      try {
        ExecutorServer.class.wait(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw EconException.model("Interrupted while waiting for the inference server.", e);
      }
    }
    if (expected && url == null) {
      throw EconException.model(
          "Cannot use the inference server of this executor: "
              + (failure == null ? "it is not ready in time ('server.start-timeout')" : failure)
              + "; see the executor's log and 'server.command'.",
          null);
    }
  }

  /**
   * @throws EconException if there is no server in this JVM
   */
  static synchronized URI url() {
    if (url == null) {
      throw EconException.model(
          "Cannot call '"
              + ADDRESS
              + "': no inference server runs beside this process; set 'server.command'.",
          null);
    }
    return url;
  }
}
