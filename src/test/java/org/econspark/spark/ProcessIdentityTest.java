package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessIdentityTest {
  @Test
  void runningProcessHasNotEndedAndSurvivesItsFields() {
    ProcessIdentity own = ProcessIdentity.current();

    assertThat(own.hasEnded()).isFalse();
    assertThat(ProcessIdentity.parse(own.fields())).isEqualTo(own);
  }

  @Test
  void processThatExitedHasEnded() throws Exception {
    Process process = new ProcessBuilder("true").start();
    ProcessIdentity identity = ProcessIdentity.of(process.toHandle());
    process.waitFor();

    assertThat(identity.hasEnded()).isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void processThatItsParentHasNotReapedHasEnded() throws Exception {
    // The shell turns into a program that never asks for its children.
    Process parent = new ProcessBuilder("sh", "-c", "sleep 0.5 & echo $!; exec sleep 300").start();
    try (BufferedReader lines = parent.inputReader()) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
      ProcessIdentity identity = ProcessIdentity.of(child);
      assertThat(identity.hasEnded()).isFalse();

      for (int i = 0; i < 300 && !identity.hasEnded(); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(child.isAlive()).as("as Java sees it").isTrue();
      assertThat(identity.hasEnded()).isTrue();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void processIdThatIsGivenAnewIsAnotherProcess() {
    ProcessIdentity own = ProcessIdentity.current();

    assertThat(
            new ProcessIdentity(own.host(), own.namespace(), own.pid(), "2000-01-01T00:00:00Z")
                .hasEnded())
        .isTrue();
  }

  @Test
  void processOfAnotherMachineOrContainerIsNotKnownToHaveEnded() {
    ProcessIdentity own = ProcessIdentity.current();

    assertThat(new ProcessIdentity("elsewhere", own.namespace(), 1, "unknown").hasEnded())
        .isFalse();
    assertThat(new ProcessIdentity(own.host(), "pid:[1]", 1, "unknown").hasEnded()).isFalse();
    assertThat(ProcessIdentity.parse(Map.of()).hasEnded()).isFalse();
  }
}
