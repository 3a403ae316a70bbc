package io.pressroom.store;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Media types by the ending of a file's name. Text says that it is UTF-8, because the builder
 * writes nothing else. The names are those of the IANA registry; JavaScript is {@code
 * text/javascript} (RFC 9239).
 */
public final class MediaTypes {

  /** What a file is whose ending says nothing. */
  public static final String UNKNOWN = "application/octet-stream";

  private static final Map<String, String> BY_ENDING = new HashMap<>();

  static {
    text("text/html", "html", "htm");
    text("text/css", "css");
    text("text/javascript", "js", "mjs");
    text("text/plain", "txt", "log");
    text("text/markdown", "md", "markdown");
    text("text/csv", "csv");
    text("text/calendar", "ics");
    text("text/vtt", "vtt");
    bytes("application/json", "json", "map");
    bytes("application/ld+json", "jsonld");
    bytes("application/feed+json", "jsonfeed");
    bytes("application/manifest+json", "webmanifest");
    bytes("application/geo+json", "geojson");
    bytes("application/xml", "xml", "xsl");
    bytes("application/atom+xml", "atom");
    bytes("application/rss+xml", "rss");
    bytes("application/xhtml+xml", "xhtml");
    bytes("application/wasm", "wasm");
    bytes("application/pdf", "pdf");
    bytes("application/epub+zip", "epub");
    bytes("application/zip", "zip");
    bytes("application/gzip", "gz", "tgz");
    bytes("application/x-bzip2", "bz2");
    bytes("application/x-xz", "xz");
    bytes("application/zstd", "zst");
    bytes("application/x-tar", "tar");
    bytes("application/x-7z-compressed", "7z");
    bytes("application/java-archive", "jar");
    bytes("application/rtf", "rtf");
    bytes("application/yaml", "yaml", "yml");
    bytes("application/toml", "toml");
    bytes("image/svg+xml", "svg");
    bytes("image/png", "png");
    bytes("image/apng", "apng");
    bytes("image/jpeg", "jpg", "jpeg");
    bytes("image/gif", "gif");
    bytes("image/webp", "webp");
    bytes("image/avif", "avif");
    bytes("image/bmp", "bmp");
    bytes("image/tiff", "tif", "tiff");
    bytes("image/vnd.microsoft.icon", "ico");
    bytes("font/woff", "woff");
    bytes("font/woff2", "woff2");
    bytes("font/ttf", "ttf");
    bytes("font/otf", "otf");
    bytes("audio/mpeg", "mp3");
    bytes("audio/mp4", "m4a");
    bytes("audio/ogg", "oga", "ogg", "opus");
    bytes("audio/flac", "flac");
    bytes("audio/wav", "wav");
    bytes("video/mp4", "mp4", "m4v");
    bytes("video/webm", "webm");
    bytes("video/ogg", "ogv");
    bytes("video/quicktime", "mov");
  }

  private static final Map<String, String> KNOWN =
      BY_ENDING.values().stream().distinct().collect(Collectors.toMap(type -> type, type -> type));

  private MediaTypes() {}

  /** The media type of what lies at {@code path}, or {@link #UNKNOWN}. */
  public static String of(OutputPath path) {
    String name = path.value().substring(path.value().lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? UNKNOWN
        : BY_ENDING.getOrDefault(name.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
  }

  static boolean isKnown(String mediaType) {
    return KNOWN.containsKey(mediaType);
  }

  /** The one string for all entries of that type, so that a large manifest holds it once. */
  static String shared(String mediaType) {
    return KNOWN.getOrDefault(mediaType, mediaType);
  }

  private static void text(String type, String... endings) {
    bytes(type + ";charset=utf-8", endings);
  }

  private static void bytes(String type, String... endings) {
    for (String ending : endings) {
      BY_ENDING.put(ending, type);
    }
  }
}
