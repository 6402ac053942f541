package org.econspark.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;

/**
 * Tokens and money that a run has used, earlier submissions included: every call once, whichever
 * methods share it, and stored answers not at all. Driver side.
 */
final class Spending {
  private static final String[] CALL = {
    "benchmark",
    "problem_id",
    "repeat",
    "role",
    "stage",
    "agent",
    "round",
    "model",
    "seed",
    "prompt_hash",
    "episode_attempt"
  };

  private final Settings.Budget budget;
  private final String runId;
  private long tokens;
  private double costUsd;
  private long mostTokens;
  private double mostCostUsd;

  private Spending(Settings.Budget budget, String runId) {
    this.budget = budget;
    this.runId = runId;
  }

  /** Starts from what the run has stored. */
  static Spending of(Settings settings, RunFiles files) {
    Spending spending = new Spending(settings.budget(), files.runId());
    if (spending.limited() && files.exists("responses")) {
      spending.addCalls(files.read("responses", WaveWriter.responsesSchema()));
      // A wave of this submission may have another size.
      spending.mostTokens = 0;
      spending.mostCostUsd = 0;
    }
    return spending;
  }

  /**
   * @param played rows of {@link ResultSchemas#PLAYED}, persisted
   */
  void add(Dataset<Row> played) {
    if (limited()) {
      addCalls(
          played
              .select(col("benchmark"), explode(col("responses")).as("response"))
              .select("benchmark", "response.*"));
    }
  }

  /** Whether no further wave may begin. */
  boolean usedUp() {
    return budget.maxTokens() > 0 && tokens >= budget.maxTokens()
        || budget.maxCostUsd() > 0 && costUsd >= budget.maxCostUsd();
  }

  /**
   * Whether a wave may begin beside those under way: not if these may use up the budget, each
   * costing as much as the dearest one so far. So the budget is passed by the cost of one wave at
   * most.
   *
   * @param underWay waves that were begun and not yet added
   */
  boolean allowsWave(int underWay) {
    if (underWay == 0 || !limited()) {
      return !usedUp();
    }
    boolean known = mostTokens > 0;
    return known
        && (budget.maxTokens() == 0 || tokens + underWay * mostTokens < budget.maxTokens())
        && (budget.maxCostUsd() == 0 || costUsd + underWay * mostCostUsd < budget.maxCostUsd());
  }

  /** Ends the run. */
  EconException exception() {
    return new EconException(
        ExitCode.BUDGET_USED_UP,
        String.format(
            Locale.ROOT,
            "Run '%s' has used its budget: %d tokens ('run.max-tokens' %d), %.4f US dollars"
                + " ('run.max-cost-usd' %s); what was done is kept, and the same --run-id goes on"
                + " with a higher budget.",
            runId,
            tokens,
            budget.maxTokens(),
            costUsd,
            budget.maxCostUsd()));
  }

  private boolean limited() {
    return budget.maxTokens() > 0 || budget.maxCostUsd() > 0;
  }

  private void addCalls(Dataset<Row> responses) {
    Row sums =
        responses
            .filter(not(col("cached")))
            .dropDuplicates(CALL)
            .agg(
                coalesce(sum(col("prompt_tokens").plus(col("completion_tokens"))), lit(0L)),
                coalesce(sum(col("cost_usd")), lit(0.0)))
            .first();
    tokens += sums.getLong(0);
    costUsd += sums.getDouble(1);
    mostTokens = Math.max(mostTokens, sums.getLong(0));
    mostCostUsd = Math.max(mostCostUsd, sums.getDouble(1));
  }

  private static org.apache.spark.sql.Column not(org.apache.spark.sql.Column column) {
    return org.apache.spark.sql.functions.not(coalesce(column, lit(false)));
  }
}
