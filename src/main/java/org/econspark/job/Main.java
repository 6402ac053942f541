package org.econspark.job;

import java.io.PrintStream;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Entry point of the application jar: {@code spark-submit --class ... econ-spark.jar COMMAND}. */
@Command(
    name = "econ",
    description = "Runs and evaluates ECON, multi-agent LLM reasoning, on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    customSynopsis = {
      "jobs/econ [--master URL] [--spark KEY=VALUE]... COMMAND [options]",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:wrong usage or settings",
      "3:too large a share of episodes failed",
      "4:unreadable data",
      "5:endpoint or model not usable",
      "6:budget used up, resumable",
      "7:another submission plays the run",
      "8:training diverged",
      "9:the gate refuses the candidate",
      "130:interrupted, resumable",
    },
    subcommands = {
      EvaluateCommand.class,
      TrainCommand.class,
      DatasetsCommand.class,
      RegradeCommand.class,
      ValidateCommand.class,
      SqlCommand.class,
      ReportCommand.class,
      RunsCommand.class,
      GateCommand.class,
      CheckpointsCommand.class,
      CompletionCommand.class
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(execute(args, System.err));
  }

  static int execute(String[] args, PrintStream errors) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setParameterExceptionHandler(
        (e, arguments) -> {
          errors.println(
              "econ: "
                  + e.getMessage()
                  + "; see '"
                  + e.getCommandLine().getCommandSpec().qualifiedName()
                  + " --help'.");
          return ExitCode.USAGE.code();
        });
    commandLine.setExecutionExceptionHandler((e, command, parsed) -> report(e, errors));
    return commandLine.execute(args);
  }

  /** One line for what a user can act on; the whole trace for a bug. */
  private static int report(Exception thrown, PrintStream errors) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof EconException known) {
        errors.println("econ: " + known.getMessage());
        return known.exitCode().code();
      }
    }
    errors.println("econ: internal error, please report it with this trace:");
    thrown.printStackTrace(errors);
    return ExitCode.INTERNAL.code();
  }
}
