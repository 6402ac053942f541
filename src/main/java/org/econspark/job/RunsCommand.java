package org.econspark.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.error.EconException;
import org.econspark.spark.StoredRuns;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code runs}: lists and deletes runs. */
@Command(
    name = "runs",
    description = "Lists and deletes runs.",
    mixinStandardHelpOptions = true,
    subcommands = {RunsCommand.ListAll.class, RunsCommand.Delete.class})
final class RunsCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list or delete is missing");
  }

  /** {@code runs list}. */
  @Command(
      name = "list",
      description = "Lists the runs with what they played, oldest first.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Runnable {
    @Option(
        names = "--runs",
        paramLabel = "URI",
        defaultValue = "runs",
        description = "Where the result tables are; default: runs.")
    private String runs;

    @Option(names = "--json", description = "Print rows as JSON lines.")
    private boolean json;

    @Override
    public void run() {
      SparkSession spark = SparkSessions.start();
      try {
        Dataset<Row> rows = new StoredRuns(spark, runs).list();
        if (json) {
          rows.toJSON().collectAsList().forEach(System.out::println);
        } else {
          System.out.print(RowTable.of(rows.columns(), rows.collectAsList()));
          System.err.println("Look at one with 'jobs/econ report --run-id ID --out FILE'.");
        }
      } finally {
        spark.stop();
      }
    }
  }

  /** {@code runs delete}. */
  @Command(
      name = "delete",
      description = {
        "Deletes the rows of runs from all result tables, after asking.",
        "Refuses a run that is being played. Checkpoints are kept."
      },
      mixinStandardHelpOptions = true,
      footer = {"%nExample:", "  jobs/econ runs delete tuesday --yes"})
  static final class Delete implements Runnable {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "Runs to delete.")
    private List<String> ids;

    @Option(
        names = "--runs",
        paramLabel = "URI",
        defaultValue = "runs",
        description = "Where the result tables are; default: runs.")
    private String runs;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public void run() {
      SparkSession spark = SparkSessions.start();
      try {
        StoredRuns stored = new StoredRuns(spark, runs);
        for (String id : ids) {
          System.err.println("Run " + id + ":");
          stored.folders(id).forEach(folder -> System.err.println("  " + folder));
        }
        if (!yes && !confirmed()) {
          throw EconException.usage(
              "Nothing was deleted: answer 'yes', or give --yes where nobody can be asked.");
        }
        Settings.Lock lock = new SettingsLoader().load().lock();
        for (String id : ids) {
          stored.delete(id, lock, System.err);
          System.out.println("deleted " + id);
        }
      } finally {
        spark.stop();
      }
    }

    private static boolean confirmed() {
      System.err.print("Delete these folders? Type yes: ");
      System.err.flush();
      try {
        String answer =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return answer != null && answer.strip().equals("yes");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
