package org.econspark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.econspark.cluster.DriverMemoryBenchmark.Measurement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Throughput by number of executor processes, and the driver's memory by number of problems:
 *
 * <pre>./mvnw verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ScalingIT \
 *     -Dit.excluded=s3</pre>
 *
 * <p>{@link ScalingBenchmark} and {@link DriverMemoryBenchmark} are the same without Maven.
 */
@Tag("demonstration")
class ScalingIT {
  @TempDir private Path folder;

  @Test
  void throughputGrowsWithTheExecutors() throws Exception {
    List<ScalingBenchmark.Measurement> measurements = new ArrayList<>();
    try (ScalingBenchmark benchmark = ScalingBenchmark.start(folder, 8, 3)) {
      for (int executors : new int[] {1, 2, 4, 8}) {
        measurements.add(benchmark.measure(executors));
      }
    }
    System.out.print(ScalingBenchmark.table(measurements));
    assertThat(measurements.get(3).linearity(measurements.get(0))).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void driverOfAMillionProblemsNeedsNoMoreMemoryThanOneOfTenThousand() throws Exception {
    try (DriverMemoryBenchmark benchmark = DriverMemoryBenchmark.start(folder)) {
      Measurement small = benchmark.measure(10_000);
      Measurement large = benchmark.measure(1_000_000);
      System.out.print(DriverMemoryBenchmark.table(List.of(small, large)));
      assertThat(large.plannedMb() - small.plannedMb()).isLessThan(64);
      assertThat(large.committedMb().get(2) - small.committedMb().get(2)).isLessThan(64);
    }
  }
}
