package org.econspark.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.econspark.error.EconException;

/**
 * The device that a task computes on.
 *
 * @param name {@code cpu} or {@code cuda:<index>}, where the index counts the devices that this
 *     process can see
 * @param address of the GPU as granted by Spark, null without one
 */
record GrantedDevice(String name, String address) {
  private static final List<String> ASKING =
      List.of("spark.task.resource.gpu.amount", "spark.executor.resource.gpu.amount");

  /**
   * Asks Spark which GPU the running task was given.
   *
   * @throws EconException if the job asked for GPUs and the task was given none
   */
  static GrantedDevice ofTask() {
    ResourceInformation gpu = TaskContext.get().resourcesJMap().get("gpu");
    if (gpu != null) {
      return of(gpu.addresses()[0], System.getenv("CUDA_VISIBLE_DEVICES"));
    }
    checkNotAskedFor(SparkEnv.get().conf());
    return new GrantedDevice("cpu", null);
  }

  /** Never computes on the CPU where a GPU was asked for. */
  static void checkNotAskedFor(SparkConf conf) {
    for (String key : ASKING) {
      if (conf.getDouble(key, 0) > 0) {
        throw EconException.model(
            "Cannot compute on a GPU: '"
                + key
                + "' is "
                + conf.get(key)
                + " but Spark granted the task none; masters local[...] never do, a cluster needs"
                + " 'spark.executor.resource.gpu.amount' and 'spark.task.resource.gpu.amount' both.",
            null);
      }
    }
  }

  /**
   * @param visible value of {@code CUDA_VISIBLE_DEVICES}; where it is set, CUDA numbers devices by
   *     their position in it
   */
  static GrantedDevice of(String address, String visible) {
    if (visible == null || visible.isBlank()) {
      return new GrantedDevice("cuda:" + address, address);
    }
    List<String> devices = Arrays.stream(visible.split(",")).map(String::trim).toList();
    int position = devices.indexOf(address);
    if (position < 0) {
      throw EconException.model(
          "Cannot use GPU "
              + address
              + " granted by Spark: CUDA_VISIBLE_DEVICES is '"
              + visible
              + "'; make the discovery script report the same devices.",
          null);
    }
    return new GrantedDevice("cuda:" + position, address);
  }
}
