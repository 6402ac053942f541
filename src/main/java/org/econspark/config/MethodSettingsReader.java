package org.econspark.config;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Locale;
import org.econspark.config.MethodSettings.Draw;
import org.econspark.config.MethodSettings.Selection;
import org.econspark.config.MethodSettings.TreeSearch;

/** Reads section {@code methods}. */
final class MethodSettingsReader {
  private static final int MOST_SAMPLES = 1024;
  private static final int MOST_STEPS = 1000;

  private final Config config;
  private final List<String> problems;

  MethodSettingsReader(Config config, List<String> problems) {
    this.config = config;
    this.problems = problems;
  }

  MethodSettings read() {
    SettingsReader fewShot = section("few-shot");
    SettingsReader selfConsistency = section("self-consistency");
    SettingsReader bestOfN = section("best-of-n");
    SettingsReader debate = section("debate");
    SettingsReader moa = section("moa");
    SettingsReader tot = section("tot");
    SettingsReader rstar = section("rstar");
    SettingsReader react = section("react");
    return new MethodSettings(
        new MethodSettings.FewShot(fewShot.integer("examples", 1, 64), draw(fewShot)),
        new MethodSettings.Sampling(
            selfConsistency.integer("samples", 1, MOST_SAMPLES), draw(selfConsistency)),
        new MethodSettings.BestOfN(
            bestOfN.integer("samples", 1, MOST_SAMPLES),
            bestOfN.oneOf("by", List.of("score", "logprob")).equals("logprob")
                ? Selection.LOGPROB
                : Selection.SCORE,
            draw(bestOfN)),
        new MethodSettings.Debate(
            debate.integer("agents", 2, 64), debate.integer("rounds", 1, 64), draw(debate)),
        new MethodSettings.Mixture(
            moa.integer("agents", 1, 64),
            moa.integer("layers", 1, 64),
            moa.oneOf("aggregation", List.of("synthesis", "judgement")).equals("judgement")
                ? MethodSettings.Aggregation.JUDGEMENT
                : MethodSettings.Aggregation.SYNTHESIS,
            draw(moa)),
        new MethodSettings.TreeOfThoughts(
            tot.integer("breadth", 1, MOST_SAMPLES),
            tot.integer("proposals", 1, MOST_SAMPLES),
            tot.integer("depth", 1, MOST_STEPS),
            draw(tot)),
        search(section("rap")),
        new MethodSettings.RStar(search(rstar), rstar.integer("checks", 1, 64)),
        new MethodSettings.React(
            react.integer("turns", 1, MOST_STEPS),
            react.integer("max-tokens", 1, 1_000_000),
            draw(react)));
  }

  private static TreeSearch search(SettingsReader reader) {
    return new TreeSearch(
        reader.integer("iterations", 1, MOST_SAMPLES),
        reader.integer("children", 1, MOST_SAMPLES),
        reader.integer("depth", 1, MOST_STEPS),
        reader.number("exploration", 0, 1000),
        draw(reader));
  }

  private static Draw draw(SettingsReader reader) {
    return new Draw(reader.number("temperature", 0, 2), reader.number("top-p", 0.01, 1));
  }

  private SettingsReader section(String name) {
    return new SettingsReader(
        config.getConfig(name), String.format(Locale.ROOT, "methods.%s.", name), problems);
  }
}
