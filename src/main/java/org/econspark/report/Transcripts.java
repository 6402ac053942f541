package org.econspark.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The episodes of a report in a form that a browser can search: an index with one entry an episode,
 * and the texts in compressed blocks that are unpacked when somebody asks for them. Texts that
 * several methods share are kept once. The most interesting problems come first into the blocks, so
 * that those are there when the file must not grow further.
 */
final class Transcripts {
  /** JSON of one block before compression, in characters; small blocks open fast. */
  private static final int BLOCK_CHARS = 400_000;

  private static final int EXCERPT_CHARS = 160;

  /** Columns of a call in a block, in this order. */
  static final List<String> CALL_COLUMNS =
      List.of(
          "role",
          "stage",
          "agent",
          "round",
          "model",
          "temperature",
          "topP",
          "repetitionPenalty",
          "seed",
          "text",
          "answer",
          "correct",
          "status",
          "error",
          "finish",
          "promptTokens",
          "completionTokens",
          "logprob",
          "qValue",
          "rewardAl",
          "rewardTs",
          "rewardCc",
          "latencyMs",
          "cached");

  private static final ObjectMapper MAPPER =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private final String index;
  private final List<String> blocks;
  private final int withText;

  private Transcripts(String index, List<String> blocks, int withText) {
    this.index = index;
    this.blocks = blocks;
    this.withText = withText;
  }

  /** Index as gzip in Base64. */
  String index() {
    return index;
  }

  /** Blocks as gzip in Base64, in the order that the index counts them. */
  List<String> blocks() {
    return blocks;
  }

  /** Episodes whose texts are in a block. */
  int withText() {
    return withText;
  }

