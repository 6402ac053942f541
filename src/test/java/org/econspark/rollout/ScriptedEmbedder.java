package org.econspark.rollout;

import java.util.List;
import java.util.Random;
import org.econspark.llm.Embedder;

/**
 * A stand-in embedder: each word has a direction of its own, a text the mean of its words'. Texts
 * that share words are near each other.
 */
public final class ScriptedEmbedder implements Embedder {
  private final int size;

  public ScriptedEmbedder(int size) {
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String fingerprint() {
    return "scripted-" + size;
  }

  @Override
  public float[][] embed(List<String> texts) {
    return texts.stream().map(this::embed).toArray(float[][]::new);
  }

  @Override
  public void close() {}

  private float[] embed(String text) {
    double[] sum = new double[size];
    for (String word : text.split("\\s+")) {
      Random random = new Random(word.hashCode());
      for (int i = 0; i < size; i++) {
        sum[i] += random.nextGaussian();
      }
    }
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    float[] unit = new float[size];
    for (int i = 0; i < size; i++) {
      unit[i] = (float) (sum[i] / Math.sqrt(Math.max(squares, 1e-12)));
    }
    return unit;
  }
}
