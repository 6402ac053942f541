package org.econspark.rollout;

import java.util.List;
import org.econspark.episode.Response;

/** What models wrote. */
final class Texts {
  private Texts() {}

  /** The texts of the calls that did not fail, in their order. */
  static List<String> of(List<Response> responses) {
    return responses.stream().filter(r -> !r.failed()).map(Response::text).toList();
  }
}
