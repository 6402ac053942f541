package org.econspark.spark;

import java.io.FileNotFoundException;
import java.util.function.Supplier;
import org.econspark.error.EconException;

/**
 * Reads tables while runs write beside: a run replaces its manifest and commits its waves at any
 * time, and a file that was listed may be gone when it is read.
 */
public final class StableRead {
  private static final int ATTEMPTS = 5;

  private StableRead() {}

  /**
   * What a reading gives, read again from the listing of the files on where one had gone.
   *
   * @param runs place of the tables, for the message
   * @param reading lists the files anew each time, and has no effect before it is complete
   * @throws EconException if files go away each time
   */
  public static <T> T of(String runs, Supplier<T> reading) {
    for (int attempt = 1; ; attempt++) {
      try {
        return reading.get();
      } catch (Exception e) {
        // Spark's exceptions are checked ones that Scala does not declare.
        if (!fileHasGone(e)) {
          throw e;
        }
        if (attempt == ATTEMPTS) {
          throw EconException.data(
              "Cannot read the tables under "
                  + runs
                  + ": their files are replaced while they are read; wait for the runs that write"
                  + " there and ask again.",
              e);
        }
      }
    }
  }

  private static boolean fileHasGone(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileNotFoundException) {
        return true;
      }
    }
    return false;
  }
}
