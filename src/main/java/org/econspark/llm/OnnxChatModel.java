package org.econspark.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.econspark.error.EconException;

/**
 * A causal language model computed in this JVM by ONNX Runtime: one of the embedded models or any
 * that Hugging Face optimum exported with a cache.
 *
 * <p>Answers in the calling thread; several threads share one session. A request's text depends on
 * its prompt, controls and seed, not on the requests beside it.
 */
final class OnnxChatModel implements ChatModel {
  /** Most memory of one batch's cache. */
  private static final long MAX_CACHE_BYTES = 256L << 20;

  /** Most memory of what a session remembers. */
  private static final long MAX_PREFIX_BYTES = 64L << 20;

  private final ModelIdentity identity;
  private final OnnxDecoder decoder;
  private final TextCodec codec;
  private final ModelProperties properties;
  private final int batchSize;

  private OnnxChatModel(
      ModelIdentity identity,
      OnnxDecoder decoder,
      TextCodec codec,
      ModelProperties properties,
      int batchSize) {
    this.identity = identity;
    this.decoder = decoder;
    this.codec = codec;
    this.properties = properties;
    this.batchSize = batchSize;
  }

  /**
   * Loads a model.
   *
   * @param provider and name, for {@link #identity}
   * @param device {@code cpu} or {@code cuda:N}
   * @param threads for one operator
   * @param batchSize most texts generated at a time by one call
   * @throws EconException if a file is missing or cannot be used
   */
  static OnnxChatModel load(
      ModelFiles files, String provider, String name, String device, int threads, int batchSize) {
    TextCodec codec = TextCodec.load(files);
    try {
      ModelProperties properties = ModelProperties.read(files, codec);
      ModelIdentity identity =
          new ModelIdentity(provider, name, files.fingerprint(), properties.promptFormat().style());
      OnnxDecoder decoder = OnnxDecoder.load(files, device, threads);
      return new OnnxChatModel(identity, decoder, codec, properties, batchSize);
    } catch (RuntimeException e) {
      codec.close();
      throw e;
    }
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public boolean prefersBatches() {
    return true;
  }

  @Override
  public List<CompletableFuture<Completion>> complete(List<CompletionRequest> requests) {
    return complete(requests, new PrefixStore(0));
  }

  @Override
  public ModelSession openSession() {
    return new Session(new PrefixStore(decoder.takesPadding() ? MAX_PREFIX_BYTES : 0));
  }

  /**
   * Remembers prompts and texts, so that a prompt that begins with one of them is read from there.
   */
  final class Session implements ModelSession {
    private final PrefixStore prefixes;

    private Session(PrefixStore prefixes) {
      this.prefixes = prefixes;
    }

    @Override
    public List<CompletableFuture<Completion>> complete(List<CompletionRequest> requests) {
      return OnnxChatModel.this.complete(requests, prefixes);
    }

    /** Tokens of prompts that did not have to be read again. */
    long sharedTokens() {
      return prefixes.sharedTokens();
    }
  }

  @Override
  public void close() {
    decoder.close();
    codec.close();
  }

  OnnxDecoder decoder() {
    return decoder;
  }

  TextCodec codec() {
    return codec;
  }

  ModelProperties properties() {
    return properties;
  }

  private List<CompletableFuture<Completion>> complete(
      List<CompletionRequest> requests, PrefixStore prefixes) {
    List<CompletableFuture<Completion>> answers = new ArrayList<>();
    List<CompletableFuture<Completion>> accepted = new ArrayList<>();
    List<GenerationTask> tasks = new ArrayList<>();
    for (CompletionRequest request : requests) {
      CompletableFuture<Completion> answer = new CompletableFuture<>();
      answers.add(answer);
      try {
        tasks.add(task(request));
        accepted.add(answer);
      } catch (LlmException e) {
        answer.completeExceptionally(e);
      }
    }
    run(tasks, accepted, prefixes);
    return answers;
  }

  private GenerationTask task(CompletionRequest request) {
    int[] prompt =
        properties
            .promptFormat()
            .encode(request.messages(), request.answerRole(), request.prefix());
    int room = properties.contextLimit() - prompt.length;
    if (room < 1) {
      throw new LlmException(
          FailureKind.CONTEXT_OVERFLOW,
          1,
          "Cannot answer "
              + request.callId()
              + ": its prompt has "
              + prompt.length
              + " tokens and model "
              + identity.name()
              + " reads at most "
              + properties.contextLimit()
              + "; shorten the prompt or use fewer candidates.",
          null);
    }
    return new GenerationTask(
        prompt,
        request.controls(),
        request.seed(),
        Math.min(room, request.maxTokens()),
        request.stop());
  }

  private void run(
      List<GenerationTask> tasks,
      List<CompletableFuture<Completion>> answers,
      PrefixStore prefixes) {
    long start = System.nanoTime();
    long mostTokens = MAX_CACHE_BYTES / decoder.cacheBytesPerToken();
    try {
      new BatchGenerator(decoder, codec, properties.endIds(), prefixes, batchSize, mostTokens)
          .generate(
              tasks,
              (text, index) -> {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                int promptTokens = tasks.get(index).prompt().length;
                answers.get(index).complete(completion(text, promptTokens, millis));
              });
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      LlmException failure =
          new LlmException(
              FailureKind.SERVER_ERROR,
              1,
              "Cannot compute a batch of "
                  + tasks.size()
                  + " texts with model "
                  + identity.name()
                  + " on "
                  + decoder.device()
                  + ": "
                  + e.getMessage(),
              e);
      answers.forEach(answer -> answer.completeExceptionally(failure));
    }
  }

  private Completion completion(Generation text, int promptTokens, long millis) {
    return new Completion(
        text.text(),
        text.finishReason(),
        promptTokens,
        text.tokens(),
        text.meanLogprob(),
        1,
        millis,
        false,
        decoder.device());
  }
}
