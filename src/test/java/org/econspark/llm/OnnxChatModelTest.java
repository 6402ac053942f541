package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.econspark.llm.Completion.FinishReason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxChatModelTest {
  private static final SamplingControls WARM = new SamplingControls(0.9, 1, 0, 1);
  private static OnnxChatModel model;

  @BeforeAll
  static void load() {
    model = TestModels.load(TestModels.MINIATURE);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void greedyTextIsThatOfPlainDecodingWithoutCache() {
    CompletionRequest request =
        TestModels.solve("Anna has 12 apples.", SamplingControls.GREEDY, 0, 12);
    List<Integer> ids = new ArrayList<>();
    double logprob = naiveGreedy(request, ids);
    Completion completion = one(request);
    int[] text = ids.stream().mapToInt(Integer::intValue).toArray();
    int end = model.codec().marker(MiniaturePromptFormat.END).getAsInt();
    int length = text[text.length - 1] == end ? text.length - 1 : text.length;
    assertThat(completion.text()).isEqualTo(model.codec().decode(text, 0, length));
    assertThat(completion.completionTokens()).isEqualTo(text.length);
    assertThat(completion.meanLogprob()).isCloseTo(logprob / text.length, offset(1e-4));
  }

  @Test
  void textsDoNotDependOnBatchNeighbours() {
    List<CompletionRequest> requests = manyRequests();
    List<String> alone = requests.stream().map(r -> one(r).text()).toList();
    assertThat(texts(requests)).isEqualTo(alone);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(3));
    List<String> shuffled = texts(order.stream().map(requests::get).toList());
    for (int i = 0; i < order.size(); i++) {
      assertThat(shuffled.get(i)).isEqualTo(alone.get(order.get(i)));
    }
  }

  /** A strategy, answers under it and a verdict: each prompt begins with what was read before. */
  @Test
  void textsDoNotDependOnWhetherAPrefixWasShared() {
    try (ModelSession session = model.openSession()) {
      List<CompletionRequest> first = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        first.add(after("strategy", i, new Message("question", question(i))));
      }
      List<String> strategies = texts(session, first);
      assertThat(strategies).isEqualTo(texts(first));
      List<CompletionRequest> second = new ArrayList<>();
      for (int i = 0; i < 18; i++) {
        second.add(
            after(
                "solution",
                i,
                new Message("question", question(i / 3)),
                new Message("strategy", strategies.get(i / 3))));
      }
      List<String> solutions = texts(session, second);
      assertThat(solutions).isEqualTo(texts(second)).doesNotHaveDuplicates();
      List<CompletionRequest> third = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        third.add(
            after(
                "commit",
                i,
                new Message("question", question(i)),
                new Message("strategy", strategies.get(i)),
                new Message("candidate", "1: " + solutions.get(3 * i))));
      }
      assertThat(texts(session, third)).isEqualTo(texts(third));
      assertThat(((OnnxChatModel.Session) session).sharedTokens()).isGreaterThan(300);
    }
  }

  private static CompletionRequest after(String role, int seed, Message... messages) {
    return new CompletionRequest(List.of(messages), role, WARM, seed, 12, List.of(), "test");
  }

  private static String question(int i) {
    return "Anna has " + (10 + i) + " apples and Ben has 7 more than Anna. How many have they?";
  }

  private static List<String> texts(ModelSession session, List<CompletionRequest> requests) {
    return session.complete(requests).stream().map(c -> c.join().text()).toList();
  }

  @Test
  void sameCallsGiveSameTextsWhileOtherThreadsCompute() throws Exception {
    List<CompletionRequest> requests = manyRequests();
    List<String> expected = texts(requests);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<String>>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(threads.submit(() -> texts(requests)));
      }
      for (Future<List<String>> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void equalPromptsWithOtherSeedsGiveOtherTexts() {
    List<String> texts =
        texts(
            List.of(
                TestModels.solve("How many?", WARM, 1, 20),
                TestModels.solve("How many?", WARM, 2, 20),
                TestModels.solve("How many?", WARM, 1, 20)));
    assertThat(texts.get(0)).isEqualTo(texts.get(2)).isNotEqualTo(texts.get(1));
  }

  @Test
  void tokenLimitEndsTheText() {
    Completion completion = one(TestModels.solve("Anna", new SamplingControls(2, 1, 0, 1), 5, 3));
    assertThat(completion.completionTokens()).isLessThanOrEqualTo(3);
    Completion longer = one(TestModels.solve("Anna", SamplingControls.GREEDY, 0, 2));
    assertThat(longer.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(longer.completionTokens()).isEqualTo(2);
    assertThat(longer.device()).isEqualTo("cpu");
    assertThat(longer.promptTokens()).isEqualTo(3 + model.codec().encodeData("Anna").length);
  }

  @Test
  void stopTextEndsTheTextAndIsNotPartOfIt() {
    SamplingControls hot = new SamplingControls(1.5, 1, 0, 1);
    String whole = one(TestModels.solve("Ben", hot, 8, 40)).text();
    assertThat(whole.length()).isGreaterThan(12);
    String stop = whole.substring(8, 11);
    Completion stopped = one(TestModels.solve("Ben", hot, 8, 40, "never there", stop));
    assertThat(stopped.text()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
    assertThat(stopped.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(stopped.completionTokens()).isLessThan(40);
  }

  @Test
  void repetitionPenaltyChangesARepeatingText() {
    SamplingControls penalised = new SamplingControls(0, 1, 0, 5);
    String repeating = one(TestModels.solve("Anna", SamplingControls.GREEDY, 0, 60)).text();
    String varied = one(TestModels.solve("Anna", penalised, 0, 60)).text();
    assertThat(varied).isNotEqualTo(repeating);
    assertThat(varied.chars().distinct().count())
        .isGreaterThan(repeating.chars().distinct().count());
  }

  @Test
  void promptBeyondTheContextFailsAlone() {
    List<CompletableFuture<Completion>> answers =
        model.complete(
            List.of(
                TestModels.solve("apples ".repeat(200), WARM, 1, 5),
                TestModels.solve("apples", WARM, 1, 5)));
    assertThatThrownBy(() -> answers.get(0).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(LlmException.class)
        .hasMessageStartingWith("Cannot answer test: its prompt has")
        .extracting(e -> ((LlmException) e).kind())
        .isEqualTo(FailureKind.CONTEXT_OVERFLOW);
    assertThat(answers.get(1).join().text()).isNotNull();
  }

  @Test
  void textThatReachesTheContextLimitIsCutThere() {
    int promptTokens = 3 + model.codec().encodeData("a".repeat(100)).length;
    Completion completion = one(TestModels.solve("a".repeat(100), SamplingControls.GREEDY, 0, 500));
    assertThat(completion.promptTokens()).isEqualTo(promptTokens);
    assertThat(completion.completionTokens()).isLessThanOrEqualTo(128 - promptTokens);
  }

  @Test
  void identityHoldsFingerprintAndStyle() {
    assertThat(model.identity().promptStyle()).isEqualTo("miniature");
    assertThat(model.identity().fingerprint()).matches("[0-9a-f]{64}");
    assertThat(model.prefersBatches()).isTrue();
  }

  @Test
  void chatModelsOfOptimumAnswerToo() {
    for (String name : List.of(TestModels.LLAMA, TestModels.GPT2)) {
      try (OnnxChatModel chat = TestModels.load(name)) {
        CompletionRequest request =
            new CompletionRequest(
                List.of(new Message("user", "What is 3 + 4?")),
                "assistant",
                WARM,
                4,
                10,
                List.of(),
                "chat");
        Completion completion = chat.complete(List.of(request)).get(0).join();
        assertThat(completion.completionTokens()).isBetween(1, 10);
        assertThat(completion.meanLogprob()).isNegative();
        assertThat(chat.identity().promptStyle()).isEqualTo("chat");
      }
    }
  }

  @Test
  void interruptedThreadStopsComputing() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> texts(manyRequests())).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static List<CompletionRequest> manyRequests() {
    List<CompletionRequest> requests = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      String question = "Anna has " + i / 2 + " apples. ".repeat(1 + i % 4);
      SamplingControls controls =
          new SamplingControls(0.3 * (i % 5), i % 3 == 0 ? 0.9 : 1, i % 4 == 1 ? 20 : 0, 1);
      requests.add(TestModels.solve(question, controls, i, 5 + 3 * (i % 7)));
    }
    return requests;
  }

  private static List<String> texts(List<CompletionRequest> requests) {
    return model.complete(requests).stream().map(c -> c.join().text()).toList();
  }

  private static Completion one(CompletionRequest request) {
    return model.complete(List.of(request)).get(0).join();
  }

  /** Reads the whole text anew for each token; returns the sum of log-probabilities. */
  private static double naiveGreedy(CompletionRequest request, List<Integer> text) {
    int[] prompt =
        model.properties().promptFormat().encode(request.messages(), request.answerRole());
    List<Integer> all = new ArrayList<>();
    for (int id : prompt) {
      all.add(id);
    }
    OnnxDecoder decoder = model.decoder();
    double logprob = 0;
    while (text.size() < request.maxTokens()) {
      float[] logits;
      try (DecoderState state = decoder.newState()) {
        state.cache().addRow();
        logits = decoder.read(state, new int[][] {toArray(all)}, false).logits();
      }
      int best = 0;
      double sum = 0;
      for (int i = 0; i < logits.length; i++) {
        best = logits[i] > logits[best] ? i : best;
        sum += Math.exp(logits[i]);
      }
      logprob += logits[best] - Math.log(sum);
      text.add(best);
      all.add(best);
      if (model.properties().endIds().contains(best)) {
        break;
      }
    }
    return logprob;
  }

  private static int[] toArray(List<Integer> ids) {
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
