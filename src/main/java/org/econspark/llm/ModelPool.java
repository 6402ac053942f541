package org.econspark.llm;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.econspark.error.EconException;

/**
 * The models and embedders of this JVM, each loaded once and shared by all tasks until the JVM
 * ends. Lives on every Spark executor and on the driver.
 */
public final class ModelPool implements AutoCloseable {
  private static final ModelPool SHARED = new ModelPool();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(SHARED::close, "close-models"));
  }

  /** Found once for each class loader: to look through every jar is dear, and chunks ask often. */
  private static final Map<Named, ChatModelProvider> PROVIDERS = new ConcurrentHashMap<>();

  private final Map<Key, ChatModel> models = new ConcurrentHashMap<>();
  private final Map<Key, Embedder> embedders = new ConcurrentHashMap<>();

  private record Key(String provider, Object settings) {}

  private record Named(ClassLoader loader, String name) {}

  /** A pool of its own, for tests; everything else uses {@link #shared}. */
  ModelPool() {}

  /** The pool of this JVM. */
  public static ModelPool shared() {
    return SHARED;
  }

  /**
   * The model of these settings on a device; loaded if it is the first request for it. The pool
   * closes it.
   *
   * @param device {@code cpu} or {@code cuda:N}
   * @throws EconException if the provider is unknown or the model cannot be used
   */
  public ChatModel model(ModelSettings settings, String device) {
    ChatModelProvider provider = provider(settings.provider());
    Key key = new Key(provider.name(), provider.poolKey(settings, device));
    return models.computeIfAbsent(key, k -> provider.create(settings, device));
  }

  /**
   * The embedder of these settings on a device: hidden states of an embedded model, or any sentence
   * embedding model in a folder ({@code onnx}).
   *
   * @throws EconException if the provider gives no embeddings or the model cannot be used
   */
  public Embedder embedder(ModelSettings settings, String device) {
    Key key = new Key(settings.provider(), OnnxModelKey.of(settings, device));
    // The model is fetched first: a load inside the other load would nest two map updates.
    return switch (settings.provider()) {
      case EmbeddedModelProvider.NAME -> {
        OnnxChatModel model = (OnnxChatModel) model(settings, device);
        yield embedders.computeIfAbsent(key, k -> new OnnxHiddenStateEmbedder(model));
      }
      case OnnxModelProvider.NAME ->
          embedders.computeIfAbsent(key, k -> OnnxSentenceEmbedder.load(settings, device));
      case OpenAiModelProvider.NAME ->
          embedders.computeIfAbsent(
              new Key(OpenAiModelProvider.NAME, settings),
              k -> new OpenAiEmbedder(settings, Endpoints.shared()));
      default ->
          throw EconException.usage(
              "Invalid provider '"
                  + settings.provider()
                  + "' for embeddings: expected "
                  + EmbeddedModelProvider.NAME
                  + ", "
                  + OnnxModelProvider.NAME
                  + " or "
                  + OpenAiModelProvider.NAME
                  + ".");
    };
  }

  /**
   * The provider of that name.
   *
   * @throws EconException if there is none, with the known names
   */
  public static ChatModelProvider provider(String name) {
    return PROVIDERS.computeIfAbsent(
        new Named(Thread.currentThread().getContextClassLoader(), name), ModelPool::find);
  }

  private static ChatModelProvider find(Named wanted) {
    String name = wanted.name();
    Map<String, ChatModelProvider> known = new TreeMap<>();
    for (ClassLoader loader : List.of(ModelPool.class.getClassLoader(), wanted.loader())) {
      for (ChatModelProvider provider : ServiceLoader.load(ChatModelProvider.class, loader)) {
        known.putIfAbsent(provider.name(), provider);
      }
    }
    ChatModelProvider provider = known.get(name);
    if (provider == null) {
      throw EconException.usage(
          "Invalid provider '"
              + name
              + "' in 'llm': expected "
              + String.join(", ", known.keySet())
              + ".");
    }
    return provider;
  }

  /** Closes everything; waits for computations under way. */
  @Override
  public void close() {
    embedders.values().forEach(Embedder::close);
    embedders.clear();
    models.values().forEach(ChatModel::close);
    models.clear();
  }
}
