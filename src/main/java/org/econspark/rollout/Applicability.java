package org.econspark.rollout;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.econspark.agent.PromptKind;
import org.econspark.agent.Prompts;
import org.econspark.llm.ChatModel;

/**
 * Whether a method can be judged at all with given models on a given benchmark. Where it cannot, it
 * is not played: a model that was never taught a kind of prompt says nothing about a method.
 */
public final class Applicability {
  private Applicability() {}

  /**
   * Why a method is not applicable.
   *
   * @param format of the benchmark's file
   * @return empty if it is
   */
  public static Optional<String> obstacle(Method method, Ensemble.Models models, String format) {
    Set<PromptKind> known = EnumSet.allOf(PromptKind.class);
    Stream.concat(Stream.of(models.coordinator()), models.executors().stream())
        .map(ChatModel::identity)
        .forEach(identity -> known.retainAll(Prompts.forStyle(identity.promptStyle()).kinds()));
    String unknown =
        method.needs().stream()
            .filter(kind -> !known.contains(kind))
            .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .sorted()
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      return Optional.of("the models were not trained on its kind of prompt (" + unknown + ")");
    }
    return method.suits(format)
        ? Optional.empty()
        : Optional.of("the method is not made for problems of format " + format);
  }
}
