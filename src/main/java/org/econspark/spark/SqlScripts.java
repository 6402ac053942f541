package org.econspark.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SQL of {@code jobs/sql}, which is packed into the jar. */
public final class SqlScripts {
  private static final String FOLDER = "/econ-spark/sql/";
  private static final String SUFFIX = ".sql";

  private SqlScripts() {}

  /**
   * A question that ships with the project.
   *
   * @param title what it asks, from the first line of its file
   * @param sql one query
   */
  public record Question(String title, String sql) {}

  /** Statements that make the views. */
  static List<String> views() {
    return statements(read("views.sql"));
  }

  /** All questions by name, sorted. */
  public static Map<String, Question> questions() {
    Map<String, Question> questions = new TreeMap<>();
    for (String name : questionNames()) {
      String text = read("questions/" + name + SUFFIX);
      String title = text.lines().findFirst().orElse("").replaceFirst("^--\\s*", "");
      questions.put(name, new Question(title, statements(text).get(0)));
    }
    return questions;
  }

  /** Statements of a script, without line comments and semicolons. */
  public static List<String> statements(String script) {
    String code =
        script
            .lines()
            .filter(line -> !line.stripLeading().startsWith("--"))
            .collect(Collectors.joining("\n"));
    return Arrays.stream(code.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static String read(String name) {
    try (InputStream in = SqlScripts.class.getResourceAsStream(FOLDER + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + " inside the jar", e);
    }
  }

  private static List<String> questionNames() {
    try {
      URI folder = SqlScripts.class.getResource(FOLDER + "questions").toURI();
      if (!folder.getScheme().equals("jar")) {
        return names(Path.of(folder));
      }
      try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
        return names(jar.getPath(FOLDER + "questions"));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("Cannot list the questions inside the jar", e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }
}
