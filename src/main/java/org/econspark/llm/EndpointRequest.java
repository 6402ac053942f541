package org.econspark.llm;

/**
 * A POST to an {@link Endpoint}.
 *
 * @param what is asked, for messages, e.g. {@code q1 with small}
 * @param path below the address
 * @param tokens that it uses at most, for the rate budget
 * @param sizeClass calls of one class take about equally long
 */
record EndpointRequest<T>(
    String what,
    String path,
    String body,
    long tokens,
    int sizeClass,
    Reader<T> reader,
    Usage<T> usage) {

  /** Reads the body of an answer with status 200. */
  @FunctionalInterface
  interface Reader<T> {
    /**
     * @throws LlmException for an answer that says why there is none
     */
    T read(String body) throws OpenAiProtocol.MalformedException;
  }

  /** How many tokens an answer cost. */
  @FunctionalInterface
  interface Usage<T> {
    long tokens(T answer);
  }
}
