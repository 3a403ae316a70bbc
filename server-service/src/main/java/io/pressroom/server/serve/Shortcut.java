package io.pressroom.server.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.pressroom.server.load.Bodies;
import io.pressroom.server.load.Body;
import io.pressroom.server.load.Current;
import io.pressroom.server.load.LoadedRelease;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;

/**
 * Answers right behind HTTP/1.1's codec what most requests are: a page or file whose body is in
 * memory, the site's page of a 404 among them, or which the client has already. What {@link
 * SiteRoute} would say, by the same {@link Resolver} and the same {@link ContentFields}, without a
 * request and a response of the framework, which cost as much as all the rest.
 *
 * <p>Everything else goes on to the framework. Responses leave in the order of the requests (RFC
 * 9112, section 9.3.2): where one of the framework's is still to come, all go on. A connection over
 * which something unusual came, such as a body, is the framework's from there on.
 */
final class Shortcut extends ChannelInboundHandlerAdapter {

  /** What the shortcuts of all connections share. */
  record Site(
      Current current,
      Bodies bodies,
      ContentFields fields,
      Tally tally,
      Options options,
      Policy policy,
      AccessLog accessLog) {

    /** Whether there is nothing to say that only the framework knows how to. */
    private boolean isPlain(HttpServerRequest request) {
      return !accessLog.isOn()
          && !options.shortAddresses()
          && options.cacheControl().isEmpty()
          && policy.isSameForAll(request.connection());
    }
  }

  private static final AsciiString OK = AsciiString.cached("HTTP/1.1 200 OK\r\n");
  private static final AsciiString NOT_FOUND = AsciiString.cached("HTTP/1.1 404 Not Found\r\n");
  private static final AsciiString SAME = AsciiString.cached("HTTP/1.1 304 Not Modified\r\n");
  private static final int USUAL_HEAD = 768;

  private final Site site;
  private final Pace pace;
  private ChannelHandlerContext socketSide;

  /** Whether what comes belongs to a request that is answered. */
  private boolean answered;

  /** Whether the rest of the connection is the framework's. */
  private boolean unusual;

  private boolean unflushed;

  private Shortcut(Site site, Pace pace) {
    this.site = site;
    this.pace = pace;
  }

  /**
   * Puts one into the connection of a request of HTTP/1.1, where there is none.
   *
   * @param request one of that connection, of which nothing is answered yet
   * @param pace that of the connection
   */
  static void shorten(HttpServerRequest request, ConnectionBase connection, Pace pace, Site site) {
    if (request.version() == HttpVersion.HTTP_1_1 && site.isPlain(request)) {
      ChannelHandlerContext framework = connection.channelHandlerContext();
      ChannelPipeline pipeline = framework.pipeline();
      if (pipeline.get(Shortcut.class) == null) {
        pipeline.addBefore(framework.name(), null, new Shortcut(site, pace));
      }
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    socketSide = context.pipeline().context(HttpResponseEncoder.class);
    unusual = socketSide == null;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      unusual |= !isUsual(request);
      answered = !unusual && pace.waiting() == 1 && answer(context, request);
      if (answered) {
        pace.answered();
      }
    }
    if (answered && message instanceof HttpContent) {
      ReferenceCountUtil.release(message); // the end of it: it has no body
    } else if (!answered) {
      context.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (unflushed) {
      unflushed = false;
      socketSide.flush();
    }
    context.fireChannelReadComplete();
  }

  private static boolean isUsual(HttpRequest request) {
    return request.decoderResult().isSuccess()
        && request.protocolVersion().equals(io.netty.handler.codec.http.HttpVersion.HTTP_1_1)
        && request.headers() instanceof MultiMap headers
        && Framing.isBare(headers)
        && !Framing.isBad(HttpVersion.HTTP_1_1, headers);
  }

  private boolean answer(ChannelHandlerContext context, HttpRequest request) {
    String method = request.method().name();
    boolean head = method.equals(HttpMethod.HEAD.name());
    Optional<LoadedRelease> release = site.current().release();
    if ((!head && !method.equals(HttpMethod.GET.name()))
        || request.uri().startsWith(SiteRoute.OWN)
        || release.isEmpty()
        || !release.get().steering().headers().isEmpty()) {
      return false;
    }
    // Only the site's own rules ask where a request was sent to, and none is asked.
    Request asked =
        new Request(
            method,
            request.uri(),
            () -> new Request.Origin("", ""),
            Fields.of((MultiMap) request.headers()));
    return switch (Resolver.unruled(release.get(), asked).orElse(null)) {
      case Answer.Whole whole ->
          site.bodies()
              .kept(whole.resource(), whole.coding())
              .map(body -> send(context, whole, body, release, head))
              .orElse(false);
      case Answer.NotModified same -> send(context, same, release);
      case null, default -> false;
    };
  }

  private boolean send(
      ChannelHandlerContext context,
      Answer.Whole whole,
      Body.InMemory body,
      Optional<LoadedRelease> release,
      boolean head) {
    ByteBuf out = begin(context, whole.status() == 404 ? NOT_FOUND : OK);
    site.fields().whole(new Lines(out), whole, body, release);
    put(out, HttpHeaders.CONTENT_LENGTH, body.length());
    end(out);
    if (!head) {
      send(shared(body.bytes()));
    }
    site.tally().count(whole.status(), head ? 0 : body.size());
    return true;
  }

  private boolean send(
      ChannelHandlerContext context, Answer.NotModified same, Optional<LoadedRelease> release) {
    ByteBuf out = begin(context, SAME);
    site.fields().notModified(new Lines(out), same, release);
    end(out);
    site.tally().count(304, 0);
    return true;
  }

  /** To be sent, and never freed by whoever sends it. */
  @SuppressWarnings("deprecation") // The method moves to an internal interface in Vert.x 5.
  private static ByteBuf shared(Buffer bytes) {
    return Unpooled.unreleasableBuffer(bytes.getByteBuf());
  }

  private static ByteBuf begin(ChannelHandlerContext context, AsciiString status) {
    ByteBuf out = context.alloc().directBuffer(USUAL_HEAD);
    put(out, status);
    return out;
  }

  /** Header fields as HTTP/1.1 has them. */
  private record Lines(ByteBuf out) implements Head {
    @Override
    public void add(CharSequence name, CharSequence value) {
      put(out, name, value);
    }

    @Override
    public void add(FixedFields fields) {
      put(out, fields.lines());
    }
  }

  private static void put(ByteBuf out, CharSequence name, CharSequence value) {
    put(out, name);
    out.writeShort(':' << 8 | ' ');
    put(out, value);
    out.writeShort('\r' << 8 | '\n');
  }

  private static void put(ByteBuf out, CharSequence text) {
    if (text instanceof AsciiString ascii) {
      out.writeBytes(ascii.array(), ascii.arrayOffset(), ascii.length());
    } else {
      out.writeCharSequence(text, US_ASCII);
    }
  }

  private void end(ByteBuf out) {
    out.writeShort('\r' << 8 | '\n');
    send(out);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Failures come as those of the connection.
  private void send(ByteBuf bytes) {
    unflushed = true;
    socketSide.write(bytes, socketSide.voidPromise());
  }
}
