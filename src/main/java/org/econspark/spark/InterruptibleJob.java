package org.econspark.spark;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;

/** Waits for a Spark job that a signal may cut off. */
final class InterruptibleJob {
  private InterruptibleJob() {}

  /**
   * The job's result.
   *
   * @throws org.econspark.error.EconException if the submission was interrupted meanwhile
   * @throws RuntimeException what the job failed with
   */
  static <T> T await(JavaFutureAction<T> job, Interruption interruption) {
    try (var ignored = interruption.onRequest(() -> job.cancel(true))) {
      return result(job, interruption);
    }
  }

  /** As {@link #await}, for a job that its owner cuts off. */
  static <T> T result(JavaFutureAction<T> job, Interruption interruption) {
    try {
      return job.get();
    } catch (InterruptedException e) {
      job.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a Spark job", e);
    } catch (CancellationException e) {
      interruption.check();
      throw e;
    } catch (ExecutionException e) {
      interruption.check();
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
  }
}
