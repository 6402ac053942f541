package org.econspark.spark;

import org.apache.spark.api.java.JavaSparkContext;

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

  /** Labels the jobs that this thread starts from now on. */
  void describe(String what) {
    context.setJobGroup(group, group + ": " + what, true);
  }

  void clear() {
    context.clearJobGroup();
  }
}
