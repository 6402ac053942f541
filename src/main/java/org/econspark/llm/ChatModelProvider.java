package org.econspark.llm;

import org.econspark.error.EconException;

/** Makes models of one kind; found by {@link java.util.ServiceLoader}. */
public interface ChatModelProvider {

  /** What {@code llm.*.provider} says to choose this one. */
  String name();

  /**
   * Opens a model; called once per JVM for equal {@link #poolKey}s.
   *
   * @param device {@code cpu} or {@code cuda:N}; without meaning for remote models
   * @throws EconException if the model cannot be used
   */
  ChatModel create(ModelSettings settings, String device);

  /** Whether its models compute elsewhere, so that calls wait more than they work. */
  default boolean remote() {
    return false;
  }

  /**
   * What two requests for a model must have in common to share one. A provider that ignores some
   * settings leaves them out, so that nothing is loaded twice.
   */
  default Object poolKey(ModelSettings settings, String device) {
    return settings;
  }

  /**
   * Checks before a run, cheaply, that the model can be used.
   *
   * @throws EconException if not, with what to do
   */
  default void probe(ModelSettings settings) {}
}
