package org.econspark.benchmark;

/**
 * GSM-Hard (Gao et al. 2022, version 2): {@code input}, {@code target} as a JSON float with the
 * noise of the program that made it, and {@code code}, which is never run nor shown.
 */
final class GsmHardFormat implements BenchmarkFormat {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "gsm-hard";
  }

  @Override
  public Layout layout() {
    return Layout.LINES;
  }

  @Override
  public Problem parse(String benchmark, RawRecord record) throws InvalidRecordException {
    Fields fields = new Fields(this, record);
    return Problems.of(
        benchmark,
        fields.id(benchmark, "id"),
        fields.text("input"),
        fields.number("target"),
        "numeric-approximate",
        fields.optional("kind").orElse(""),
        fields.optional("level").orElse(""));
  }
}
