package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.econspark.episode.Episode;
import org.econspark.episode.Failure;
import org.econspark.episode.Status;
import org.junit.jupiter.api.Test;

class TrainingEpisodeTest {

  @Test
  void lostEmbedderIsALostEndpointThoughNoCallFailed() {
    assertThat(lostEndpoint(new Failure("unreachable", "it is gone"))).isEqualTo("it is gone");
    assertThat(lostEndpoint(new Failure("auth", "it refuses the key"))).isNotNull();
    assertThat(lostEndpoint(new Failure("timeout", "it is slow"))).isNull();
  }

  private static String lostEndpoint(Failure failure) {
    Episode episode =
        new Episode(
            "sums",
            "econ",
            "sum-1",
            0,
            "3",
            null,
            null,
            null,
            null,
            null,
            Status.FAILED,
            failure,
            null,
            null,
            null,
            0,
            1,
            null,
            3,
            null,
            List.of(),
            0,
            "numeric",
            "1",
            Instant.EPOCH,
            null);
    return TrainingEpisode.of(0, episode).lostEndpoint();
  }
}
