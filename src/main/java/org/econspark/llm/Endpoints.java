package org.econspark.llm;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The endpoints of this JVM, each opened once and closed by its last user. Thread-safe. */
final class Endpoints {
  private static final Endpoints SHARED = new Endpoints(System::getenv, RateBudgets.shared());

  private static final class Use {
    private final Endpoint endpoint;
    private int users;

    Use(Endpoint endpoint) {
      this.endpoint = endpoint;
    }
  }

  private final UnaryOperator<String> environment;
  private final RateBudgets budgets;
  private final Map<EndpointSettings, Use> open = new HashMap<>();

  /**
   * @param environment reads a variable, null if it is not set
   */
  Endpoints(UnaryOperator<String> environment, RateBudgets budgets) {
    this.environment = environment;
    this.budgets = budgets;
  }

  /** Those of this JVM, with its environment. */
  static Endpoints shared() {
    return SHARED;
  }

  /** The endpoint of these settings; to be given back. */
  synchronized Endpoint take(EndpointSettings settings) {
    Use use = open.computeIfAbsent(settings, s -> new Use(new Endpoint(s, environment, budgets)));
    use.users++;
    return use.endpoint;
  }

  synchronized void giveBack(Endpoint endpoint) {
    Use use = open.get(endpoint.settings());
    if (use != null && use.endpoint == endpoint && --use.users == 0) {
      open.remove(endpoint.settings());
      endpoint.close();
    }
  }
}
