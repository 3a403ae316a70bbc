package io.pressroom.server.load;

/**
 * Which bodies are sent coded. Depends on type and size alone, so that every replica decides alike.
 */
final class Codables {

  /** Below this the coded body and its header save no packet. */
  private static final long SMALLEST = 1024;

  /** Above this a body is sent as it is, straight from its file. */
  private static final long LARGEST = 4 << 20;

  private Codables() {}

  static boolean worthCoding(String mediaType, long size) {
    if (size < SMALLEST || size > LARGEST) {
      return false;
    }
    int end = mediaType.indexOf(';');
    String type = end < 0 ? mediaType : mediaType.substring(0, end);
    return type.startsWith("text/")
        || type.endsWith("+json")
        || type.endsWith("+xml")
        || switch (type) {
          case "application/json",
              "application/xml",
              "application/yaml",
              "application/toml",
              "application/rtf",
              "application/wasm",
              "image/bmp",
              "image/vnd.microsoft.icon",
              "font/ttf",
              "font/otf" ->
              true;
          default -> false;
        };
  }
}
