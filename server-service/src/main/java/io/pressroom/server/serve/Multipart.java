package io.pressroom.server.serve;

import io.pressroom.server.load.Resource;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** Several parts of a body in one response (RFC 9110, section 14.6). */
record Multipart(Resource resource, List<ByteRange> ranges) {

  /** Where the bytes of a part come from. */
  @FunctionalInterface
  interface Source {
    Buffer bytes(ByteRange range) throws IOException;
  }

  String contentType() {
    return "multipart/byteranges; boundary=" + boundary();
  }

  Buffer bytes(Source source) throws IOException {
    Buffer bytes = Buffer.buffer();
    for (ByteRange range : ranges) {
      bytes
          .appendString(
              "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
                  .formatted(boundary(), resource.mediaType(), range.contentRange(resource.size())))
          .appendBuffer(source.bytes(range));
    }
    return bytes.appendString("\r\n--" + boundary() + "--\r\n");
  }

  /** A body does not contain its own digest. */
  private String boundary() {
    return resource.digest().hex().substring(0, 32);
  }
}
