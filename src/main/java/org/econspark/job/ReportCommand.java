package org.econspark.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.spark.sql.SparkSession;
import org.econspark.error.EconException;
import org.econspark.report.Report;
import org.econspark.report.ReportPage;
import org.econspark.spark.ReportQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code report}: one HTML file that shows a run. */
@Command(
    name = "report",
    description = {
      "Writes one HTML file that shows a run: results with intervals, charts, and every transcript.",
      "The file needs no network and no other file; it opens in any current browser."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "%nExamples:",
      "  jobs/econ report --run-id tuesday --out tuesday.html",
      "  jobs/econ report --run-id tuesday --compare monday --out changes.html"
    })
final class ReportCommand implements Runnable {
  private static final int MIB = 1 << 20;

  @Option(
      names = "--runs",
      paramLabel = "URI",
      defaultValue = "runs",
      description = "Where the result tables are; default: runs.")
  private String runs;

  @Option(names = "--run-id", paramLabel = "ID", required = true, description = "Run to show.")
  private String runId;

  @Option(
      names = "--compare",
      paramLabel = "ID",
      description = "Run to compare with: shows which answers flipped.")
  private String compare;

  @Option(
      names = "--training",
      paramLabel = "ID",
      description = "Training run whose curves are shown; default: the run itself.")
  private String training;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "File to write; default: report.html.")
  private Path out;

  @Option(
      names = "--max-mb",
      paramLabel = "N",
      defaultValue = "10",
      description = {
        "Most megabytes of the file; default: 10. Texts of episodes that did not flip, fail or go"
            + " wrong are left out first."
      })
  private int maxMegabytes;

  @Option(
      names = "--max-episodes",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Most episodes in the list of transcripts, about; default: 20000.")
  private int maxEpisodes;

  @Override
  public void run() {
    if (maxMegabytes < 2 || maxEpisodes < 1) {
      throw EconException.usage(
          "Invalid limits --max-mb "
              + maxMegabytes
              + " and --max-episodes "
              + maxEpisodes
              + ": expected at least 2 and 1.");
    }
    SparkSession spark = SparkSessions.start();
    try {
      Report report = new ReportQuery(spark, runs, runId, compare, training).read(maxEpisodes);
      write(ReportPage.render(report, (long) maxMegabytes * MIB));
    } finally {
      spark.stop();
    }
    System.out.println(out);
    System.err.println("Open " + out.toAbsolutePath() + " in a browser.");
  }

  private void write(String page) {
    try {
      Path parent = out.toAbsolutePath().getParent();
      Files.createDirectories(parent);
      Path partial = Files.createTempFile(parent, "report", ".partial");
      Files.writeString(partial, page, StandardCharsets.UTF_8);
      Files.move(partial, out, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw EconException.usage(
          "Cannot write the report to " + out + ": " + e.getMessage() + "; choose another --out.");
    }
  }
}
