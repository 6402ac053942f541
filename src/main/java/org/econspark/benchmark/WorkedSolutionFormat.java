package org.econspark.benchmark;

/**
 * Reads the worked solution of each record in place of its gold answer, for examples in prompts.
 * Records without one are rejected.
 */
public final class WorkedSolutionFormat implements BenchmarkFormat {
  private static final long serialVersionUID = 1L;

  private final BenchmarkFormat format;

  /**
   * @param format of the file
   */
  public WorkedSolutionFormat(BenchmarkFormat format) {
    this.format = format;
  }

  @Override
  public String name() {
    return format.name();
  }

  @Override
  public Layout layout() {
    return format.layout();
  }

  @Override
  public Layout layoutOf(String file) {
    return format.layoutOf(file);
  }

  /** A problem whose gold is the worked solution. */
  @Override
  public Problem parse(String benchmark, RawRecord record) throws InvalidRecordException {
    Problem problem = format.parse(benchmark, record);
    String solution =
        format
            .workedSolution(record)
            .orElseThrow(() -> new Fields(format, record).invalid("it holds no worked solution"));
    return Problems.of(
        benchmark,
        problem.problemId(),
        problem.question(),
        solution,
        problem.grader(),
        problem.kind(),
        problem.level());
  }
}
