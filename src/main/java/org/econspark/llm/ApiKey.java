package org.econspark.llm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.econspark.error.EconException;

/**
 * Where an API key is, never the key itself: an environment variable or a file, both read on the
 * machine that makes the calls.
 *
 * @param variable name of the environment variable, empty for none
 * @param file path of a file that holds nothing else, empty for none
 */
record ApiKey(String variable, String file) {

  /**
   * Reads the key and has it blacked out from now on wherever texts of endpoints are passed on.
   *
   * @param environment reads a variable, null if it is not set
   * @return empty where no key is to be sent
   * @throws EconException if it is not there
   */
  Optional<String> read(UnaryOperator<String> environment) {
    Optional<String> key = file.isEmpty() ? fromVariable(environment) : fromFile();
    key.ifPresent(Secrets::add);
    return key;
  }

  /** For messages. */
  String place() {
    return file.isEmpty()
        ? "the environment variable " + variable + " ('api-key-env')"
        : "the file " + file + " ('api-key-file')";
  }

  private Optional<String> fromVariable(UnaryOperator<String> environment) {
    if (variable.isEmpty()) {
      return Optional.empty();
    }
    String key = environment.apply(variable);
    if (key == null || key.isBlank()) {
      throw EconException.model(
          "Cannot read the API key: environment variable "
              + variable
              + " is not set here; set it on the driver and on every executor, or clear"
              + " 'api-key-env'.",
          null);
    }
    return Optional.of(key.strip());
  }

  private Optional<String> fromFile() {
    try {
      String key = Files.readString(Path.of(file)).strip();
      if (!key.isEmpty() && key.lines().count() == 1) {
        return Optional.of(key);
      }
    } catch (IOException | RuntimeException e) {
      throw EconException.model(
          "Cannot read the API key from "
              + file
              + ": "
              + e.getClass().getSimpleName()
              + "; put it there on the driver and on every executor.",
          null);
    }
    throw EconException.model(
        "Cannot read the API key from " + file + ": expected one line with the key.", null);
  }
}
