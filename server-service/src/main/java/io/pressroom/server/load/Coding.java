package io.pressroom.server.load;

/** How the bytes of a body are coded on their way (RFC 9110, section 8.4.1). */
public enum Coding {
  IDENTITY("identity", ""),
  GZIP("gzip", "-gzip"),
  BR("br", "-br"),
  ZSTD("zstd", "-zstd");

  private final String token;
  private final String suffix;

  Coding(String token, String suffix) {
    this.token = token;
    this.suffix = suffix;
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
