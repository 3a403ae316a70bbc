package io.pressroom.builder.plan;

import io.pressroom.store.Digest;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what an {@link Encoder} wrote. Bytes that it did not write end in some {@link
 * RuntimeException}.
 */
final class Decoder {

  private final ByteBuffer bytes;

  Decoder(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  boolean atEnd() {
    return !bytes.hasRemaining();
  }

  boolean bool() {
    return bytes.get() != 0;
  }

  int octet() {
    return bytes.get();
  }

  int count() {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a count of more than 32 bits");
  }

  long number() {
    return bytes.getLong();
  }

  String text() {
    int size = count();
    if (size < 0 || size > bytes.remaining()) {
      throw new IllegalArgumentException("a text of " + size + " bytes");
    }
    String text =
        bytes.hasArray()
            ? new String(
                bytes.array(), bytes.arrayOffset() + bytes.position(), size, StandardCharsets.UTF_8)
            : StandardCharsets.UTF_8.decode(bytes.slice(bytes.position(), size)).toString();
    bytes.position(bytes.position() + size);
    return text;
  }

  Instant instant() {
    return Instant.ofEpochSecond(number(), count());
  }

  ZonedDateTime time() {
    return ZonedDateTime.ofInstant(instant(), ZoneId.of(text()));
  }

  Digest digest() {
    byte[] digest = new byte[32];
    bytes.get(digest);
    return new Digest(HexFormat.of().formatHex(digest));
  }

  Fingerprint fingerprint() {
    return new Fingerprint(number(), number());
  }

  <T> Optional<T> optional(Supplier<T> read) {
    return bool() ? Optional.of(read.get()) : Optional.empty();
  }

  <T> List<T> all(Supplier<T> read) {
    int size = count();
    List<T> values = new ArrayList<>(Math.min(Math.max(size, 0), bytes.remaining()));
    for (int i = 0; i < size; i++) {
      values.add(read.get());
    }
    return values;
  }

  Object value() {
    int kind = octet();
    return switch (kind) {
      case 's' -> text();
      case 'b' -> bool();
      case 'l' -> number();
      case 'd' -> Double.longBitsToDouble(number());
      case 'i' -> new BigInteger(text());
      case '[' -> all(this::value);
      case '{' -> entries();
      default -> throw new IllegalArgumentException("no kind of value: " + kind);
    };
  }

  /** A map of values. */
  Map<String, Object> map() {
    if (octet() != '{') {
      throw new IllegalArgumentException("not a map");
    }
    return entries();
  }

  /** Terms by taxonomy. */
  Map<String, List<String>> terms() {
    Map<String, List<String>> terms = new LinkedHashMap<>();
    map()
        .forEach(
            (taxonomy, names) ->
                terms.put(taxonomy, ((List<?>) names).stream().map(String.class::cast).toList()));
    return terms;
  }

  private Map<String, Object> entries() {
    int size = count();
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(text(), value());
    }
    return map;
  }
}
