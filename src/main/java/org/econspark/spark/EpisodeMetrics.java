package org.econspark.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.function.ToLongFunction;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * The progress counters as a source of Spark's metrics system, named {@code
 * <application>.driver.econ.*}; any sink of Spark can take them. Driver side; one for each Spark
 * application, whose numbers are those of the job that runs.
 */
final class EpisodeMetrics implements Source {
  private static final String NAME = "econ";
  private static volatile ProgressCounters counters;

  private final MetricRegistry registry = new MetricRegistry();

  private EpisodeMetrics() {
    gauge("episodes.done", ProgressCounters.Reading::done);
    gauge("episodes.failed", ProgressCounters.Reading::failed);
    gauge("calls.cached", ProgressCounters.Reading::cachedCalls);
    gauge("tokens.prompt", ProgressCounters.Reading::promptTokens);
    gauge("tokens.completion", ProgressCounters.Reading::tokens);
  }

  /** Shows these counters from now on. */
  static void show(ProgressCounters running) {
    counters = running;
    var system = SparkEnv.get().metricsSystem();
    if (system.getSourcesByName(NAME).isEmpty()) {
      system.registerSource(new EpisodeMetrics());
    }
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  private void gauge(String name, ToLongFunction<ProgressCounters.Reading> value) {
    Gauge<Long> gauge = () -> value.applyAsLong(counters.read());
    registry.register(name, gauge);
  }
}
