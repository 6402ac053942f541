package org.econspark.benchmark;

import java.util.List;

/**
 * A benchmark read into memory.
 *
 * @param problems in file order
 * @param rejected records that make no problem, in file order
 */
public record ReadResult(List<Problem> problems, List<RejectedRecord> rejected) {

  public ReadResult {
    problems = List.copyOf(problems);
    rejected = List.copyOf(rejected);
  }
}
