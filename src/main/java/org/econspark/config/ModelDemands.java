package org.econspark.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.econspark.llm.ModelSettings;

/**
 * Checks that models can do what settings will ask of them, before a call is paid for that could
 * only be refused.
 */
record ModelDemands(Settings.Models models, List<String> problems) {
  /** What a server may call the penalty, in {@code supports}. */
  private static final Set<String> PENALTY_NAMES = Set.of("repetition_penalty", "repeat_penalty");

  private static final Set<String> PENALTY_PROFILES = Set.of("penalty-2d", "all-3d");
  private static final Set<String> LOCAL = Set.of("embedded", "onnx");

  /** Executors take the controls that agents choose, and those that are fixed. */
  void controls(Settings.ControlRanges ranges, List<Settings.FixedControls> fixed) {
    boolean chosen = PENALTY_PROFILES.contains(ranges.profile());
    for (int agent = 0; agent < models.executors().size(); agent++) {
      ModelSettings model = models.executors().get(agent);
      boolean set = agent < fixed.size() && fixed.get(agent).repetitionPenalty() > 1;
      if ((chosen || set) && !takesPenalty(model)) {
        String cause =
            chosen
                ? "'controls.profile' is '" + ranges.profile() + "'"
                : "'controls.fixed["
                    + agent
                    + "].repetition-penalty' is '"
                    + fixed.get(agent).repetitionPenalty()
                    + "'";
        report(
            cause
                + " but model '"
                + model.model()
                + "' takes no repetition penalty; "
                + (chosen ? "set it to econ-2d" : "set it to 1")
                + ", or add repetition_penalty or repeat_penalty to 'supports' of the model if its"
                + " server takes one");
      }
    }
  }

  /** A limit in dollars needs a price for every model that somebody else runs. */
  void budget(Settings.Budget budget) {
    if (budget.maxCostUsd() > 0) {
      models
          .chat()
          .filter(model -> !LOCAL.contains(model.provider()))
          .map(ModelSettings::model)
          .filter(name -> !budget.prices().containsKey(name))
          .forEach(
              name ->
                  report(
                      "'run.max-cost-usd' is '"
                          + budget.maxCostUsd()
                          + "' but model '"
                          + name
                          + "' has no price; add prices { \""
                          + name
                          + "\" { prompt = ..., completion = ... } }"));
    }
  }

  private static boolean takesPenalty(ModelSettings model) {
    return !model.provider().equals("openai")
        || Stream.of(model.extra().getOrDefault("supports", "").split(","))
            .map(String::strip)
            .anyMatch(PENALTY_NAMES::contains);
  }

  /** Once, however many roles a model plays. */
  private void report(String problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }
}
