package io.pressroom.builder.plan;

import io.pressroom.builder.content.Settings;
import io.pressroom.rules.Percent;
import io.pressroom.store.OutputPath;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How places in a release and addresses belong together: {@code posts/a/index.html} has the address
 * {@code /posts/a/} below the base path.
 *
 * @param basePath the path of the base URL; begins and ends with a slash
 */
record Addresses(String basePath) {

  static final String INDEX = "index.html";

  /** A last segment that names a file, not a folder: letters after a dot, so not {@code v1.0}. */
  private static final Pattern FILE = Pattern.compile(".*\\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,6}");

  static Addresses of(Settings settings) {
    String path = settings.baseUrl().getRawPath();
    return new Addresses(path == null || path.isEmpty() ? "/" : path);
  }

  /** The root-relative, percent-encoded address of what lies at {@code path}. */
  String url(OutputPath path) {
    String value = path.value();
    boolean index = value.equals(INDEX) || value.endsWith("/" + INDEX);
    return url(index ? value.substring(0, value.length() - INDEX.length()) : value);
  }

  String url(String path) {
    return basePath + Percent.encodePath(path);
  }

  /**
   * Where that lies whose address below the base path is written so: {@code /about/}, {@code
   * /old.html} or {@code about}, which is a folder.
   *
   * @throws IllegalArgumentException where no file of a release can have that address
   */
  static OutputPath place(String address) {
    return place(address, names(address));
  }

  /**
   * Where that lies whose address is written so.
   *
   * @param file whether its last segment names a file
   * @throws IllegalArgumentException where no file of a release can have that address
   */
  static OutputPath place(String address, boolean file) {
    String path = address.startsWith("/") ? address.substring(1) : address;
    if (path.isEmpty() || path.endsWith("/")) {
      return OutputPath.of(path + INDEX);
    }
    return OutputPath.of(file ? path : path + "/" + INDEX);
  }

  /** Whether the last segment of an address names a file. */
  static boolean names(String address) {
    return FILE.matcher(address.substring(address.lastIndexOf('/') + 1)).matches();
  }

  /**
   * Where in a release a root-relative address leads: to the file of that name, or to the index of
   * the folder of that name. Empty where it is not below the base path.
   */
  Optional<String> pathOf(String url) {
    if (!(url + "/").startsWith(basePath)) {
      return Optional.empty();
    }
    return decode(url.length() < basePath.length() ? "" : url.substring(basePath.length()));
  }

  private static Optional<String> decode(String path) {
    if (path.indexOf('%') < 0) {
      return Optional.of(path);
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    byte[] utf8 = path.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < utf8.length; i++) {
      if (utf8[i] != '%') {
        octets.write(utf8[i]);
      } else if (i + 2 < utf8.length
          && HexFormat.isHexDigit(utf8[i + 1])
          && HexFormat.isHexDigit(utf8[i + 2])) {
        octets.write(
            HexFormat.fromHexDigit(utf8[i + 1]) << 4 | HexFormat.fromHexDigit(utf8[i + 2]));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(octets.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
