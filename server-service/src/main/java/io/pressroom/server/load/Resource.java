package io.pressroom.server.load;

import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * What a release has at one address, with all that a response says about it made once. Never
 * changes, and is shared by all event loops.
 */
public final class Resource {

  private static final String INDEX = "index.html";
  private static final String ASSETS = "assets/";
  private static final int FINGERPRINT = 8;
  private static final String LIVE = "-live";

  private final String address;
  private final Digest digest;
  private final long objectSize;
  private final Optional<HtmlAddition> addition;
  private final long size;
  private final CharSequence mediaType;
  private final boolean html;
  private final boolean fingerprinted;
  private final boolean codable;

  /**
   * Made when they are first said: of many resources they never are. Whoever makes them, the same.
   */
  private CharSequence length;

  private CharSequence etag;

  private Resource(Entry entry, Optional<HtmlAddition> htmlAddition) {
    String path = entry.path().value();
    String type = entry.mediaType();
    this.address = address(entry.path());
    this.digest = entry.digest();
    this.objectSize = entry.size();
    this.html = type.startsWith("text/html");
    this.addition = html ? htmlAddition : Optional.empty();
    this.size = objectSize + addition.map(HtmlAddition::size).orElse(0);
    this.mediaType = MediaTypeHeaders.of(type);
    this.fingerprinted = isFingerprinted(path);
    this.codable = Codables.worthCoding(type, size);
  }

  static Resource of(Entry entry, Optional<HtmlAddition> htmlAddition) {
    return new Resource(entry, htmlAddition);
  }

  /**
   * Where a path is found: with a slash before it, and without the {@code index.html} at its end,
   * so that it is spelled as most requests spell it.
   */
  static String address(OutputPath path) {
    String value = path.value();
    if (value.equals(INDEX)) {
      return "/";
    }
    return value.endsWith("/" + INDEX)
        ? "/" + value.substring(0, value.length() - INDEX.length())
        : "/" + value;
  }

  /**
   * Whether a path is never served: a segment that begins with a dot, but for {@code .well-known}
   * (RFC 8615), and the files that steer a server.
   */
  static boolean isHidden(OutputPath path) {
    String value = path.value();
    return Steering.isFile(path)
        || (value.startsWith(".") && !value.startsWith(".well-known/"))
        || value.contains("/.");
  }

  /** Its decoded path with a leading slash: {@code /posts/hello/} for an index page. */
  public String address() {
    return address;
  }

  /** The digest of its object in the store. */
  public Digest digest() {
    return digest;
  }

  /** The length in bytes of its body where that is not coded. */
  public long size() {
    return size;
  }

  /** {@link #size()} as {@code Content-Length} says it. */
  public CharSequence length() {
    CharSequence made = length;
    if (made == null) {
      made = HttpHeaders.createOptimized(Long.toString(size));
      length = made;
    }
    return made;
  }

  /** Its {@code Content-Type}. */
  public CharSequence mediaType() {
    return mediaType;
  }

  /**
   * The strong entity tag of its body, not coded: the content digest, the same on every replica.
   */
  public CharSequence etag() {
    CharSequence made = etag;
    if (made == null) {
      made = HttpHeaders.createOptimized(etag(Coding.IDENTITY));
      etag = made;
    }
    return made;
  }

  /** The strong entity tag of its body in that coding. */
  public String etag(Coding coding) {
    return '"' + digest.hex() + (addition.isPresent() ? LIVE : "") + coding.suffix() + '"';
  }

  /** Whether a part of a text is the strong entity tag of its body in that coding. */
  public boolean isEtag(String text, int start, int end, Coding coding) {
    String hex = digest.hex();
    String live = addition.isPresent() ? LIVE : "";
    String suffix = coding.suffix();
    int afterHex = start + 1 + hex.length();
    int afterLive = afterHex + live.length();
    return end == afterLive + suffix.length() + 1
        && text.charAt(start) == '"'
        && text.charAt(end - 1) == '"'
        && text.startsWith(hex, start + 1)
        && text.startsWith(live, afterHex)
        && text.startsWith(suffix, afterLive);
  }

  /** Whether it is a page. */
  public boolean isHtml() {
    return html;
  }

  /** Whether its name changes with its content, so that it may be kept for ever. */
  public boolean isFingerprinted() {
    return fingerprinted;
  }

  /** Whether it is sent coded to those who accept that: text that is neither tiny nor huge. */
  public boolean isCodable() {
    return codable;
  }

  long objectSize() {
    return objectSize;
  }

  Optional<HtmlAddition> addition() {
    return addition;
  }

  @Override
  public String toString() {
    return address;
  }

  /** {@code assets/NAME.FFFFFFFF.EXT} with eight lower-case hexadecimal digits. */
  private static boolean isFingerprinted(String path) {
    int dot = path.lastIndexOf('.');
    int start = dot - FINGERPRINT;
    if (!path.startsWith(ASSETS) || start <= ASSETS.length() + 1 || path.charAt(start - 1) != '.') {
      return false;
    }
    for (int i = start; i < dot; i++) {
      char c = path.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return path.indexOf('/', dot) < 0;
  }
}
