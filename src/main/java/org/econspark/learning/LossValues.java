package org.econspark.learning;

import java.util.LinkedHashMap;
import java.util.Map;
import org.econspark.config.Settings.LearningSettings;

/**
 * The losses of one update, as {@link UpdateReport} reports them.
 *
 * @param gradientNorm largest norm of an agent's or the coordinator side's gradient
 */
record LossValues(
    double local,
    double group,
    double similarity,
    double consistency,
    double control,
    double gradientNorm) {

  static LossValues of(LossGraph graph, double gradientNorm) {
    return new LossValues(
        graph.local().getFloat(),
        graph.groupOfMixer().getFloat(),
        graph.similarity().getFloat(),
        graph.consistency().getFloat(),
        graph.control().getFloat(),
        gradientNorm);
  }

  double encoder(LearningSettings settings) {
    return group + settings.lambdaEncoder() * local;
  }

  double mixer(LearningSettings settings) {
    return group
        + settings.lambdaSimilarity() * similarity
        + settings.lambdaConsistency() * consistency;
  }

  double total(LearningSettings settings) {
    return local + encoder(settings) + mixer(settings) + control;
  }

  /** By the name that a message gives them. */
  Map<String, Double> named() {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("local TD loss", local);
    named.put("group TD loss", group);
    named.put("similarity loss", similarity);
    named.put("consistency loss", consistency);
    named.put("control loss", control);
    named.put("gradient norm", gradientNorm);
    return named;
  }
}
