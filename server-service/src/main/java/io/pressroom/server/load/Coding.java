package io.pressroom.server.load;

import java.util.List;
import java.util.stream.Stream;

/** How the bytes of a body are coded on their way (RFC 9110, section 8.4.1). */
public enum Coding {
  IDENTITY("identity", ""),
  GZIP("gzip", "-gzip"),
  BR("br", "-br"),
  ZSTD("zstd", "-zstd");

  /** Found out when first asked for: it loads native libraries. */
  private static final class Offered {
    static final List<Coding> LIST = Stream.of(BR, ZSTD, GZIP).filter(Coder::offers).toList();
  }

  private final String token;
  private final String suffix;

  Coding(String token, String suffix) {
    this.token = token;
    this.suffix = suffix;
  }

  /** What is offered beside identity, the best first. */
  public static List<Coding> offered() {
    return Offered.LIST;
  }

  /** Its name in {@code Accept-Encoding} and {@code Content-Encoding}. */
  public String token() {
    return token;
  }

  /** What sets its entity tag apart: other bytes need another tag (RFC 9110, section 8.8.3.3). */
  String suffix() {
    return suffix;
  }
}
