package org.econspark.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final long MIB = 1 << 20;

  @Test
  void holdsTenThousandEpisodesInTenMegabytes() throws IOException {
    String page = ReportPage.render(InventedReport.of(10_000), 10 * MIB);
    assertThat(page.length()).isLessThan((int) (10 * MIB));
    JsonNode index = unpacked(page, "index");
    assertThat(index.at("/episodes/problem")).hasSize(10_000);
    assertThat(index.at("/episodes/block")).noneMatch(block -> block.asInt() < 0);
    assertThat(unpacked(page, "figures").get("episodes_with_text")).isNull();
    assertThat(unpacked(page, "figures").get("episodesWithText").asInt()).isEqualTo(10_000);
  }

  @Test
  void leavesOutTheLeastInterestingTextsToKeepToASize() throws IOException {
    Report report = InventedReport.of(10_000);
    String page = ReportPage.render(report, 3 * MIB);
    assertThat(page.length()).isLessThan((int) (3 * MIB));
    JsonNode index = unpacked(page, "index");
    JsonNode episodes = index.get("episodes");
    int without = 0;
    for (int i = 0; i < 10_000; i++) {
      if (episodes.get("block").get(i).asInt() < 0) {
        without++;
        assertThat(episodes.get("flip").get(i).asInt()).as("flips keep their texts").isZero();
      }
    }
    assertThat(without).isPositive();
    assertThat(unpacked(page, "figures").get("episodesWithText").asInt())
        .isEqualTo(10_000 - without);
  }

  @Test
  void sameRowsGiveTheSameFile() {
    Report report = InventedReport.of(50);
    assertThat(ReportPage.render(report, 10 * MIB)).isEqualTo(ReportPage.render(report, 10 * MIB));
  }

  @Test
  void whatModelsWroteIsNeverMarkup() {
    String page = ReportPage.render(InventedReport.of(50), 10 * MIB);
    for (String hostile : InventedReport.HOSTILE) {
      assertThat(page).doesNotContain(hostile);
    }
    assertThat(page)
        .contains("<title>ECON run tuesday-&lt;/script&gt;")
        .doesNotContain("198.51.100.1")
        .doesNotContain("{{");
  }

  @Test
  void pageMayLoadNothingAndRunOnlyItsOwnScripts() {
    String page = ReportPage.render(InventedReport.of(5), 10 * MIB);
    assertThat(page).contains("default-src 'none'");
    String policy = page.substring(page.indexOf("default-src"), page.indexOf("base-uri"));
    assertThat(Pattern.compile("'sha256-").matcher(policy).results().count()).isEqualTo(4);
    String script = policy.substring(policy.indexOf("script-src"));
    assertThat(script).doesNotContain("unsafe").doesNotContain("http");
    assertThat(page).doesNotContain("sourceMappingURL").doesNotContain(" src=\"");
  }

  @Test
  void textsThatMethodsShareAreKeptOnce() throws IOException {
    JsonNode block = unpacked(ReportPage.render(InventedReport.of(50), 10 * MIB), "block-0");
    assertThat(block.get("texts")).doesNotHaveDuplicates();
    assertThat(block.get("episodes")).hasSize(50);
  }

  private static JsonNode unpacked(String page, String name) throws IOException {
    Matcher script = Pattern.compile("data-name=\"" + name + "\">([^<]*)</script>").matcher(page);
    assertThat(script.find()).isTrue();
    byte[] bytes = Base64.getDecoder().decode(script.group(1));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new ObjectMapper().readTree(in);
    }
  }
}
