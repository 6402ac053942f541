package org.econspark.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a report as one HTML file that needs nothing else: styles, scripts and data are inside,
 * and its content security policy lets it load nothing and run no script but these. What models and
 * data files say is packed as data and only ever shown as text.
 */
public final class ReportPage {
  private static final String FOLDER = "/report/";
  private static final List<String> SCRIPTS =
      List.of(
          "vendor/vega.min.js",
          "vendor/vega-lite.min.js",
          "vendor/vega-interpreter.js",
          "report.js");

  private ReportPage() {}

  /**
   * @param maxBytes of the file; texts of the least interesting episodes are left out to keep to it
   * @return the page, in ASCII and UTF-8 alike but for the texts of the template
   */
  public static String render(Report report, long maxBytes) {
    String css = read("report.css");
    StringBuilder scripts = new StringBuilder();
    StringBuilder hashes = new StringBuilder();
    for (String name : SCRIPTS) {
      String script = "\n" + read(name) + "\n";
      scripts.append("<script>").append(script).append("</script>\n");
      hashes.append(" 'sha256-").append(sha256(script)).append('\'');
    }
    // The index and the figures come on top of the texts.
    long fixed = css.length() + scripts.length() + 200_000L + 120L * report.episodes().size();
    Transcripts transcripts = Transcripts.pack(report.episodes(), Math.max(0, maxBytes - fixed));
    StringBuilder data = new StringBuilder();
    append(data, "figures", Transcripts.packed(Transcripts.json(figures(report, transcripts))));
    append(data, "index", transcripts.index());
    for (int i = 0; i < transcripts.blocks().size(); i++) {
      append(data, "block-" + i, transcripts.blocks().get(i));
    }
    return read("page.html")
        .replace("{{title}}", escaped("ECON run " + report.run().id()))
        .replace("{{script-hashes}}", hashes.toString().strip())
        .replace("{{css}}", css)
        .replace("{{data}}", data)
        .replace("{{scripts}}", scripts);
  }

  private static void append(StringBuilder data, String name, String base64) {
    data.append("<script type=\"application/octet-stream\" data-name=\"")
        .append(name)
        .append("\">")
        .append(base64)
        .append("</script>\n");
  }

  private static Map<String, Object> figures(Report report, Transcripts transcripts) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("run", facts(report.run()));
    figures.put("compared", report.compared() == null ? null : facts(report.compared()));
    figures.put("summary", report.summary());
    figures.put("training", report.training());
    figures.put("equilibrium", report.equilibrium());
    figures.put("controls", report.controls());
    figures.put("failures", report.failures());
    figures.put("flips", report.flips());
    figures.put("rejectedRows", report.rejectedRows());
    figures.put("episodesInRun", report.episodesInRun());
    figures.put("episodesWithText", transcripts.withText());
    figures.put("callColumns", Transcripts.CALL_COLUMNS);
    return figures;
  }

  private static Map<String, Object> facts(RunFacts run) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", run.id());
    facts.put("state", run.state());
    facts.put("start", run.start().toString());
    facts.put("end", run.end() == null ? null : run.end().toString());
    facts.put("seed", Long.toString(run.seed()));
    facts.put("gitCommit", run.gitCommit());
    facts.put("gitDirty", run.gitDirty());
    facts.put("settings", run.settings());
    facts.put("datasets", run.datasets());
    facts.put("models", run.models());
    facts.put("prompts", run.prompts());
    facts.put("versions", run.versions());
    return facts;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String read(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(FOLDER + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + " inside the jar", e);
    }
  }
}
