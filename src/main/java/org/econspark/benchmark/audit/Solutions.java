package org.econspark.benchmark.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.econspark.benchmark.BenchmarkFormat;
import org.econspark.benchmark.InvalidRecordException;
import org.econspark.benchmark.Layout;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.RawRecord;

/**
 * A format that keeps the solutions of the records that it reads until they are taken. One thread
 * at a time; never shipped.
 */
final class Solutions implements BenchmarkFormat {
  private static final long serialVersionUID = 1L;

  private final BenchmarkFormat format;
  private final transient Map<String, String> texts = new HashMap<>();

  Solutions(BenchmarkFormat format) {
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

  @Override
  public Problem parse(String benchmark, RawRecord record) throws InvalidRecordException {
    Problem problem = format.parse(benchmark, record);
    format.gradableText(record).ifPresent(text -> texts.put(problem.problemId(), text));
    return problem;
  }

  Optional<String> take(Problem problem) {
    return Optional.ofNullable(texts.remove(problem.problemId()));
  }
}
