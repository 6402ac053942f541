package org.econspark.agent;

/** What a prompt asks for. A model that was not trained for a kind is never asked for it. */
public enum PromptKind {
  /** An answer to the bare question. */
  DIRECT,
  /** An answer after solved examples. */
  FEW_SHOT,
  /** A method for the question, without its answer. */
  STRATEGY,
  /** An answer under a strategy. */
  ANSWER,
  /** One answer out of several. */
  COMMITMENT,
  /** A new answer after reading others. */
  REVISION,
  /** A verdict on a whole or partial solution. */
  SCORE,
  /** The next step of a partial solution, or the rest of it. */
  STEP,
  /** A cluster's own strategy, made from the global one. */
  LOCAL_STRATEGY,
  /** The next use of a tool. */
  TOOLS
}
