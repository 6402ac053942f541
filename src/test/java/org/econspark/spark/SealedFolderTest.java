package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.econspark.error.EconException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFolderTest {
  private final Configuration hadoop = new Configuration();

  @TempDir private Path temporary;
  private Path sealed;

  @BeforeEach
  void write() throws IOException {
    Path local = Files.createDirectories(temporary.resolve("local/part"));
    Files.writeString(local.resolve("a.txt"), "one");
    Files.writeString(temporary.resolve("local/b.txt"), "two");
    sealed = temporary.resolve("sealed");
    // Without Hadoop's own checksum files, so that only ours can notice a change.
    hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    SealedFolder.write(hadoop, temporary.resolve("local"), sealed.toString());
  }

  @Test
  void everythingOrOnePartComesBack() throws IOException {
    Path all = folder().fetch("", temporary.resolve("all"));
    assertThat(Files.readString(all.resolve("part/a.txt"))).isEqualTo("one");
    assertThat(Files.readString(all.resolve("b.txt"))).isEqualTo("two");

    Path part = folder().fetch("part", temporary.resolve("some"));
    assertThat(Files.readString(part.resolve("a.txt"))).isEqualTo("one");
    assertThat(temporary.resolve("some/b.txt")).doesNotExist();
  }

  @Test
  void aFolderWithoutManifestWasNeverFinished() throws IOException {
    assertThat(folder().finished()).isTrue();
    Files.delete(sealed.resolve("manifest.json"));
    assertThat(folder().finished()).isFalse();
    assertRefused("nothing finished is there");
  }

  @Test
  void damagedMissingAndNewerAreRefusedByName() throws IOException {
    Files.writeString(sealed.resolve("part/a.txt"), "oNe");
    assertRefused("file part/a.txt is damaged");
    Files.delete(sealed.resolve("part/a.txt"));
    assertRefused("file part/a.txt is missing");
    Files.writeString(sealed.resolve("manifest.json"), "{\"format\": 9, \"files\": {}}");
    assertRefused("written in format 9, this build reads up to 1");
    Files.writeString(sealed.resolve("manifest.json"), "{\"form");
    assertRefused("manifest.json is damaged");
  }

  @Test
  void namesOutsideOfTheFolderAreRefused() throws IOException {
    Files.writeString(
        sealed.resolve("manifest.json"), "{\"format\": 1, \"files\": {\"../x\": \"00\"}}");
    assertRefused("names '../x' outside of it");
  }

  private SealedFolder folder() {
    return SealedFolder.at(hadoop, sealed.toString());
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> folder().fetch("", temporary.resolve("copy")))
        .isInstanceOf(EconException.class)
        .hasMessageContaining("Cannot load checkpoint " + sealed)
        .hasMessageContaining(reason);
  }
}
