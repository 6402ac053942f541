package org.econspark.spark;

import org.econspark.config.Settings;
import org.econspark.llm.ModelPool;
import org.econspark.rollout.Ensemble;

/** Takes the models of a run from the pool of this JVM. */
final class ModelLoading {
  private ModelLoading() {}

  static Ensemble.Models models(Settings settings, String device) {
    ModelPool pool = ModelPool.shared();
    return new Ensemble.Models(
        pool.model(settings.models().coordinator(), device),
        settings.models().executors().stream().map(m -> pool.model(m, device)).toList(),
        () -> pool.embedder(settings.models().embedder(), device));
  }

  /**
   * Asks every endpoint of a run once whether it can be used.
   *
   * @throws org.econspark.error.EconException if one cannot
   */
  static void probe(Settings settings) {
    settings
        .withVariants()
        .flatMap(s -> s.models().chat())
        .distinct()
        .forEach(model -> ModelPool.provider(model.provider()).probe(model));
  }
}
