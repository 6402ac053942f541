package org.econspark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.econspark.evaluation.PairedAttempts;
import org.econspark.evaluation.PairedComparison;

/**
 * A report of any size with invented figures and texts, for tests of the page; no model stands
 * behind it. Some texts try to break out of the page.
 */
final class InventedReport {
  /** What a page that took text for markup would run or show. */
  static final List<String> HOSTILE =
      List.of(
          "</script><script>window.broken = 1</script>",
          "<img src=\"http://198.51.100.1/x.png\" onerror=\"window.broken = 2\">",
          "<!--<script> \u2028 {{data}} {{scripts}} ${1+1} &lt;b&gt; \u202e gnp.exe",
          "<a href=\"javascript:window.broken=3\">click</a><style>*{display:none}</style>");

  private static final String[] BENCHMARKS = {"mini-gsm8k", "mini-math"};
  private static final String[] METHODS = {
    "cot", "econ", "econ-fixed", "majority", "self-consistency"
  };
  private static final String[] NAMES = {"Ada", "Boris", "Chen", "Dora", "Emil", "Fatima", "Goran"};
  private static final String[] THINGS = {
    "apples", "stamps", "marbles", "tickets", "books", "coins"
  };

  private InventedReport() {}

  /** Writes a report of so many episodes: {@code OUT EPISODES}. */
  public static void main(String[] args) throws IOException {
    Files.writeString(
        Path.of(args[0]), ReportPage.render(of(Integer.parseInt(args[1])), 10L << 20));
  }

  static Report of(int episodes) {
    Random random = new Random(7);
    List<ReportEpisode> all = new ArrayList<>();
    for (int problem = 0; all.size() < episodes; problem++) {
      String benchmark = BENCHMARKS[problem % BENCHMARKS.length];
      int a = 2 + random.nextInt(90);
      int b = 2 + random.nextInt(40);
      String question = problem == 3 ? HOSTILE.get(0) + HOSTILE.get(1) : question(random, a, b);
      for (String method : METHODS) {
        if (all.size() < episodes) {
          all.add(episode(random, benchmark, method, problem, question, a + b));
        }
      }
    }
    RunFacts run = facts("tuesday-" + HOSTILE.get(0), "2026-01-06T03:00:00Z");
    return new Report(
        run,
        facts("monday", "2026-01-05T03:00:00Z"),
        summary(all),
        training(),
        equilibrium(),
        controls(),
        failures(all),
        flips(all),
        3,
        all.size(),
        all);
  }

  private static RunFacts facts(String id, String start) {
    return new RunFacts(
        id,
        "done",
        Instant.parse(start),
        Instant.parse(start).plusSeconds(754),
        1,
        "0123456789abcdef0123456789abcdef01234567",
        true,
        "{\"run\":{\"seed\":1,\"note\":\"" + "</script>" + "\"},\"agents\":{\"count\":3}}",
        Map.of("mini-gsm8k", "1000 problems, 1f2e", "mini-math", "1000 problems, 77aa"),
        Map.of("coordinator", "embedded:mini-m@0011", "executor-0", "embedded:mini-m@0011"),
        Map.of("coordinator", "miniature-1"),
        Map.of("econ-spark", "0.1.0", "java", "17", "spark", "3.5.7"));
  }

  private static String question(Random random, int a, int b) {
    String who = NAMES[random.nextInt(NAMES.length)];
    String thing = THINGS[random.nextInt(THINGS.length)];
    return "%s has %d %s and buys %d more in a shop by the river. How many %s does %s have then?"
        .formatted(who, a, thing, b, thing, who);
  }

  private static ReportEpisode episode(
      Random random, String benchmark, String method, int problem, String question, int gold) {
    double skill = method.equals("cot") ? 0.62 : method.equals("econ") ? 0.82 : 0.74;
    boolean failed = random.nextInt(200) == 0;
    boolean silent = !failed && random.nextInt(60) == 0;
    boolean correct = !failed && !silent && random.nextDouble() < skill;
    String answer = Integer.toString(correct ? gold : gold + 1 + random.nextInt(9));
    if (problem == 3) {
      answer = HOSTILE.get(3);
    }
    Flip flip =
        failed || silent || random.nextInt(12) > 0 ? Flip.NONE : correct ? Flip.WON : Flip.LOST;
    List<ReportCall> calls = new ArrayList<>();
    if (!failed) {
      calls = calls(random, method, problem, gold);
    }
    return new ReportEpisode(
        benchmark,
        method,
        "%s-%06d".formatted(benchmark, problem + 1),
        0,
        question,
        "running total",
        problem % 3 == 0 ? "2 steps" : "1 step",
        Integer.toString(gold),
        failed || silent ? null : answer,
        failed ? "failed" : silent ? "no_answer" : "ok",
        failed ? null : correct,
        failed ? "timeout" : null,
        failed ? "no answer within 60 s from http://localhost:8000/v1 " + HOSTILE.get(2) : null,
        flip,
        flip == Flip.NONE ? null : Integer.toString(correct ? gold + 2 : gold),
        1,
        "single_round",
        method.equals("cot") ? null : 1 / 3.0 + random.nextInt(3) / 3.0,
        method.startsWith("econ") ? random.nextDouble() : null,
        method.equals("cot") ? 180 + random.nextInt(60) : 900 + random.nextInt(500),
        calls);
  }

