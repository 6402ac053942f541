package org.econspark.job;

import org.econspark.provenance.BuildInfo;
import picocli.CommandLine;

/** Answers {@code --version}. */
final class VersionProvider implements CommandLine.IVersionProvider {

  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.load();
    return new String[] {
      "econ-spark " + build.version() + (build.gitCommit() == null ? "" : " " + build.gitCommit())
    };
  }
}
