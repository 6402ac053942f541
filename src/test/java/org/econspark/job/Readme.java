package org.econspark.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands of the README and the pages that it refers to. */
final class Readme {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#\\s.*$");
  private static final Pattern INLINE =
      Pattern.compile(
          "`((?:[A-Z_]+=\\S+ )*(?:jobs/econ |\\./mvnw |pytest |python3 |src/test/\\S+\\.(?:sh|py))[^`]*)`");
  private static final Pattern MARK = Pattern.compile("\\b(long|GPU|cluster)\\b");
  private static final Pattern MARK_BEHIND = Pattern.compile("^ \\((long|GPU|cluster)\\b");

  private Readme() {}

  /**
   * A command as it stands there.
   *
   * @param text without its comment, continued lines joined
   * @param mark {@code long}, {@code GPU} or {@code cluster} where the page says that it is; else
   *     empty
   */
  record Command(Path page, String text, String mark) {

    /** Whether it is a command of the launcher. */
    boolean isJob() {
      return text.contains("jobs/econ ");
    }

    /** What follows the launcher and its own options; empty where no command is named. */
    List<String> job() {
      List<String> words = words(text.substring(text.indexOf("jobs/econ ")));
      words.remove(0);
      while (words.size() > 1
          && List.of("--master", "--spark", "--properties").contains(words.get(0))) {
        words.subList(0, 2).clear();
      }
      int redirection = words.indexOf(">");
      return redirection < 0 ? words : words.subList(0, redirection);
    }
  }

  static List<Path> pages() throws IOException {
    List<Path> pages =
        new ArrayList<>(List.of(Path.of("README.md"), Path.of("datasets/README.md")));
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /** Those in indented blocks and those inside sentences; a synopsis is none. */
  static List<Command> commands() throws IOException {
    List<Command> commands = new ArrayList<>();
    for (Path page : pages()) {
      String begun = "";
      boolean fenced = false;
      for (String line : Files.readAllLines(page)) {
        if (line.startsWith("```")) {
          fenced = !fenced;
        } else if (fenced) {
          continue;
        } else if (line.startsWith("    ") && !line.startsWith("    #")) {
          String whole = begun + line.strip();
          begun = whole.endsWith("\\") ? whole.substring(0, whole.length() - 1) : "";
          if (begun.isEmpty() && !whole.startsWith("jobs/econ [")) {
            Matcher comment = COMMENT.matcher(whole);
            commands.add(
                new Command(
                    page,
                    comment.replaceFirst("").strip(),
                    comment.reset().find() ? mark(MARK, comment.group()) : ""));
          }
        } else {
          Matcher inline = INLINE.matcher(line);
          while (inline.find()) {
            commands.add(
                new Command(
                    page, inline.group(1), mark(MARK_BEHIND, line.substring(inline.end()))));
          }
        }
      }
    }
    return commands;
  }

  /** Names of the pages' commands with the indented lines below each, as in the file. */
  static Map<String, List<String>> registry(Path file) throws IOException {
    Map<String, List<String>> entries = new TreeMap<>();
    List<String> entry = null;
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("  ")) {
        entry.add(line.strip());
      } else {
        entry = new ArrayList<>();
        entries.put(line.strip(), entry);
      }
    }
    return entries;
  }

  /** Words as a shell takes them, as far as these pages go. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }

  private static String mark(Pattern pattern, String text) {
    Matcher mark = pattern.matcher(text);
    return mark.find() ? mark.group(1) : "";
  }
}
