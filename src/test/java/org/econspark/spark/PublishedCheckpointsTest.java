package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedCheckpointsTest {
  private final Configuration hadoop = new Configuration();

  @TempDir private Path temporary;

  @Test
  void currentIsSwitchedAndRolledBackForEachMethod() throws IOException {
    PublishedCheckpoints published =
        new PublishedCheckpoints(hadoop, temporary.resolve("home").toString());
    assertThat(published.current()).isEmpty();
    String first = checkpoint("first", "econ");
    String second = checkpoint("second", "econ");
    String quantal = checkpoint("other", "econ-quantal");

    published.publish(first);
    published.publish(quantal);
    published.publish(second);
    assertThat(published.current().orElseThrow().checkpoints())
        .containsEntry("econ", second)
        .containsEntry("econ-quantal", quantal);

    assertThat(published.rollBack().number()).isEqualTo(4);
    assertThat(published.current().orElseThrow().checkpoints()).containsEntry("econ", first);
    assertThat(published.history()).hasSize(4);
  }

  @Test
  void nightThatIsRunAgainDoesNotUndoALaterOne() throws IOException {
    PublishedCheckpoints published =
        new PublishedCheckpoints(hadoop, temporary.resolve("home").toString());
    String first = checkpoint("first", "econ");
    String second = checkpoint("second", "econ");

    published.publishOnce(first);
    published.publishOnce(second);
    assertThat(published.publishOnce(first).checkpoints()).containsEntry("econ", second);

    assertThat(published.history()).hasSize(2);
    assertThat(published.publish(first).checkpoints()).containsEntry("econ", first);
  }

  @Test
  void onlyFinishedCheckpointsCanBePublishedAndNothingCannotBeRolledBack() {
    PublishedCheckpoints published =
        new PublishedCheckpoints(hadoop, temporary.resolve("home").toString());
    assertThatThrownBy(() -> published.publish(temporary.resolve("none").toString()))
        .hasMessageContaining("nothing finished is there");
    assertThatThrownBy(published::rollBack).hasMessageContaining("there is no earlier state");
    assertThatThrownBy(() -> new PublishedCheckpoints(hadoop, ""))
        .hasMessageContaining("'checkpoints.home' is empty");
  }

  private String checkpoint(String name, String method) throws IOException {
    Path play = Files.createDirectories(temporary.resolve(name + "-local/play"));
    new CheckpointNote(method, 1, 1, 3, "econ-2d", "e", 0.5).save(play);
    String uri = temporary.resolve(name).toString();
    SealedFolder.write(hadoop, temporary.resolve(name + "-local"), uri);
    return uri;
  }
}
