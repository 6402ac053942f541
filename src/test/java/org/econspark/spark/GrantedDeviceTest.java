package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class GrantedDeviceTest {

  @Test
  void indexIsTheAddressWhereAllDevicesAreVisible() {
    assertThat(GrantedDevice.of("3", null)).isEqualTo(new GrantedDevice("cuda:3", "3"));
  }

  @Test
  void indexIsThePositionAmongVisibleDevices() {
    assertThat(GrantedDevice.of("3", "5, 3")).isEqualTo(new GrantedDevice("cuda:1", "3"));
  }

  @Test
  void noGpuWhereOneWasAskedForIsAnError() {
    GrantedDevice.checkNotAskedFor(new SparkConf(false));
    assertThatThrownBy(
            () ->
                GrantedDevice.checkNotAskedFor(
                    new SparkConf(false).set("spark.task.resource.gpu.amount", "0.5")))
        .hasMessageContaining("'spark.task.resource.gpu.amount' is 0.5")
        .hasMessageContaining("granted the task none");
  }

  @Test
  void addressThatIsNotVisibleIsAnError() {
    assertThatThrownBy(() -> GrantedDevice.of("3", "0,1"))
        .hasMessageContaining("Cannot use GPU 3")
        .hasMessageContaining("'0,1'");
  }
}
