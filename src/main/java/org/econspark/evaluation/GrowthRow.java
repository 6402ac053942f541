package org.econspark.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a method's cost grows with its executor agents: straight lines through its variants of
 * different size, over all benchmarks.
 *
 * @param method without variant
 * @param agents the sizes, ascending
 * @param calls calls of a problem against agents
 * @param tokens tokens of a problem against agents
 */
public record GrowthRow(String method, List<Double> agents, LinearFit calls, LinearFit tokens)
    implements Serializable {

  /** Methods that were played with at least three sizes. */
  public static List<GrowthRow> of(List<MethodCost> costs) {
    Map<String, Map<Double, MethodCost>> bySize = new LinkedHashMap<>();
    for (MethodCost cost : costs) {
      if (cost.benchmark().equals(ComparisonRow.ALL) && cost.agents() > 0) {
        int variant = cost.method().indexOf('@');
        String base = variant < 0 ? cost.method() : cost.method().substring(0, variant);
        bySize.computeIfAbsent(base, b -> new TreeMap<>()).putIfAbsent(cost.agents(), cost);
      }
    }
    List<GrowthRow> rows = new ArrayList<>();
    bySize.forEach(
        (method, sizes) -> {
          if (sizes.size() >= 3) {
            List<Double> agents = List.copyOf(sizes.keySet());
            rows.add(
                new GrowthRow(
                    method,
                    agents,
                    LinearFit.of(
                        agents, sizes.values().stream().map(MethodCost::callsPerProblem).toList()),
                    LinearFit.of(
                        agents,
                        sizes.values().stream().map(MethodCost::tokensPerProblem).toList())));
          }
        });
    return rows;
  }
}
