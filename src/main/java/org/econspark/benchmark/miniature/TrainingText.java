package org.econspark.benchmark.miniature;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.econspark.benchmark.miniature.TrainingDocument.Kind;
import org.econspark.benchmark.miniature.TrainingDocument.Part;

/**
 * Command line of the generator for the training script; JSON lines in UTF-8 on standard output.
 *
 * <pre>
 * documents --seed S [--count N] [--mix all|numbers|words]
 * problems --split train|validation|test --seed S --count N [--family mini-gsm8k]
 * grade              lines {"id", "text"} in, {"id", "answer", "correct", "key"} out
 * commit-documents   lines {"id", "strategy", "candidates"} in, documents out
 * </pre>
 *
 * <p>Needs the JDK and Jackson only.
 */
public final class TrainingText {
  /** Share kept of the commitments whose candidates are all right: they teach little. */
  private static final double ALL_RIGHT_KEPT = 0.4;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonGenerator out;

  private TrainingText(OutputStream stream) throws IOException {
    this.out = new JsonFactory().createGenerator(stream);
    out.setRootValueSeparator(null);
  }

  /** Runs one command; exit code 2 and one line on standard error if it cannot be understood. */
  public static void main(String[] arguments) throws IOException {
    try {
      run(arguments, System.in, new FileOutputStream(FileDescriptor.out));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  static void run(String[] arguments, InputStream input, OutputStream output) throws IOException {
    String command = arguments.length == 0 ? "" : arguments[0];
    Map<String, String> options = options(arguments);
    TrainingText text = new TrainingText(output);
    switch (command) {
      case "documents" -> text.documents(options);
      case "problems" -> text.problems(options);
      case "grade" -> text.grade(input);
      case "commit-documents" -> text.commitDocuments(input);
      default ->
          throw new IllegalArgumentException(
              "Invalid command '"
                  + command
                  + "': use documents, problems, grade or commit-documents");
    }
    text.out.flush();
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < arguments.length; i += 2) {
      if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            "Invalid option '" + arguments[i] + "': options are written --name value");
      }
      options.put(arguments[i].substring(2), arguments[i + 1]);
    }
    return options;
  }

  private static long number(Map<String, String> options, String name, long otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Invalid --" + name + " '" + text + "': expected a whole number", e);
    }
  }

  // ------------------------------------------------------------------ documents

  private void documents(Map<String, String> options) throws IOException {
    Mix mix = Mix.of(options.getOrDefault("mix", Mix.ALL.id()));
    TrainingDocuments documents = new TrainingDocuments(number(options, "seed", 1), mix);
    long count = number(options, "count", Long.MAX_VALUE);
    for (long i = 0; i < count; i++) {
      write(documents.next());
    }
  }

  private void write(TrainingDocument document) throws IOException {
    out.writeStartObject();
    out.writeStringField(
        "family", document.family() == null ? "drill" : document.family().benchmark());
    out.writeStringField("kind", document.kind().id());
    out.writeArrayFieldStart("parts");
    for (Part part : document.parts()) {
      out.writeStartArray();
      out.writeString(part.text());
      out.writeNumber(part.learnt() ? 1 : 0);
      out.writeEndArray();
    }
    out.writeEndArray();
    endLine();
  }

  private void endLine() throws IOException {
    out.writeEndObject();
    out.writeRaw('\n');
  }

  // ------------------------------------------------------------------ problems

  private void problems(Map<String, String> options) throws IOException {
    Split split = Split.ofId(options.getOrDefault("split", Split.TRAIN.id()));
    long seed = number(options, "seed", 1);
    int count = (int) number(options, "count", 10);
    List<Family> families =
        options.containsKey("family")
            ? List.of(ProblemId.family(options.get("family")))
            : List.of(Family.values());
    for (Family family : families) {
      for (ProblemId id : ProblemId.distinct(family, split, count, seed)) {
        write(id);
      }
    }
  }

  private void write(ProblemId id) throws IOException {
    MiniProblem problem = id.problem();
    Worked solution = id.worked();
    out.writeStartObject();
    out.writeStringField("id", id.toString());
    out.writeStringField("family", problem.family().benchmark());
    out.writeStringField("structure", problem.kind());
    out.writeBooleanField("held_out", problem.heldOut());
    out.writeNumberField("difficulty", problem.difficulty());
    out.writeStringField("question", problem.question());
    out.writeStringField("strategy", id.strategy().text());
    out.writeStringField("solution", solution.text());
    out.writeStringField("gold", solution.answer());
    endLine();
  }

  // ------------------------------------------------------------------ answers of models

  private void grade(InputStream input) throws IOException {
    BufferedReader lines = reader(input);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode row = JSON.readTree(line);
      MiniatureChecker checker = checker(row);
      Optional<String> answer = MiniatureChecker.answer(row.path("text").asText());
      out.writeStartObject();
      out.writeStringField("id", row.path("id").asText());
      out.writeStringField("answer", answer.orElse(null));
      out.writeBooleanField("correct", answer.filter(checker::accepts).isPresent());
      out.writeStringField("key", answer.map(checker::voteKey).orElse(null));
      endLine();
    }
  }

  private void commitDocuments(InputStream input) throws IOException {
    BufferedReader lines = reader(input);
    long row = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode tree = JSON.readTree(line);
      MiniatureChecker checker = checker(tree);
      List<String> candidates = new ArrayList<>();
      tree.path("candidates").forEach(candidate -> candidates.add(candidate.asText()));
      List<Optional<String>> answers = candidates.stream().map(MiniatureChecker::answer).toList();
      boolean allRight =
          answers.stream().allMatch(answer -> answer.filter(checker::accepts).isPresent());
      boolean kept = !allRight || SplitMix64.of(row).nextDouble() < ALL_RIGHT_KEPT;
      row++;
      if (kept && !candidates.isEmpty()) {
        Optional<TrainingDocument> document =
            TrainingDocuments.commitment(
                checker, tree.path("strategy").asText(), candidates, answers, Kind.COMMITMENT);
        if (document.isPresent()) {
          write(document.get());
        }
      }
    }
  }

  private static MiniatureChecker checker(JsonNode row) {
    return new MiniatureChecker(ProblemId.of(row.path("id").asText()).problem());
  }

  private static BufferedReader reader(InputStream input) {
    return new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
  }
}
