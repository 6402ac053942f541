package org.econspark.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.econspark.llm.ModelSettings;

/**
 * Checks that all models of one address have the same rate limits: they share one budget, and with
 * two different ones the server would see the sum of both.
 */
final class EndpointBudgets {
  private EndpointBudgets() {}

  static void check(Settings.Models models, List<String> problems) {
    Map<String, ModelSettings> byPrefix = new LinkedHashMap<>();
    byPrefix.put("llm.coordinator.", models.coordinator());
    for (int agent = 0; agent < models.executors().size(); agent++) {
      byPrefix.put("llm.executors[" + agent + "].", models.executors().get(agent));
    }
    byPrefix.put("llm.embedder.", models.embedder());
    byPrefix.values().removeIf(model -> !model.provider().equals("openai"));
    Map<String, String> firstOfAddress = new LinkedHashMap<>();
    byPrefix.forEach(
        (prefix, model) -> {
          String address = model.baseUrl().replaceFirst("/+$", "");
          String first = firstOfAddress.putIfAbsent(address, prefix);
          if (first != null) {
            for (String rate : List.of("requests-per-minute", "tokens-per-minute")) {
              String limit = model.extra().get(rate);
              String expected = byPrefix.get(first).extra().get(rate);
              if (!limit.equals(expected)) {
                problems.add(
                    "'%s%s' is '%s', expected %s as in '%s%s': models of one address share its limits"
                        .formatted(prefix, rate, limit, expected, first, rate));
              }
            }
          }
        });
  }
}
