package org.econspark.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An OpenAI-compatible server on the loopback interface that costs as little as possible: a fixed
 * number of slots, a fixed time for each call, calls beyond the slots wait in order. It makes
 * faults on request and accounts for how busy its slots were. For tests and benchmarks.
 *
 * <p>Answers depend on the messages and the seed alone, so that a run with faults can be compared
 * with one without. {@code GET /stats} gives the account as JSON, {@code POST /reset} begins a new
 * one.
 *
 * <p>Started by {@link #main} it runs in a process of its own: {@code --port}, {@code --slots},
 * {@code --latency-ms} and the shares {@code --rate-limited}, {@code --server-error}, {@code
 * --malformed}, {@code --cut}, {@code --stall}, {@code --slow-headers}.
 */
public final class LoadServer implements AutoCloseable {
  /** The only model that it offers. */
  public static final String MODEL = "load";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Shares of calls, in [0, 1], that go wrong; at most one fault a call.
   *
   * @param rateLimited refused with 429 at once
   * @param serverError refused with 500 at once
   * @param malformed answered with half a JSON document
   * @param cut answered with a body that ends before its announced length
   * @param stall never answered; the slot stays taken until the client gives up
   * @param slowHeaders answered by one byte of the header a second
   */
  public record Faults(
      double rateLimited,
      double serverError,
      double malformed,
      double cut,
      double stall,
      double slowHeaders) {
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0);

    /** 429 10 %, 500 5 %, malformed 2 %, cut 2 %, stall 1 %. */
    public static final Faults MANY = new Faults(0.10, 0.05, 0.02, 0.02, 0.01, 0);
  }

  private enum Fault {
    NONE,
    RATE_LIMITED,
    SERVER_ERROR,
    MALFORMED,
    CUT,
    STALL,
    SLOW_HEADERS
  }

  private final class Call {
    private final ChannelHandlerContext context;
    private final JsonNode body;
    private final Fault fault;
    private boolean running;
    private boolean over;

    Call(ChannelHandlerContext context, JsonNode body, Fault fault) {
      this.context = context;
      this.body = body;
      this.fault = fault;
    }
  }

  private final int slots;
  private final Duration latency;
  private final Function<JsonNode, String> answers;
  private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final LoadAccount account;
  private final Queue<Call> waiting = new ArrayDeque<>();
  private volatile Faults faults = Faults.NONE;
  private volatile Channel listener;
  private final InetSocketAddress address;
  private int running;
  private int drawn;
  private int refusals;

  /**
   * @param port 0 takes a free one
   * @param answers to a request's body
   */
  public LoadServer(int port, int slots, Duration latency, Function<JsonNode, String> answers)
      throws IOException {
    this.slots = slots;
    this.latency = latency;
    this.answers = answers;
    this.account = new LoadAccount(slots);
    listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    this.address = (InetSocketAddress) listener.localAddress();
  }

  /** With answers that end in a number from 0 to 6, drawn from messages and seed. */
  public LoadServer(int slots, Duration latency) throws IOException {
    this(0, slots, latency, LoadServer::anyAnswer);
  }

  /** Faults of the calls from now on. */
  public LoadServer faults(Faults some) {
    faults = some;
    return this;
  }

  /** That many calls from now on are answered with 500, whatever the shares of faults. */
  public synchronized void refuseNext(int calls) {
    refusals = calls;
  }

  /** Up to and including {@code /v1}. */
  public String url() {
    return "http://127.0.0.1:" + address.getPort() + "/v1";
  }

  public LoadAccount account() {
    return account;
  }

  /** Every Authorization header that was seen. */
  public Set<String> authorizations() {
    return Set.copyOf(keys);
  }

  /** Dies: refuses connections and cuts those that are open. */
  public void die() {
    listener.close().syncUninterruptibly();
    connections.close().awaitUninterruptibly();
  }

  /** Comes back at the same address. */
  public void comeBack() throws IOException {
    listen(address);
  }

  @Override
  public void close() {
    die();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private void listen(InetSocketAddress at) throws IOException {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(16 << 20),
                            new Requests());
                  }
                });
    var bound = server.bind(at).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("Cannot listen at " + at, bound.cause());
    }
    listener = bound.channel();
  }

  private final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {
    private Call current;

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request)
        throws IOException {
      String path = request.uri();
      if (path.endsWith("/models")) {
        reply(context, 200, "{\"data\": [{\"id\": \"" + MODEL + "\"}]}");
      } else if (path.equals("/stats")) {
        reply(context, 200, account.json().toString());
      } else if (path.equals("/reset")) {
        account.reset();
        reply(context, 200, "{}");
      } else if (path.endsWith("/chat/completions")) {
        String key = request.headers().get("Authorization");
        if (key != null) {
          keys.add(key);
        }
        JsonNode body = JSON.readTree(request.content().toString(StandardCharsets.UTF_8));
        current = new Call(context, body, draw());
        begin(current);
      } else if (path.endsWith("/embeddings")) {
        JsonNode body = JSON.readTree(request.content().toString(StandardCharsets.UTF_8));
        reply(context, 200, embeddings(body));
      } else {
        reply(context, 404, "{}");
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (current != null) {
        abandon(current);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  private synchronized Fault draw() {
    if (refusals > 0) {
      refusals--;
      return Fault.SERVER_ERROR;
    }
    double at = RandomNumbers.uniform(7, drawn++);
    double[] shares = {
      faults.rateLimited(),
      faults.serverError(),
      faults.malformed(),
      faults.cut(),
      faults.stall(),
      faults.slowHeaders()
    };
    for (int i = 0; i < shares.length; i++) {
      if (at < shares[i]) {
        return Fault.values()[i + 1];
      }
      at -= shares[i];
    }
    return Fault.NONE;
  }

  private void begin(Call call) {
    int prompt = promptTokens(call.body);
    account.arrived(prompt + call.body.path("max_tokens").asInt());
    if (call.fault == Fault.RATE_LIMITED) {
      account.faulted();
      reply(call.context, 429, "{\"error\": {\"message\": \"too many requests\"}}");
    } else if (call.fault == Fault.SERVER_ERROR) {
      account.faulted();
      reply(call.context, 500, "{\"error\": {\"message\": \"internal\"}}");
    } else {
      boolean now;
      synchronized (this) {
        now = running < slots;
        if (now) {
          running++;
          call.running = true;
          account.running(running);
        } else {
          waiting.add(call);
        }
      }
      if (now) {
        work(call);
      }
    }
  }

  private void work(Call call) {
    EventLoop loop = call.context.channel().eventLoop();
    loop.schedule(() -> finish(call), latency.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void finish(Call call) {
    if (call.fault == Fault.STALL) {
      account.faulted();
      return;
    }
    if (call.fault == Fault.SLOW_HEADERS) {
      account.faulted();
      drip(call, "HTTP/1.1 200 OK\r\nX-Slow: " + "x".repeat(600), 0);
      return;
    }
    if (!release(call)) {
      return;
    }
    String answer = answer(call.body);
    switch (call.fault) {
      case MALFORMED -> {
        account.faulted();
        reply(call.context, 200, answer.substring(0, answer.length() / 2));
      }
      case CUT -> {
        account.faulted();
        FullHttpResponse response = response(200, answer.substring(0, answer.length() / 2));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.length());
        call.context.writeAndFlush(response).addListener(done -> call.context.close());
      }
      default -> {
        account.answered();
        reply(call.context, 200, answer);
      }
    }
  }

  private void drip(Call call, String header, int position) {
    if (position < header.length() && call.context.channel().isActive()) {
      // Below the codec: a response that is never finished.
      call.context
          .pipeline()
          .firstContext()
          .writeAndFlush(
              Unpooled.copiedBuffer(
                  header.substring(position, position + 1), StandardCharsets.US_ASCII));
      call.context
          .channel()
          .eventLoop()
          .schedule(() -> drip(call, header, position + 1), 1, TimeUnit.SECONDS);
    }
  }

  /** The client went away. */
  private void abandon(Call call) {
    synchronized (this) {
      if (waiting.remove(call)) {
        return;
      }
    }
    release(call);
  }

  /** Gives the slot of a call to the next; false if the call was over already. */
  private boolean release(Call call) {
    Call next;
    synchronized (this) {
      if (call.over || !call.running) {
        return false;
      }
      call.over = true;
      next = waiting.poll();
      if (next == null) {
        running--;
      } else {
        next.running = true;
      }
      account.running(running);
    }
    if (next != null) {
      work(next);
    }
    return true;
  }

  private String answer(JsonNode body) {
    String text = answers.apply(body);
    int tokens = text.split("\\s+").length;
    ObjectNode answer = JSON.createObjectNode();
    answer.put("id", "chatcmpl-1").put("object", "chat.completion").put("model", MODEL);
    ObjectNode choice = answer.putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", "stop");
    choice.putObject("message").put("role", "assistant").put("content", text);
    if (body.path("logprobs").asBoolean()) {
      ArrayNode logprobs = choice.putObject("logprobs").putArray("content");
      for (int i = 0; i < tokens; i++) {
        logprobs.addObject().put("token", "t").put("logprob", -0.1);
      }
    }
    int prompt = promptTokens(body);
    answer
        .putObject("usage")
        .put("prompt_tokens", prompt)
        .put("completion_tokens", tokens)
        .put("total_tokens", prompt + tokens);
    return answer.toString();
  }

  private static String embeddings(JsonNode body) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode data = answer.putArray("data");
    int index = 0;
    for (JsonNode text : body.path("input")) {
      ArrayNode vector = data.addObject().put("index", index++).putArray("embedding");
      vector.add(text.asText().length()).add(1).add(2);
    }
    return answer.toString();
  }

  private static int promptTokens(JsonNode body) {
    int characters = 0;
    for (JsonNode message : body.path("messages")) {
      characters += message.path("content").asText().length();
    }
    return characters / 4 + 1;
  }

  private static String anyAnswer(JsonNode body) {
    int hash = (body.path("messages").toString() + body.path("seed").asLong()).hashCode();
    return "First the quantities are named, then they are added one after the other, and the sum is"
        + " compared with what the question asks for; the steps hold, so the answer is \\boxed{"
        + Math.floorMod(hash, 7)
        + "}.";
  }

  private static void reply(ChannelHandlerContext context, int status, String body) {
    context.writeAndFlush(response(status, body));
  }

  private static FullHttpResponse response(int status, String body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    HttpUtil.setContentLength(response, response.content().readableBytes());
    return response;
  }

  /** Serves until the process is ended; prints its address. */
  public static void main(String[] args) throws IOException {
    List<String> given = List.of(args);
    LoadServer server =
        new LoadServer(
            (int) option(given, "--port", 0),
            (int) option(given, "--slots", 64),
            Duration.ofMillis((long) option(given, "--latency-ms", 200)),
            LoadServer::anyAnswer);
    server.faults(
        new Faults(
            option(given, "--rate-limited", 0),
            option(given, "--server-error", 0),
            option(given, "--malformed", 0),
            option(given, "--cut", 0),
            option(given, "--stall", 0),
            option(given, "--slow-headers", 0)));
    System.out.println(server.url());
    server.listener.closeFuture().syncUninterruptibly();
  }

  private static double option(List<String> args, String name, double otherwise) {
    int at = args.indexOf(name);
    return at < 0 ? otherwise : Double.parseDouble(args.get(at + 1));
  }
}
