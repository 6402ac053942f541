package org.econspark.benchmark.miniature;

/** The six miniature benchmarks; each mirrors a public one and uses its file format. */
public enum Family {
  GSM8K("mini-gsm8k"),
  GSM_HARD("mini-gsm-hard"),
  MATH("mini-math"),
  SVAMP("mini-svamp"),
  STRATEGYQA("mini-strategyqa"),
  TRAVELPLANNER("mini-travelplanner");

  private final String benchmark;

  Family(String benchmark) {
    this.benchmark = benchmark;
  }

  /** Name of the benchmark in settings and results. */
  public String benchmark() {
    return benchmark;
  }
}