  /**
   * @param maxChars of all blocks in Base64 together
   */
  static Transcripts pack(List<ReportEpisode> episodes, long maxChars) {
    List<ReportEpisode> sorted =
        episodes.stream()
            .sorted(
                Comparator.comparing(ReportEpisode::benchmark)
                    .thenComparing(ReportEpisode::problemId)
                    .thenComparing(ReportEpisode::repeat)
                    .thenComparing(ReportEpisode::method))
            .toList();
    Map<String, List<Integer>> byProblem = new LinkedHashMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      byProblem.computeIfAbsent(problemKey(sorted.get(i)), key -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> order =
        byProblem.values().stream()
            .sorted(
                Comparator.comparingInt(
                    members ->
                        members.stream()
                            .mapToInt(i -> sorted.get(i).interest())
                            .min()
                            .orElse(Integer.MAX_VALUE)))
            .toList();
    int[] blockOf = new int[sorted.size()];
    Arrays.fill(blockOf, -1);
    List<String> blocks = new ArrayList<>();
    long chars = 0;
    int withText = 0;
    int next = 0;
    while (next < order.size()) {
      Block block = new Block();
      int first = next;
      while (next < order.size() && block.chars < BLOCK_CHARS) {
        for (int i : order.get(next)) {
          block.add(i, sorted.get(i));
        }
        next++;
      }
      String packed = packed(block.json());
      if (chars + packed.length() > maxChars) {
        break;
      }
      chars += packed.length();
      for (List<Integer> members : order.subList(first, next)) {
        for (int i : members) {
          blockOf[i] = blocks.size();
          withText++;
        }
      }
      blocks.add(packed);
    }
    return new Transcripts(packed(json(index(sorted, blockOf))), blocks, withText);
  }

  private static String problemKey(ReportEpisode episode) {
    return episode.benchmark() + '\u001f' + episode.problemId();
  }

  private static Map<String, Object> index(List<ReportEpisode> sorted, int[] blockOf) {
    List<String> benchmarks = distinct(sorted, ReportEpisode::benchmark);
    List<String> methods = distinct(sorted, ReportEpisode::method);
    Map<String, Integer> problems = new LinkedHashMap<>();
    Map<String, List<Object>> problemColumns =
        columns("benchmark", "id", "question", "kind", "level", "gold");
    Map<String, List<Object>> columns =
        columns(
            "problem", "method", "repeat", "verdict", "answer", "flip", "before", "tokens",
            "block");
    for (int i = 0; i < sorted.size(); i++) {
      ReportEpisode e = sorted.get(i);
      if (problems.putIfAbsent(problemKey(e), problems.size()) == null) {
        add(
            problemColumns,
            benchmarks.indexOf(e.benchmark()),
            e.problemId(),
            excerpt(e.question()),
            e.kind(),
            e.level(),
            excerpt(e.gold()));
      }
      add(
          columns,
          problems.get(problemKey(e)),
          methods.indexOf(e.method()),
          e.repeat(),
          verdict(e),
          excerpt(e.answer()),
          e.flip().ordinal(),
          excerpt(e.comparedAnswer()),
          e.tokens(),
          blockOf[i]);
    }
    Map<String, Object> index = new TreeMap<>();
    index.put("benchmarks", benchmarks);
    index.put("methods", methods);
    index.put("problems", problemColumns);
    index.put("episodes", columns);
    return index;
  }

  /** 0 wrong, 1 right, 2 no answer, 3 failed. */
  private static int verdict(ReportEpisode episode) {
    return switch (episode.status()) {
      case "failed" -> 3;
      case "no_answer" -> 2;
      default -> Boolean.TRUE.equals(episode.correct()) ? 1 : 0;
    };
  }

  private static List<String> distinct(
      List<ReportEpisode> episodes, Function<ReportEpisode, String> name) {
    return episodes.stream().map(name).distinct().sorted().toList();
  }

  private static Map<String, List<Object>> columns(String... names) {
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    for (String name : names) {
      columns.put(name, new ArrayList<>());
    }
    return columns;
  }

  private static void add(Map<String, List<Object>> columns, Object... values) {
    int i = 0;
    for (List<Object> column : columns.values()) {
      column.add(values[i++]);
    }
  }

  private static String excerpt(String text) {
    return text == null || text.length() <= EXCERPT_CHARS
        ? text
        : text.substring(0, EXCERPT_CHARS - 1) + "…";
  }

  static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a report as JSON", e);
    }
  }

  /** Gzip without a time stamp, so that the same rows give the same file. */
  static String packed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Texts of some problems, each text once. */
  private static final class Block {
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<Integer, Object> episodes = new LinkedHashMap<>();
    private int chars;

    void add(int index, ReportEpisode e) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("question", text(e.question()));
      entry.put("gold", text(e.gold()));
      entry.put("answer", text(e.answer()));
      entry.put("error", text(e.error()));
      entry.put("errorKind", text(e.errorKind()));
      entry.put("rounds", e.rounds());
      entry.put("stop", text(e.stopReason()));
      entry.put("agreement", e.agreement());
      entry.put("reward", e.reward());
      entry.put("calls", e.calls().stream().map(this::call).toList());
      entry.values().removeIf(value -> value == null);
      episodes.put(index, entry);
      chars += 100 + 60 * e.calls().size();
    }

    private List<Object> call(ReportCall c) {
      return Arrays.asList(
          text(c.role()),
          text(c.stage()),
          c.agent(),
          c.round(),
          text(c.model()),
          c.temperature(),
          c.topP(),
          c.repetitionPenalty(),
          // As text: JavaScript's numbers do not hold 64 bits.
          c.seed() == null ? null : c.seed().toString(),
          text(c.text()),
          text(c.answer()),
          c.correct() == null ? null : c.correct() ? 1 : 0,
          text(c.status()),
          text(c.error()),
          text(c.finishReason()),
          c.promptTokens(),
          c.completionTokens(),
          rounded(c.meanLogprob()),
          rounded(c.qValue()),
          rounded(c.rewardAl()),
          rounded(c.rewardTs()),
          rounded(c.rewardCc()),
          c.latencyMs(),
          Boolean.TRUE.equals(c.cached()) ? 1 : 0);
    }

    private static Double rounded(Double value) {
      return value == null || !Double.isFinite(value) ? null : Math.round(value * 1e4) / 1e4;
    }

    private Integer text(String text) {
      if (text == null) {
        return null;
      }
      Integer known = texts.putIfAbsent(text, texts.size());
      if (known == null) {
        chars += text.length();
        return texts.size() - 1;
      }
      return known;
    }

    String json() {
      Map<String, Object> block = new LinkedHashMap<>();
      block.put("texts", texts.keySet());
      block.put("episodes", episodes);
      return Transcripts.json(block);
    }
  }
}
