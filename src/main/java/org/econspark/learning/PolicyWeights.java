package org.econspark.learning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.nio.file.Path;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.config.Settings.NetworkSettings;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.Policy;
import org.econspark.nn.AgentNetworks;

/**
 * Everything that playing needs: the agents' networks as plain arrays, and how to choose with them.
 * Broadcast from the driver to Spark executors, which open it once each.
 *
 * @param version rises with every update
 * @param embeddingSize length of the text embeddings
 * @param values shape (N, P), the stacked parameters of belief networks, heads and local values
 * @param noise standard deviation of the exploration of {@code continuous}, as a share of a range
 * @param alphas shape (N), softmax temperatures of {@code quantal}; empty for {@code continuous}
 */
public record PolicyWeights(
    int version,
    NetworkSettings networks,
    LearningSettings learning,
    ControlProfile profile,
    int agents,
    int embeddingSize,
    float[] values,
    double noise,
    double[] alphas)
    implements Serializable {
  private static final String KIND = "policy";
  private static final String VALUES = "agents.bin";

  /** Size of the weights, in bytes. */
  public long bytes() {
    return (long) Float.BYTES * values.length;
  }

  /** A policy that plays with these weights; the caller closes it. */
  public Policy open() {
    return new NetworkPolicy(this);
  }

  /** Writes a directory that {@link #load} reads, much smaller than the learner's. */
  public void save(Path directory) {
    CheckpointWriter writer = new CheckpointWriter(directory, KIND);
    writer.floats(
        VALUES, values, new AgentNetworks(networks, embeddingSize, profile.size()).layout());
    ObjectNode header =
        new CheckpointHeader(networks, learning, profile, agents, embeddingSize).toJson();
    header.put("version", version);
    header.put("noise", noise);
    for (double alpha : alphas) {
      header.withArray("/alphas").add(alpha);
    }
    writer.finish(header);
  }

  /**
   * @throws org.econspark.error.EconException if the directory is missing, partial, damaged or of a
   *     newer format
   */
  public static PolicyWeights load(Path directory) {
    CheckpointReader reader = new CheckpointReader(directory, KIND);
    CheckpointHeader header = CheckpointHeader.of(reader);
    int size =
        new AgentNetworks(header.networks(), header.embeddingSize(), header.profile().size())
            .layout()
            .size();
    double[] alphas = new double[reader.header().path("alphas").size()];
    for (int i = 0; i < alphas.length; i++) {
      alphas[i] = reader.header().path("alphas").get(i).asDouble();
    }
    return new PolicyWeights(
        reader.header().path("version").asInt(),
        header.networks(),
        header.learning(),
        header.profile(),
        header.agents(),
        header.embeddingSize(),
        reader.floats(VALUES, header.agents() * size),
        reader.header().path("noise").asDouble(),
        alphas);
  }
}
