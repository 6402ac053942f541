package org.econspark.spark;

import java.util.LinkedHashSet;
import java.util.Set;
import org.econspark.config.Settings;
import org.econspark.llm.ModelPool;
import org.econspark.llm.ModelSettings;
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
    Set<ModelSettings> models = new LinkedHashSet<>(settings.models().executors());
    models.add(settings.models().coordinator());
    for (Settings variant : settings.variants().values()) {
      models.addAll(variant.models().executors());
      models.add(variant.models().coordinator());
    }
    models.forEach(model -> ModelPool.provider(model.provider()).probe(model));
  }
}
