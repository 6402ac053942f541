package org.econspark.job;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.econspark.spark.PublishedCheckpoints;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code checkpoints}: which trained weights are in use. */
@Command(
    name = "checkpoints",
    description = "Says and changes which trained weights are in use.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CheckpointsCommand.ListAll.class,
      CheckpointsCommand.Publish.class,
      CheckpointsCommand.RollBack.class,
      CheckpointsCommand.Pin.class,
      CheckpointsCommand.Export.class
    })
final class CheckpointsCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "list, publish, rollback, pin or export is missing");
  }

  /** Where checkpoints are published; shared by all subcommands. */
  abstract static class OfHome implements Runnable {
    @Option(
        names = "--home",
        paramLabel = "URI",
        required = true,
        description = "Folder in which checkpoints are published ('checkpoints.home').")
    private String home;

    @Override
    public void run() {
      SparkSession spark = SparkSessions.start();
      try {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        run(hadoop, new PublishedCheckpoints(hadoop, home));
      } finally {
        spark.stop();
      }
    }

    abstract void run(Configuration hadoop, PublishedCheckpoints published);

    static void print(PublishedCheckpoints.State state) {
      if (state.checkpoints().isEmpty()) {
        System.out.printf("%d  nothing%n", state.number());
      }
      for (Map.Entry<String, String> entry : state.checkpoints().entrySet()) {
        System.out.printf("%d  %s  %s%n", state.number(), entry.getKey(), entry.getValue());
      }
    }
  }

  /** {@code checkpoints list}. */
  @Command(
      name = "list",
      description = "Lists what has been in use, oldest first; the last state counts.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends OfHome {
    @Option(names = "--json", description = "Print one JSON object a state.")
    private boolean json;

    @Override
    void run(Configuration hadoop, PublishedCheckpoints published) {
      List<PublishedCheckpoints.State> states = published.history();
      for (PublishedCheckpoints.State state : states) {
        if (json) {
          JsonLines.print("number", state.number(), "checkpoints", state.checkpoints());
        } else {
          print(state);
        }
      }
      if (states.isEmpty()) {
        System.err.println(
            "Nothing is published; methods play the checkpoints inside the application. Publish one"
                + " with 'jobs/econ checkpoints publish FOLDER --home HOME'.");
      }
    }
  }

  /** {@code checkpoints publish}. */
  @Command(
      name = "publish",
      description = {
        "Puts a checkpoint in use for its method. Readers see the old or the new one.",
        "Publishing what is in use already changes nothing. Methods find it by 'checkpoints.home'."
      },
      mixinStandardHelpOptions = true)
  static final class Publish extends OfHome {
    @Parameters(
        paramLabel = "URI",
        description = "Checkpoint, or the folder of a training run: its best in validation.")
    private String checkpoint;

    @Option(
        names = "--once",
        description = "Change nothing if it has been in use before, even if another is now.")
    private boolean once;

    @Override
    void run(Configuration hadoop, PublishedCheckpoints published) {
      print(once ? published.publishOnce(checkpoint) : published.publish(checkpoint));
    }
  }

  /** {@code checkpoints rollback}. */
  @Command(
      name = "rollback",
      description = "Puts in use again what was in use before.",
      mixinStandardHelpOptions = true)
  static final class RollBack extends OfHome {
    @Override
    void run(Configuration hadoop, PublishedCheckpoints published) {
      print(published.rollBack());
    }
  }

  /** {@code checkpoints pin}. */
  @Command(
      name = "pin",
      description = {
        "Keeps what is in use now under another home, unless one is pinned there already.",
        "A nightly job compares with the pin, so that running it again compares with the same."
      },
      mixinStandardHelpOptions = true)
  static final class Pin extends OfHome {
    @Option(
        names = "--to",
        paramLabel = "URI",
        required = true,
        description = "Home that gets the pinned state.")
    private String to;

    @Override
    void run(Configuration hadoop, PublishedCheckpoints published) {
      print(published.pinTo(new PublishedCheckpoints(hadoop, to)));
    }
  }

  /** {@code checkpoints export}. */
  @Command(
      name = "export",
      description = "Copies what playing needs of a checkpoint, without what only training needs.",
      mixinStandardHelpOptions = true)
  static final class Export implements Runnable {
    @Parameters(
        index = "0",
        paramLabel = "URI",
        description = "Checkpoint, or the folder of a training run: its best in validation.")
    private String checkpoint;

    @Parameters(index = "1", paramLabel = "TARGET", description = "Folder that is written.")
    private String target;

    @Override
    public void run() {
      SparkSession spark = SparkSessions.start();
      try {
        PublishedCheckpoints.export(spark.sparkContext().hadoopConfiguration(), checkpoint, target);
      } finally {
        spark.stop();
      }
    }
  }
}
