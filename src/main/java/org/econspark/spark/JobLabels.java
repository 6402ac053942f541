package org.econspark.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.econspark.config.Settings;

/** Names what Spark's jobs are for, in its user interface, event log and metrics. Driver side. */
final class JobLabels {
  private final JavaSparkContext context;
  private final String group;

  /**
   * @param group command and run, such as {@code evaluate nightly-7}; jobs of a group can be found
   *     and cancelled together
   */
  JobLabels(JavaSparkContext context, String group) {
    this.context = context;
    this.group = group;
  }

  /** For the jobs of {@code train}; each says beside its epoch what it trains on what. */
  static JobLabels ofTraining(JavaSparkContext context, Settings settings) {
    return new JobLabels(context, "train " + settings.run().id());
  }

  /** Benchmarks and methods of a run, for a label. */
  static String played(Settings settings) {
    return String.join(" ", settings.run().benchmarks())
        + ", "
        + String.join(" ", settings.run().methods());
  }

  /** Labels the jobs that this thread starts from now on. */
  void describe(String what) {
    context.setJobGroup(group, group + ": " + what, true);
  }

  void clear() {
    context.clearJobGroup();
  }
}