  private static List<ReportCall> calls(Random random, String method, int problem, int gold) {
    List<ReportCall> calls = new ArrayList<>();
    String hostile = problem == 3 ? String.join("\n", HOSTILE) + "\n" : "";
    if (method.equals("cot")) {
      calls.add(call(random, "executor", "answer", null, hostile + working(random, gold), gold));
      return calls;
    }
    calls.add(
        call(
            random,
            "coordinator",
            "strategy",
            null,
            hostile + "Start with what there is. Add what is bought. Check the sum.",
            gold));
    for (int agent = 0; agent < 3; agent++) {
      calls.add(call(random, "executor", "answer", agent, hostile + working(random, gold), gold));
    }
    if (method.startsWith("econ")) {
      calls.add(
          call(random, "coordinator", "commitment", null, hostile + working(random, gold), gold));
    }
    return calls;
  }

  private static String working(Random random, int gold) {
    StringBuilder text = new StringBuilder();
    int sum = gold;
    for (int step = 0; step < 4 + random.nextInt(4); step++) {
      int part = random.nextInt(30);
      text.append(
          "Step %d: %s takes %d of the %s, so %d and %d make %d.%n"
              .formatted(
                  step + 1,
                  NAMES[random.nextInt(NAMES.length)],
                  part,
                  THINGS[random.nextInt(THINGS.length)],
                  sum - part,
                  part,
                  sum));
    }
    return text + "The answer is \\boxed{" + gold + "}.";
  }

  private static ReportCall call(
      Random random, String role, String stage, Integer agent, String text, int gold) {
    return new ReportCall(
        role,
        stage,
        agent,
        0,
        "mini-m",
        agent == null ? 0 : 0.4 + 0.3 * agent,
        0.9,
        1.0,
        random.nextLong(),
        text,
        stage.equals("strategy") ? null : Integer.toString(gold),
        stage.equals("strategy") ? null : random.nextInt(4) > 0,
        "ok",
        null,
        random.nextInt(25) == 0 ? "length" : "stop",
        120,
        60,
        -0.21,
        agent == null ? null : 0.61,
        agent == null ? null : 0.4,
        agent == null ? null : 0.5,
        agent == null ? null : 0.3,
        420L,
        false);
  }

