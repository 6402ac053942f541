package org.econspark.job;

import java.util.List;
import java.util.stream.Stream;

/** Options for the smallest team of embedded models that can be trained, and for its networks. */
final class SmallTeam {
  static final List<String> PLAY =
      List.of(
          "--benchmark",
          "mini-svamp",
          "--set",
          "llm.default.model=mini-s",
          "--set",
          "agents={count=2,max-tokens=48}",
          "--set",
          "coordinator.commitment-max-tokens=32");
  static final List<String> NETWORKS =
      List.of(
          "--set",
          "networks={model-size=32,blocks=1,feed-forward-size=64,belief-size=16,"
              + "value-size=32,group-size=16,feature-size=16,mixer-size=8}");

  private SmallTeam() {}

  /** One command line out of its parts. */
  @SafeVarargs
  static List<String> commandLine(List<String>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }
}
