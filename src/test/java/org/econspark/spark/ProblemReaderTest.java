package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemReaderTest {
  @TempDir private Path folder;

  @Test
  void positionsAreLineNumbersHoweverTheFileIsSplit() throws IOException {
    String lines =
        IntStream.rangeClosed(1, 5000)
            .mapToObj(i -> "{\"question\": \"q" + i + "\", \"answer\": \"" + i + "\"}")
            .collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("many.jsonl"), lines + "\n\n");

    List<ProblemReader.Parsed> parsed = read("plain", file);

    assertThat(parsed).hasSize(5000);
    assertThat(parsed)
        .allSatisfy(
            p -> {
              assertThat(p.problem().gold()).isEqualTo(Long.toString(p.position()));
              assertThat(p.problem().problemId()).isEqualTo("mine-%06d".formatted(p.position()));
            });
  }

  @Test
  void brokenLinesAreRejectedWithTheirPlace() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mixed.jsonl"),
            "{\"question\": \"a\", \"answer\": 1}\r\n{oops\r\n{\"question\": \"b\"}\r\n");

    List<ProblemReader.Parsed> parsed = read("plain", file);

    assertThat(parsed).hasSize(3);
    assertThat(parsed.get(0).problem().question()).isEqualTo("a");
    assertThat(parsed.get(1).rejected().position()).isEqualTo(2);
    assertThat(parsed.get(1).rejected().reason()).contains("mixed.jsonl line 2");
    assertThat(parsed.get(2).rejected().reason()).contains("line 3").contains("answer");
  }

  @Test
  void unicodeLineSeparatorInsideALineDoesNotSplitIt() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("u2028.jsonl"), "{\"question\": \"a\u2028b\", \"answer\": \"1\"}\n");

    assertThat(read("plain", file))
        .singleElement()
        .satisfies(p -> assertThat(p.problem().question()).isEqualTo("a\u2028b"));
  }

  @Test
  void secondUseOfAnIdIsRejected() throws IOException {
    String row = "{\"id\": \"x\", \"question\": \"%s\", \"answer\": \"1\"}\n";
    Path file =
        Files.writeString(folder.resolve("ids.jsonl"), row.formatted("a") + row.formatted("b"));

    List<ProblemReader.Parsed> parsed = read("plain", file, "id");

    assertThat(parsed.get(0).problem().question()).isEqualTo("a");
    assertThat(parsed.get(1).rejected().reason()).contains("'x'").contains("position 1");
  }

  @Test
  void foldersAndParquetAreRead() throws IOException {
    Path parts = Files.createDirectory(folder.resolve("parts"));
    Files.writeString(parts.resolve("a.jsonl"), "{\"question\": \"a\", \"answer\": \"1\"}\n");
    Path parquet = folder.resolve("b.parquet");
    SharedSpark.session().read().json(parts.toString()).write().parquet(parquet.toString());

    assertThat(read("plain", parts)).hasSize(1);
    assertThat(readAll("plain", parquet + "/part-*.parquet", ""))
        .singleElement()
        .satisfies(p -> assertThat(p.problem().gold()).isEqualTo("1"));
  }

  @Test
  void missingFileIsNamedWithWhatToDo() {
    assertThatThrownBy(() -> read("gsm8k", folder.resolve("none.jsonl")))
        .isInstanceOf(EconException.class)
        .hasMessageContaining("none.jsonl: no such file; give its place with --data mine=PATH");
  }

  private List<ProblemReader.Parsed> read(String format, Path file) {
    return read(format, file, "");
  }

  private List<ProblemReader.Parsed> read(String format, Path file, String idField) {
    return readAll(format, file.toString(), idField);
  }

  private static List<ProblemReader.Parsed> readAll(String format, String path, String idField) {
    Settings.BenchmarkSource source =
        new Settings.BenchmarkSource(
            "mine",
            format,
            path,
            "question",
            "answer",
            idField,
            "math",
            "",
            "official",
            "",
            15_000,
            "");
    return new ProblemReader(SharedSpark.session())
        .read(source).collect().stream()
            .sorted(Comparator.comparing(ProblemReader.Parsed::position))
            .toList();
  }
}
