package org.econspark.spark;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns SIGTERM and SIGINT into a request that a job ends soon and in good order: what is under way
 * is cut off, what is finished is committed, the process ends with exit code 130. A second signal
 * ends the process at once. Driver side; one at a time in a JVM.
 */
public final class Interruption implements AutoCloseable {
  private final String runId;
  private final PrintStream log;
  private final Map<Signal, SignalHandler> previous = new LinkedHashMap<>();
  private boolean requested;
  private Runnable reaction = () -> {};

  private Interruption(String runId, PrintStream log) {
    this.runId = runId;
    this.log = log;
  }

  /** Listens until closed. */
  public static Interruption listen(String runId, PrintStream log) {
    Interruption interruption = new Interruption(runId, log);
    for (String name : new String[] {"TERM", "INT"}) {
      Signal signal = new Signal(name);
      try {
        interruption.previous.put(signal, Signal.handle(signal, s -> interruption.signalled(name)));
      } catch (IllegalArgumentException e) {
        // The JVM was told to keep its signals (-Xrs): then they end the process at once.
        log.printf("Cannot listen to SIG%s: %s%n", name, e.getMessage());
      }
    }
    return interruption;
  }

  private void signalled(String name) {
    boolean again;
    synchronized (this) {
      again = requested;
    }
    if (again) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
    }
    log.printf("SIG%s: run %s ends now and keeps what is finished%n", name, runId);
    request();
  }

  /** What a signal does. */
  void request() {
    Runnable now;
    synchronized (this) {
      requested = true;
      now = reaction;
    }
    now.run();
  }

  public synchronized boolean requested() {
    return requested;
  }

  /**
   * @throws EconException with {@link ExitCode#INTERRUPTED} if the job shall end
   */
  public void check() {
    if (requested()) {
      throw new EconException(
          ExitCode.INTERRUPTED,
          "Run '"
              + runId
              + "' was interrupted; what it had finished is kept, and the same command with --run-id "
              + runId
              + " goes on from there.");
    }
  }

  /** What a request cuts off until the returned handle is closed; at once if there was one. */
  Reaction onRequest(Runnable cutOff) {
    boolean late;
    synchronized (this) {
      reaction = cutOff;
      late = requested;
    }
    if (late) {
      cutOff.run();
    }
    return () -> {
      synchronized (this) {
        reaction = () -> {};
      }
    };
  }

  /** Ends a reaction. */
  interface Reaction extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  public void close() {
    previous.forEach(Signal::handle);
  }
}
