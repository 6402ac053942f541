package org.econspark.rollout;

import java.util.ArrayList;
import java.util.List;
import org.econspark.config.Settings;
import org.econspark.episode.Response;

/** What models wrote. */
final class Texts {
  private Texts() {}

  /** The texts of the calls that did not fail, in their order. */
  static List<String> of(List<Response> responses) {
    return responses.stream().filter(r -> !r.failed()).map(Response::text).toList();
  }

  /** What a coordinator reads of its agents: all of it, or without the one that it is not shown. */
  static List<String> shownTo(Settings.Coordinator coordinator, List<Response> answers) {
    List<Response> shown = new ArrayList<>(answers);
    int without = coordinator.withoutAgent();
    if (without >= 0 && without < shown.size() && shown.size() > 1) {
      shown.remove(without);
    }
    return of(shown);
  }
}
