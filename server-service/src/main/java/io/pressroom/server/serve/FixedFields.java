package io.pressroom.server.serve;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.stream.Collectors;

/** Header fields that are the same for many responses, for HTTP/1.1 written down once. */
final class FixedFields {

  /** One of them. */
  record Field(CharSequence name, CharSequence value) {
    static Field of(String name, String value) {
      return new Field(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
    }
  }

  private final List<Field> fields;
  private final AsciiString lines;

  FixedFields(List<Field> fields) {
    this.fields = List.copyOf(fields);
    this.lines =
        AsciiString.of(
            fields.stream()
                .map(field -> field.name() + ": " + field.value() + "\r\n")
                .collect(Collectors.joining()));
  }

  void forEach(Head head) {
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      head.add(field.name(), field.value());
    }
  }

  /** As HTTP/1.1 has them (RFC 9112, section 5), each line with its end. */
  AsciiString lines() {
    return lines;
  }
}
