package org.econspark.benchmark;

import java.io.Serializable;
import java.util.Optional;

/** What became of one record: a problem or a rejection, never both. */
public final class Outcome implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final RejectedRecord rejected;

  private Outcome(Problem problem, RejectedRecord rejected) {
    this.problem = problem;
    this.rejected = rejected;
  }

  static Outcome of(Problem problem) {
    return new Outcome(problem, null);
  }

  static Outcome of(RejectedRecord rejected) {
    return new Outcome(null, rejected);
  }

  public Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  public Optional<RejectedRecord> rejected() {
    return Optional.ofNullable(rejected);
  }
}
