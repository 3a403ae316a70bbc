package io.pressroom.builder.plan;

import io.pressroom.store.Digest;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes values so that equal values give equal bytes and different ones different bytes: every
 * value that has no fixed length says its length first. What fingerprints are made of and what
 * {@link RecordFile} keeps; {@link Decoder} reads it.
 */
final class Encoder {

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new AssertionError("every Java platform has SHA-256", e);
            }
          });

  private byte[] bytes = new byte[256];
  private int length;

  Encoder bool(boolean value) {
    return octet(value ? 1 : 0);
  }

  Encoder octet(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /** A number that is mostly small, in seven bits an octet. */
  Encoder count(int value) {
    room(5);
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  Encoder number(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  Encoder text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    count(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
    return this;
  }

  Encoder instant(Instant value) {
    return number(value.getEpochSecond()).count(value.getNano());
  }

  Encoder time(ZonedDateTime value) {
    return instant(value.toInstant()).text(value.getZone().getId());
  }

  Encoder digest(Digest value) {
    for (int i = 0; i < 64; i += 16) {
      number(Long.parseUnsignedLong(value.hex(), i, i + 16, 16));
    }
    return this;
  }

  Encoder fingerprint(Fingerprint value) {
    return number(value.high()).number(value.low());
  }

  <T> Encoder optional(Optional<T> value, Consumer<T> write) {
    bool(value.isPresent());
    value.ifPresent(write);
    return this;
  }

  <T> Encoder all(Collection<T> values, Consumer<T> write) {
    count(values.size());
    values.forEach(write);
    return this;
  }

  /**
   * A value of front matter or settings: a string, number or Boolean, or a list or map of them.
   *
   * @throws IllegalArgumentException for anything else
   */
  Encoder value(Object value) {
    switch (value) {
      case String text -> octet('s').text(text);
      case Boolean bool -> octet('b').bool(bool);
      case Long number -> octet('l').number(number);
      case Integer number -> octet('l').number(number);
      case Double number -> octet('d').number(Double.doubleToLongBits(number));
      case BigInteger number -> octet('i').text(number.toString());
      case List<?> list -> octet('[').all(list, this::value);
      case Map<?, ?> map -> {
        octet('{').count(map.size());
        map.forEach((key, each) -> text((String) key).value(each));
      }
      default -> throw new IllegalArgumentException("no value of content: " + value.getClass());
    }
    return this;
  }

  int length() {
    return length;
  }

  /** A view of what has been written so far. */
  ByteBuffer written() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /** Stands for what has been written so far. */
  Fingerprint fingerprint() {
    MessageDigest sha256 = SHA_256.get();
    sha256.update(bytes, 0, length);
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    return new Fingerprint(digest.getLong(), digest.getLong());
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
