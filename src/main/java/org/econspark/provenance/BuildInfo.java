package org.econspark.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * From which source this program was built; written by the build.
 *
 * @param version of the program
 * @param gitCommit null if built outside a git checkout
 * @param gitDirty null if built outside a git checkout
 */
public record BuildInfo(String version, String gitCommit, Boolean gitDirty) {

  public static BuildInfo load() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("/econ-spark/build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read the build information inside the jar", e);
    }
    String dirty = properties.getProperty("git.dirty");
    return new BuildInfo(
        properties.getProperty("git.build.version", "unknown"),
        properties.getProperty("git.commit.id"),
        dirty == null ? null : Boolean.valueOf(dirty));
  }
}
