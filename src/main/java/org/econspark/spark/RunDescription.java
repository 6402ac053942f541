package org.econspark.spark;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.econspark.agent.Prompts;
import org.econspark.config.Settings;
import org.econspark.llm.ModelIdentity;
import org.econspark.provenance.BuildInfo;
import org.econspark.provenance.RunManifest;
import org.econspark.rollout.Ensemble;

/** Writes down what a run that starts now is made of. */
final class RunDescription {
  private RunDescription() {}

  /**
   * @param data fingerprint of each benchmark's selected problems
   */
  static RunManifest of(
      Settings settings, Ensemble.Models models, Map<String, String> data, String sparkVersion) {
    Map<String, String> modelPrints = new TreeMap<>();
    Map<String, String> prompts = new TreeMap<>();
    describe("", models, modelPrints, prompts);
    settings
        .variants()
        .forEach(
            (variant, own) -> {
              if (!own.models().equals(settings.models())) {
                describe(variant + "/", ModelLoading.models(own, "cpu"), modelPrints, prompts);
              }
            });
    BuildInfo build = BuildInfo.load();
    return new RunManifest(
        settings.rendered(),
        data,
        modelPrints,
        prompts,
        Map.of(
            "econ-spark", build.version(),
            "spark", sparkVersion,
            "java", System.getProperty("java.version")),
        build.gitCommit(),
        build.gitDirty(),
        settings.run().seed(),
        Instant.now(),
        null,
        "running");
  }

  private static void describe(
      String prefix,
      Ensemble.Models ensemble,
      Map<String, String> models,
      Map<String, String> prompts) {
    describe(prefix + "coordinator", ensemble.coordinator().identity(), models, prompts);
    for (int i = 0; i < ensemble.executors().size(); i++) {
      describe(prefix + "executor-" + i, ensemble.executors().get(i).identity(), models, prompts);
    }
  }

  private static void describe(
      String role,
      ModelIdentity identity,
      Map<String, String> models,
      Map<String, String> prompts) {
    models.put(role, identity.provider() + ":" + identity.name() + "@" + identity.fingerprint());
    prompts.put(role, Prompts.forStyle(identity.promptStyle()).version());
  }
}