  private static List<Map<String, Object>> summary(List<ReportEpisode> all) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String benchmark : BENCHMARKS) {
      for (String method : METHODS) {
        List<ReportEpisode> own =
            all.stream()
                .filter(e -> e.benchmark().equals(benchmark) && e.method().equals(method))
                .toList();
        if (own.isEmpty()) {
          continue;
        }
        double p =
            own.stream().filter(e -> Boolean.TRUE.equals(e.correct())).count()
                / (double) own.size();
        double half = 1.96 * Math.sqrt(p * (1 - p) / own.size());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("benchmark", benchmark);
        row.put("method", method);
        row.put("n", own.size());
        row.put("accuracy", p);
        row.put("accuracy_low", Math.max(0, p - half));
        row.put("accuracy_high", Math.min(1, p + half));
        row.put("no_answer_rate", 0.016);
        row.put("failure_rate", 0.005);
        row.put(
            "tokens_per_problem",
            own.stream().mapToLong(ReportEpisode::tokens).average().orElse(0));
        row.put("tokens_per_correct", p == 0 ? null : 900 / p);
        row.put("calls_per_problem", method.equals("cot") ? 1.0 : 5.0);
        row.put("cost_usd", null);
        row.put("baseline", "cot");
        boolean baseline = method.equals("cot");
        row.put("delta", baseline ? null : p - 0.62);
        row.put("delta_low", baseline ? null : p - 0.62 - half);
        row.put("delta_high", baseline ? null : p - 0.62 + half);
        row.put("p_value", baseline ? null : p - 0.62 > half ? 0.0004 : 0.31);
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<Map<String, Object>> training() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int epoch = 1; epoch <= 8; epoch++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("epoch", epoch);
      row.put("weights_version", "w" + epoch);
      row.put("loss_total", 1.0 / epoch);
      row.put("loss_td", 0.6 / epoch);
      row.put("loss_td_total", 0.5 / epoch);
      row.put("loss_sd", 0.1);
      row.put("reward", 0.5 + 0.03 * epoch);
      row.put("reward_al", 0.1 + 0.01 * epoch);
      row.put("reward_ts", 0.3 + 0.02 * epoch);
      row.put("reward_cc", 0.1);
      row.put("accuracy", 0.6 + 0.02 * epoch);
      row.put("validation_accuracy", 0.58 + 0.02 * epoch);
      row.put("mean_temperature", 1.1 - 0.05 * epoch);
      row.put("mean_top_p", 0.5 + 0.03 * epoch);
      row.put("best_response_gap", 0.3 / epoch);
      row.put("rollout_s", 12.0);
      row.put("coordinator_s", 3.0);
      row.put("update_s", 4.5);
      row.put("stopped", epoch == 8 ? "epochs" : null);
      rows.add(row);
    }
    return rows;
  }

  private static List<Map<String, Object>> equilibrium() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int epoch = 2; epoch <= 8; epoch += 2) {
      for (int agent = 0; agent < 3; agent++) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("benchmark", "mini-gsm8k");
        row.put("method", "econ");
        row.put("epoch", epoch);
        row.put("agent", agent);
        row.put("gap", 0.2 / epoch + 0.01 * agent);
        row.put("gap_low", 0.12 / epoch);
        row.put("gap_high", 0.3 / epoch + 0.02 * agent);
        row.put("nashconv", 0.6 / epoch);
        row.put("nashconv_low", 0.45 / epoch);
        row.put("nashconv_high", 0.8 / epoch);
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<Map<String, Object>> controls() {
    List<Map<String, Object>> rows = new ArrayList<>();
    String[] levels = {
      "1 all answers right", "2 half or more right", "3 fewer than half right", "4 none right"
    };
    for (String method : new String[] {"econ", "econ-fixed"}) {
      for (int agent = 0; agent < 3; agent++) {
        for (int level = 0; level < levels.length; level++) {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("method", method);
          row.put("agent", agent);
          row.put("difficulty", levels[level]);
          row.put("answers", 100);
          row.put("temperature", method.equals("econ") ? 0.4 + 0.1 * agent + 0.15 * level : 0.8);
          row.put("top_p", method.equals("econ") ? 0.9 - 0.05 * level : 0.9);
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static List<Map<String, Object>> failures(List<ReportEpisode> all) {
    long failed = all.stream().filter(e -> e.status().equals("failed")).count();
    if (failed == 0) {
      return List.of();
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("benchmark", "mini-math");
    row.put("method", "econ");
    row.put("kind", "timeout");
    row.put("episodes", failed);
    row.put("example", "no answer within 60 s " + HOSTILE.get(1));
    return List.of(row);
  }

  private static List<FlipRow> flips(List<ReportEpisode> all) {
    List<FlipRow> rows = new ArrayList<>();
    for (String benchmark : BENCHMARKS) {
      for (String method : METHODS) {
        List<Flip> own =
            all.stream()
                .filter(e -> e.benchmark().equals(benchmark) && e.method().equals(method))
                .map(ReportEpisode::flip)
                .toList();
        if (!own.isEmpty()) {
          long won = own.stream().filter(f -> f == Flip.WON).count();
          long lost = own.stream().filter(f -> f == Flip.LOST).count();
          long same = own.size() - won - lost;
          rows.add(
              FlipRow.of(
                  benchmark,
                  method,
                  own.size(),
                  won,
                  lost,
                  PairedComparison.of(paired(same, won, lost), 1)));
        }
      }
    }
    return rows;
  }

  private static List<PairedAttempts> paired(long same, long won, long lost) {
    return List.of(new long[] {1, 1, same}, new long[] {1, 0, won}, new long[] {0, 1, lost})
        .stream()
        .filter(counts -> counts[2] > 0)
        .map(counts -> new PairedAttempts(1, (int) counts[0], (int) counts[1], counts[2]))
        .toList();
  }
}
