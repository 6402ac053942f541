package org.econspark.job;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user sees of one command.
 *
 * @param exitCode of the process
 * @param out stdout
 * @param err the error message of the command line
 */
record CommandLineRun(int exitCode, String out, String err) {

  /** Runs a command in this JVM, with its own Spark session. */
  static synchronized CommandLineRun of(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream previous = System.out;
    try (PrintStream captured = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      int exitCode = Main.execute(args, errors);
      return new CommandLineRun(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(previous);
    }
  }

  /** {@code evaluate} with further arguments. */
  static CommandLineRun evaluate(String... more) {
    List<String> args = new ArrayList<>(List.of("evaluate"));
    args.addAll(List.of(more));
    return of(args.toArray(String[]::new));
  }
}
