package org.econspark.spark;

import java.io.Serializable;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.econspark.llm.RateBudgets;
import org.econspark.llm.RateLedger;

/**
 * What the JVMs of a job do together: the driver keeps the ledgers of the rate budgets, executors
 * get their permits from it, and each executor runs an inference server where the settings ask for
 * one.
 */
public final class JobPlugin implements SparkPlugin {

  private record PermitAsk(RateBudgets.Key key, RateLedger.Ask ask) implements Serializable {}

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverSide();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorSide();
  }

  private static final class DriverSide implements DriverPlugin {
    private final RateBudgets budgets = new RateBudgets();

    @Override
    public Map<String, String> init(SparkContext context, PluginContext plugin) {
      // The driver's own calls count too.
      RateBudgets.shared().connect(budgets::askHere);
      return Map.of();
    }

    @Override
    public void shutdown() {
      RateBudgets.shared().connect(null);
    }

    /** Of the JDK's types: an executor reads answers with a class loader that lacks this jar. */
    @Override
    public long[] receive(Object message) {
      PermitAsk permits = (PermitAsk) message;
      RateLedger.Grant grant = budgets.askHere(permits.key(), permits.ask());
      return new long[] {grant.second(), grant.requests(), grant.tokens()};
    }
  }

  private static final class ExecutorSide implements ExecutorPlugin {
    private InferenceServer server;

    @Override
    public void init(PluginContext plugin, Map<String, String> configuration) {
      RateBudgets.shared().connect((key, ask) -> askDriver(plugin, key, ask));
      server = InferenceServer.start(ServerOptions.of(plugin.conf()), plugin.resources());
    }

    private static RateLedger.Grant askDriver(
        PluginContext plugin, RateBudgets.Key key, RateLedger.Ask ask) {
      try {
        long[] granted = (long[]) plugin.ask(new PermitAsk(key, ask));
        return new RateLedger.Grant(granted[0], (int) granted[1], granted[2]);
      } catch (Exception e) {
        // The driver is busy or gone: nothing is granted now, and it will be asked again.
        return new RateLedger.Grant(0, 0, 0);
      }
    }

    @Override
    public void shutdown() {
      RateBudgets.shared().connect(null);
      if (server != null) {
        server.close();
      }
    }
  }
}
