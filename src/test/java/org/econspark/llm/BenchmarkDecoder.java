package org.econspark.llm;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tokens per second that the decoder generates at several batch sizes.
 *
 * <p>{@code src/test/python/benchmark_decoder.sh} runs it in turn with its counterpart in Python on
 * the same files and prints both. Options: {@code --model FOLDER --prompts FILE --threads N --batch
 * 1,8,32,64 --max-tokens N --temperature T}; each line of the prompts is a JSON object with a field
 * {@code prompt} that holds the special tokens as text. A batch size of B is measured on 6 B of
 * them, at least 12, evenly spread over the file.
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
    // The compiler of a JVM that just started takes its share of the cores for some seconds.
    benchmark.generate(benchmark.prompts, benchmark.planned(32, benchmark.prompts));
    for (String batch : options.getOrDefault("batch", "1,8,32,64").split(",")) {
      benchmark.measure(Integer.parseInt(batch));
    }
  }

  private void measure(int rows) {
    int count = Math.min(prompts.size(), Math.max(12, 6 * rows));
    List<int[]> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(prompts.get(i * prompts.size() / count));
    }
    List<List<Integer>> batches = planned(rows, chosen);
    long start = System.nanoTime();
    long tokens = generate(chosen, batches);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "java batch %d tokens_per_s %.0f tokens %d seconds %.1f%n",
        rows,
        tokens / seconds,
        tokens,
        seconds);
  }

  private List<List<Integer>> planned(int rows, List<int[]> chosen) {
    return new BatchPlanner(rows, Long.MAX_VALUE, decoder.takesPadding()).plan(chosen, 0);
  }

  private long generate(List<int[]> chosen, List<List<Integer>> batches) {
    long tokens = 0;
    for (List<Integer> batch : batches) {
      List<GenerationTask> tasks = new ArrayList<>();
      for (int index : batch) {
        tasks.add(new GenerationTask(chosen.get(index), controls, index, maxTokens, List.of()));
      }
      LongAdder written = new LongAdder();
      new BatchGenerator(
              decoder, codec, properties.endIds(), new PrefixStore(0), batch.size(), Long.MAX_VALUE)
          .generate(tasks, (text, index) -> written.add(text.tokens()));
      tokens += written.sum();
    }
    return tokens;
  }
}
