package org.econspark.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.econspark.config.Settings;
import org.econspark.rollout.Applicability;
import org.econspark.rollout.Ensemble;
import org.econspark.rollout.Methods;
import org.econspark.rollout.NamedMethod;

/** Which of a run's methods can be judged on which of its benchmarks. Driver side. */
final class PlayableMethods {

  /** A method that is not played on a benchmark, and why. */
  record Obstacle(String benchmark, String method, String reason) {}

  private final Map<String, List<NamedMethod>> playable = new LinkedHashMap<>();
  private final List<Obstacle> obstacles = new ArrayList<>();

  /**
   * @param models gives the models that settings name
   */
  PlayableMethods(Settings settings, Function<Settings, Ensemble.Models> models) {
    List<NamedMethod> methods = Methods.byNames(settings.run().methods());
    for (String benchmark : settings.run().benchmarks()) {
      List<NamedMethod> played = new ArrayList<>();
      for (NamedMethod method : methods) {
        Settings own = settings.of(method.variant());
        Optional<String> obstacle =
            Applicability.obstacle(
                method.method(), models.apply(own), settings.benchmarks().get(benchmark).format());
        if (obstacle.isEmpty()) {
          played.add(method);
        } else {
          obstacles.add(new Obstacle(benchmark, method.name(), obstacle.get()));
        }
      }
      playable.put(benchmark, List.copyOf(played));
    }
  }

  /** In the order of the settings. */
  List<NamedMethod> on(String benchmark) {
    return playable.get(benchmark);
  }

  List<String> namesOn(String benchmark) {
    return on(benchmark).stream().map(NamedMethod::name).toList();
  }

  List<Obstacle> obstacles() {
    return List.copyOf(obstacles);
  }
}
