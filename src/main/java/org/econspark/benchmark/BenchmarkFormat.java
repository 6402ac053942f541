package org.econspark.benchmark;

import java.io.Serializable;
import java.util.Optional;

/** The published file format of one benchmark. Stateless, thread-safe, shipped to partitions. */
public interface BenchmarkFormat extends Serializable {

  /** Name in settings, e.g. {@code gsm-hard}; see {@link BenchmarkFormats}. */
  String name();

  /** How the published file parts its records. */
  Layout layout();

  /**
   * How a given file parts its records, where a format is published in several forms.
   *
   * @param file path or URI; only its ending is looked at
   */
  default Layout layoutOf(String file) {
    return layout();
  }

  /**
   * Gives one record its meaning.
   *
   * @param benchmark name of the benchmark in this run, e.g. {@code mini-gsm8k}
   * @throws InvalidRecordException if a field is missing, of the wrong type or unreadable; names
   *     the place, the field and what is expected
   */
  Problem parse(String benchmark, RawRecord record) throws InvalidRecordException;

  /**
   * Steps and answer of a record that {@link #parse} accepts, in the form that answers are asked
   * for; empty where the file holds none.
   *
   * @throws InvalidRecordException as {@link #parse}
   */
  default Optional<String> workedSolution(RawRecord record) throws InvalidRecordException {
    return Optional.empty();
  }

  /**
   * The worked solution or the submitted plan of a record, as published; for checking graders,
   * which must read the answer out of it, and never part of a prompt.
   */
  default Optional<String> gradableText(RawRecord record) {
    return Optional.empty();
  }
}
