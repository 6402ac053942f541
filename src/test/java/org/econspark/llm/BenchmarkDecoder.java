package org.econspark.llm;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tokens per second that the decoder generates at several batch sizes.
 *
 * <p>{@code src/test/python/benchmark_decoder.sh} runs it beside its counterpart in Python on the
 * same files and prints both. Options: {@code --model FOLDER --prompts FILE --threads N --batch
 * 1,8,32,64 --max-tokens N --temperature T --seconds S}; each line of the prompts is a JSON object
 * with a field {@code prompt} that holds the special tokens as text.
 */
final class BenchmarkDecoder {
  private final OnnxDecoder decoder;
  private final TextCodec codec;
  private final ModelProperties properties;
  private final List<int[]> prompts = new ArrayList<>();
  private final SamplingControls controls;
  private final int maxTokens;

  private BenchmarkDecoder(Map<String, String> options) throws Exception {
    ModelFiles files = ModelFiles.inFolder(Path.of(options.get("model")));
    codec = TextCodec.load(files);
    properties = ModelProperties.read(files, codec);
    decoder =
        OnnxDecoder.load(files, "cpu", Integer.parseInt(options.getOrDefault("threads", "1")));
    double temperature = Double.parseDouble(options.getOrDefault("temperature", "0.7"));
    controls = new SamplingControls(temperature, 1, 0, 1);
    maxTokens = Integer.parseInt(options.getOrDefault("max-tokens", "200"));
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(Path.of(options.get("prompts")))) {
      String prompt = json.readTree(line).get("prompt").asText();
      prompts.add(codec.encodePieces(List.of(prompt)));
    }
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i].substring(2), args[i + 1]);
    }
    BenchmarkDecoder benchmark = new BenchmarkDecoder(options);
    double seconds = Double.parseDouble(options.getOrDefault("seconds", "8"));
    for (String batch : options.getOrDefault("batch", "1,8,32,64").split(",")) {
      benchmark.measure(Integer.parseInt(batch), seconds);
    }
  }

  private void measure(int rows, double seconds) {
    BatchPlanner planner = new BatchPlanner(rows, Long.MAX_VALUE, decoder.takesPadding());
    generate(planner.plan(prompts.subList(0, Math.min(rows, prompts.size())), 0).get(0), 0);
    List<List<Integer>> batches = planner.plan(prompts, 0);
    long start = System.nanoTime();
    long tokens = 0;
    int round = 0;
    double elapsed = 0;
    while (elapsed < seconds) {
      // Batches from all over the list, so that a short run meets short and long prompts alike.
      int next = (int) ((round * 7L) % batches.size());
      tokens += generate(batches.get(next), round++);
      elapsed = (System.nanoTime() - start) / 1e9;
    }
    System.out.printf(
        Locale.ROOT,
        "java batch %d tokens_per_s %.0f tokens %d seconds %.1f%n",
        rows,
        tokens / elapsed,
        tokens,
        elapsed);
  }

  private long generate(List<Integer> batch, int round) {
    List<GenerationTask> tasks = new ArrayList<>();
    for (int index : batch) {
      long seed = 1000L * round + index;
      tasks.add(new GenerationTask(prompts.get(index), controls, seed, maxTokens, List.of()));
    }
    return new BatchGenerator(decoder, codec, properties.endIds())
        .generate(tasks).stream().mapToLong(Generation::tokens).sum();
  }
}
