package org.econspark.benchmark;

/** SVAMP (Patel et al. 2021): a story, a question about it and a number written as a float. */
final class SvampFormat implements BenchmarkFormat {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "svamp";
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
        fields.id(benchmark, "ID", "id"),
        join(fields.text("Body"), fields.text("Question")),
        fields.number("Answer"),
        "numeric",
        fields.optional("Type").orElse(""),
        fields.optional("level").orElse(""));
  }

  /** A third of the stories end without punctuation; a bare space would make a run-on. */
  static String join(String body, String question) {
    char last = body.charAt(body.length() - 1);
    if (".!?:;,".indexOf(last) >= 0) {
      return body + " " + question;
    }
    int sentence =
        Math.max(body.lastIndexOf(". "), Math.max(body.lastIndexOf("! "), body.lastIndexOf("? ")));
    boolean conditional = body.substring(sentence < 0 ? 0 : sentence + 2).startsWith("If ");
    return body + (conditional ? ", " : ". ") + question;
  }
}
