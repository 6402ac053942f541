package org.econspark.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.config.NearestName;
import org.econspark.error.EconException;
import org.econspark.spark.ResultViews;
import org.econspark.spark.SqlScripts;
import org.econspark.spark.StableRead;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql}: asks the result tables a question in SQL. */
@Command(
    name = "sql",
    description = {
      "Asks the result tables a question in Spark SQL.",
      "Without a question: lists those that ship with the project (jobs/sql/questions)."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "%nExamples:",
      "  jobs/econ sql accuracy",
      "  jobs/econ sql flips --run-id tuesday --compare monday",
      "  jobs/econ sql --query \"SELECT status, count(*) FROM episodes GROUP BY status\" --json"
    })
final class SqlCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "QUESTION",
      description = "Name of a question that ships with the project.")
  private String name;

  @Option(names = "--query", paramLabel = "SQL", description = "A query of your own.")
  private String query;

  @Option(names = "--file", paramLabel = "FILE", description = "File with a query of your own.")
  private Path file;

  @Option(
      names = "--runs",
      paramLabel = "URI",
      defaultValue = "runs",
      description = "Where the result tables are; default: runs.")
  private String runs;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Run that questions are about; default: the newest evaluation.")
  private String runId;

  @Option(
      names = "--compare",
      paramLabel = "ID",
      description = "Run to compare it with; default: the evaluation before it.")
  private String compare;

  @Option(names = "--json", description = "Print rows as JSON lines.")
  private boolean json;

  @Option(names = "--markdown", description = "Print rows as a table of Markdown.")
  private boolean markdown;

  @Override
  public void run() {
    if (name == null && query == null && file == null) {
      List<List<String>> rows = new ArrayList<>();
      SqlScripts.questions().forEach((key, question) -> rows.add(List.of(key, question.title())));
      System.out.print(RowTable.render(List.of("question", "asks"), rows));
      System.err.println("Ask one with 'jobs/econ sql QUESTION'.");
      return;
    }
    if (json && markdown) {
      throw EconException.usage("Invalid command line: give one of --json and --markdown.");
    }
    String sql = sql();
    SparkSession spark = SparkSessions.start();
    try {
      System.out.print(StableRead.of(runs, () -> answer(spark, sql)));
    } finally {
      spark.stop();
    }
  }

  private String sql() {
    if ((name != null ? 1 : 0) + (query != null ? 1 : 0) + (file != null ? 1 : 0) > 1) {
      throw EconException.usage("Invalid command line: give one of QUESTION, --query and --file.");
    }
    if (name != null) {
      Map<String, SqlScripts.Question> questions = SqlScripts.questions();
      if (!questions.containsKey(name)) {
        throw EconException.usage(
            "Unknown question '"
                + name
                + "'"
                + NearestName.hint(name, questions.keySet())
                + "; 'jobs/econ sql' lists them.");
      }
      return questions.get(name).sql();
    }
    List<String> statements = SqlScripts.statements(query != null ? query : text(file));
    if (statements.size() != 1) {
      throw EconException.usage(
          "Invalid query: expected one statement, found " + statements.size() + ".");
    }
    return statements.get(0);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw EconException.usage("Cannot read --file " + file + ": no such readable file.");
    }
  }

  private static Dataset<Row> ask(SparkSession spark, String sql) {
    try {
      return spark.sql(sql);
    } catch (Exception e) {
      // Scala does not declare it: the compiler would call a narrower catch unreachable.
      if (e instanceof AnalysisException) {
        throw EconException.usage(
            "Cannot run the query: " + e.getMessage().lines().findFirst().orElse(""));
      }
      throw e;
    }
  }

  private String answer(SparkSession spark, String sql) {
    ResultViews views = new ResultViews(spark, runs);
    views.create();
    if (runId != null || compare != null) {
      views.choose(runId, compare);
    }
    Dataset<Row> answer = ask(spark, sql);
    if (json) {
      return answer.toJSON().collectAsList().stream()
          .map(row -> row + System.lineSeparator())
          .collect(Collectors.joining());
    }
    List<Row> rows = answer.collectAsList();
    if (rows.isEmpty()) {
      System.err.println("No rows; 'jobs/econ sql runs' shows which runs there are.");
    } else if (name != null) {
      System.err.println("More questions are listed by 'jobs/econ sql'.");
    }
    return markdown
        ? RowTable.markdown(answer.columns(), rows)
        : RowTable.of(answer.columns(), rows);
  }
}
