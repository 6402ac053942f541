package org.econspark.job;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code completion}: lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script that lets bash or zsh complete commands and options.",
      "Write it to a file once: jobs/econ completion > ~/.econ-completion, and in ~/.bashrc: source"
          + " ~/.econ-completion"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    System.out.print(AutoComplete.bash("econ", new CommandLine(spec.root().userObject())));
  }
}
