package org.econspark.benchmark.miniature;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes generated problems in the file formats of the public benchmarks. */
public final class MiniatureFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter ASCII = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
  private static final ObjectWriter ESCAPED_SLASHES = ASCII.with(new EscapedSlashes());
  private static final ObjectWriter INDENTED = JSON.writer(new IndentedByFour());

  private MiniatureFiles() {}

  /**
   * Writes {@code <split>.jsonl}, {@code .json} or {@code .csv}, as the public format has it, and
   * beside it {@code <split>.meta.jsonl} with what the format has no place for: position from 1,
   * id, structure, whether held out, difficulty, strategy, worked solution. The same arguments give
   * the same bytes.
   *
   * @param directory of this family; made if missing
   * @param count different questions to write
   * @return the file with the problems
   */
  public static Path write(Path directory, Family family, Split split, int count, long seed)
      throws IOException {
    if (count < 1) {
      throw new IllegalArgumentException("Invalid count " + count + ": must be above 0");
    }
    List<ProblemId> ids = ProblemId.distinct(family, split, count, seed);
    Files.createDirectories(directory);
    Path file = directory.resolve(split.id() + extension(family));
    write(file, text(family, ids));
    write(directory.resolve(split.id() + ".meta.jsonl"), meta(ids));
    return file;
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String extension(Family family) {
    return switch (family) {
      case GSM8K, GSM_HARD, MATH -> ".jsonl";
      case SVAMP, STRATEGYQA -> ".json";
      case TRAVELPLANNER -> ".csv";
    };
  }

  private static String text(Family family, List<ProblemId> ids) throws IOException {
    List<ObjectNode> rows = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    switch (family) {
      case GSM8K -> {
        for (ProblemId id : ids) {
          lines.append(ASCII.writeValueAsString(PublicFormats.gsm8k(id))).append('\n');
        }
      }
      case GSM_HARD -> {
        for (ProblemId id : ids) {
          lines.append(ESCAPED_SLASHES.writeValueAsString(PublicFormats.gsmHard(id))).append('\n');
        }
      }
      case MATH -> {
        for (ProblemId id : ids) {
          lines.append(ASCII.writeValueAsString(PublicFormats.math(id))).append('\n');
        }
      }
      case SVAMP -> {
        for (int i = 0; i < ids.size(); i++) {
          rows.add(PublicFormats.svamp(ids.get(i), i + 1));
        }
        return INDENTED.writeValueAsString(rows);
      }
      case STRATEGYQA -> {
        ids.forEach(id -> rows.add(PublicFormats.strategyQa(id)));
        return INDENTED.writeValueAsString(rows);
      }
      case TRAVELPLANNER -> {
        lines.append(csv(PublicFormats.TRIP_COLUMNS));
        ids.forEach(id -> lines.append(csv(PublicFormats.trip(id))));
      }
    }
    return lines.toString();
  }

  private static String csv(List<String> fields) {
    return fields.stream().map(MiniatureFiles::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(character -> ",\"\n\r".indexOf(character) >= 0);
    return plain ? field : "\"" + field.replace("\"", "\"\"") + "\"";
  }

  private static String meta(List<ProblemId> ids) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < ids.size(); i++) {
      ProblemId id = ids.get(i);
      MiniProblem problem = id.problem();
      ObjectNode row =
          JSON.createObjectNode()
              .put("position", i + 1)
              .put("id", id.toString())
              .put("structure", problem.kind())
              .put("held_out", problem.heldOut())
              .put("difficulty", problem.difficulty())
              .put("strategy", id.strategy().text())
              .put("solution", id.worked().text());
      lines.append(JSON.writeValueAsString(row)).append('\n');
    }
    return lines.toString();
  }

  /** Every slash as {@code \/}, as in the published GSM-Hard file. */
  private static final class EscapedSlashes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final SerializableString SLASH = new SerializedString("\\/");

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
      codes['/'] = CharacterEscapes.ESCAPE_CUSTOM;
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return character == '/' ? SLASH : null;
    }
  }

  /** Python's {@code json.dumps(rows, indent=4)}. */
  private static final class IndentedByFour extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1L;

    IndentedByFour() {
      DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
      indentObjectsWith(indenter);
      indentArraysWith(indenter);
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
      return new IndentedByFour();
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(": ");
    }
  }
}
