package org.econspark.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.econspark.error.EconException;

/**
 * Models that answer from a table, provider {@code scripted}.
 *
 * <p>Keys of {@link ModelSettings#extra}: {@code answers}, a JSON-lines file of {@code contains} (a
 * part of the prompt), {@code answer} and optionally {@code role} (of the answer) and {@code
 * wrong}; the first line that fits answers. {@code error-rate} and {@code error-rate-per-degree}: a
 * call draws {@code wrong} with probability rate + per-degree x temperature, by its own seed.
 * {@code prompt-style} (default {@code miniature}) and {@code default} for prompts without a line.
 */
public final class ScriptedModelProvider implements ChatModelProvider {

  private record Line(String contains, String role, String answer, String wrong) {
    boolean fits(CompletionRequest request) {
      return (role.isEmpty() || role.equals(request.answerRole()))
          && request.messages().stream().anyMatch(m -> m.content().contains(contains));
    }
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public ChatModel create(ModelSettings settings, String device) {
    Map<String, String> extra = settings.extra();
    List<Line> table = extra.containsKey("answers") ? read(extra.get("answers")) : List.of();
    double rate = Double.parseDouble(extra.getOrDefault("error-rate", "0"));
    double perDegree = Double.parseDouble(extra.getOrDefault("error-rate-per-degree", "0"));
    String otherwise = extra.getOrDefault("default", "\\boxed{0}");
    return new ScriptedChatModel(
        settings.model(),
        extra.getOrDefault("prompt-style", MiniaturePromptFormat.STYLE),
        request -> {
          double error = rate + perDegree * request.controls().temperature();
          boolean wrong = RandomNumbers.uniform(request.seed(), 0) < error;
          return table.stream()
              .filter(line -> line.fits(request))
              .findFirst()
              .map(line -> wrong ? line.wrong() : line.answer())
              .orElse(otherwise);
        });
  }

  private static List<Line> read(String file) {
    List<Line> lines = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        JsonNode node = json.readTree(line);
        String answer = node.get("answer").asText();
        lines.add(
            new Line(
                node.get("contains").asText(),
                node.path("role").asText(""),
                answer,
                node.path("wrong").asText("\\boxed{-1}")));
      }
    } catch (IOException e) {
      throw EconException.model("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
    return lines;
  }
}
