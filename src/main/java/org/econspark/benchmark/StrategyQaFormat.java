package org.econspark.benchmark;

import java.util.Optional;

/**
 * StrategyQA (Geva et al. 2021): yes/no questions. {@code facts}, {@code decomposition} and {@code
 * evidence} give the answer away and are left out; {@code evidence} is a heterogeneous array that
 * no schema fits.
 */
final class StrategyQaFormat implements BenchmarkFormat {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "strategyqa";
  }

  @Override
  public Layout layout() {
    return Layout.JSON_ARRAY;
  }

  @Override
  public Problem parse(String benchmark, RawRecord record) throws InvalidRecordException {
    Fields fields = new Fields(this, record);
    return Problems.of(
        benchmark,
        fields.id(benchmark, "qid", "id"),
        fields.text("question"),
        fields.bool("answer") ? "yes" : "no",
        "yes-no",
        fields.optional("kind").orElse(""),
        fields.optional("level").orElse(""));
  }

  /** The facts, one a line, and the answer in a box. */
  @Override
  public Optional<String> workedSolution(RawRecord record) throws InvalidRecordException {
    Fields fields = new Fields(this, record);
    StringBuilder steps = new StringBuilder();
    fields.node("facts").forEach(fact -> steps.append(fact.asText().strip()).append('\n'));
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(steps + "\\boxed{" + (fields.bool("answer") ? "yes" : "no") + "}");
  }
}
