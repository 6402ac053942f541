package org.econspark.learning;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.econspark.episode.Observation;
import org.econspark.episode.PlayedStep;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Trajectory;

/**
 * Episodes as bytes (of {@link DataOutputStream}): the text embeddings, each once, then the
 * episodes with indices of embeddings in place of them, -1 for none.
 */
final class ReplayCodec {

  private ReplayCodec() {}

  static byte[] encode(List<Trajectory> episodes) {
    try {
      Map<ByteBuffer, Integer> embeddings = new LinkedHashMap<>();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(body);
      out.writeInt(episodes.size());
      for (Trajectory episode : episodes) {
        out.writeUTF(episode.problemId());
        out.writeInt(episode.steps().size());
        for (PlayedStep step : episode.steps()) {
          write(step, out, embeddings);
        }
      }
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      DataOutputStream head = new DataOutputStream(whole);
      head.writeInt(embeddings.size());
      for (ByteBuffer embedding : embeddings.keySet()) {
        head.writeInt(embedding.capacity() / Float.BYTES);
        head.write(embedding.array());
      }
      body.writeTo(whole);
      return whole.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(
      PlayedStep step, DataOutputStream out, Map<ByteBuffer, Integer> embeddings)
      throws IOException {
    int agents = step.observations().size();
    out.writeInt(agents);
    for (int i = 0; i < agents; i++) {
      Observation observation = step.observations().get(i);
      out.writeInt(index(observation.question(), embeddings));
      out.writeInt(index(observation.strategy(), embeddings));
      out.writeInt(observation.history().size());
      for (Observation.Round round : observation.history()) {
        out.writeDouble(round.controls().temperature());
        out.writeDouble(round.controls().topP());
        out.writeDouble(round.controls().repetitionPenalty());
        out.writeInt(index(round.answer(), embeddings));
        out.writeInt(index(round.commitment(), embeddings));
      }
      out.writeInt(step.actions().get(i).length);
      for (float value : step.actions().get(i)) {
        out.writeFloat(value);
      }
      out.writeInt(step.candidates().get(i));
      out.writeDouble(step.rewards()[i]);
    }
    out.writeDouble(step.teamReward());
    out.writeInt(index(step.commitment(), embeddings));
  }

  private static int index(float[] embedding, Map<ByteBuffer, Integer> embeddings) {
    if (embedding == null) {
      return -1;
    }
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * embedding.length);
    bytes.asFloatBuffer().put(embedding);
    Integer known = embeddings.putIfAbsent(bytes, embeddings.size());
    return known == null ? embeddings.size() - 1 : known;
  }

  /**
   * @throws IOException if the bytes are not of this codec
   */
  static List<Trajectory> decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    List<float[]> embeddings = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      float[] embedding = new float[in.readInt()];
      for (int k = 0; k < embedding.length; k++) {
        embedding[k] = in.readFloat();
      }
      embeddings.add(embedding);
    }
    List<Trajectory> episodes = new ArrayList<>();
    int episodeCount = in.readInt();
    for (int e = 0; e < episodeCount; e++) {
      String problemId = in.readUTF();
      int stepCount = in.readInt();
      List<PlayedStep> steps = new ArrayList<>();
      for (int s = 0; s < stepCount; s++) {
        steps.add(step(in, embeddings));
      }
      episodes.add(new Trajectory(problemId, steps));
    }
    return episodes;
  }

  private static PlayedStep step(DataInputStream in, List<float[]> embeddings) throws IOException {
    int agents = in.readInt();
    List<Observation> observations = new ArrayList<>();
    List<float[]> actions = new ArrayList<>();
    List<Integer> candidates = new ArrayList<>();
    double[] rewards = new double[agents];
    for (int i = 0; i < agents; i++) {
      float[] question = embedding(in, embeddings);
      float[] strategy = embedding(in, embeddings);
      int roundCount = in.readInt();
      List<Observation.Round> history = new ArrayList<>();
      for (int k = 0; k < roundCount; k++) {
        PromptEmbedding controls =
            new PromptEmbedding(in.readDouble(), in.readDouble(), in.readDouble());
        float[] answer = embedding(in, embeddings);
        history.add(new Observation.Round(controls, answer, embedding(in, embeddings)));
      }
      observations.add(new Observation(question, strategy, history));
      float[] action = new float[in.readInt()];
      for (int k = 0; k < action.length; k++) {
        action[k] = in.readFloat();
      }
      actions.add(action);
      candidates.add(in.readInt());
      rewards[i] = in.readDouble();
    }
    double teamReward = in.readDouble();
    return new PlayedStep(
        observations, actions, candidates, rewards, teamReward, embedding(in, embeddings));
  }

  private static float[] embedding(DataInputStream in, List<float[]> embeddings)
      throws IOException {
    int index = in.readInt();
    return index < 0 ? null : embeddings.get(index);
  }
}
