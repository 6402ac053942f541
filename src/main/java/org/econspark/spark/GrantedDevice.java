package org.econspark.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * The device that a task computes on.
 *
 * @param name {@code cpu} or {@code cuda:<index>}, where the index counts the devices that this
 *     process can see
 * @param address of the GPU as granted by Spark, null without one
 */
record GrantedDevice(String name, String address) {

  /** Asks Spark which GPU the running task was given. */
  static GrantedDevice ofTask() {
    ResourceInformation gpu = TaskContext.get().resourcesJMap().get("gpu");
    return gpu == null
        ? new GrantedDevice("cpu", null)
        : of(gpu.addresses()[0], System.getenv("CUDA_VISIBLE_DEVICES"));
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
      throw new IllegalStateException(
          "Cannot use GPU "
              + address
              + " granted by Spark: CUDA_VISIBLE_DEVICES is '"
              + visible
              + "'; make the discovery script report the same devices.");
    }
    return new GrantedDevice("cuda:" + position, address);
  }
}
