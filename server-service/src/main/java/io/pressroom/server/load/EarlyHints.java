package io.pressroom.server.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page will load, as a {@code Link} field says it (RFC 8297): the style sheets and scripts
 * that the head of the page names by root-relative addresses.
 */
final class EarlyHints {

  /** Where a head is not ended, it is taken to end here. */
  private static final int READ = 8 << 10;

  private static final int MOST = 8;

  private static final Pattern TAG =
      Pattern.compile("<(link|script)\\s([^>]{1,500})>", Pattern.CASE_INSENSITIVE);
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([a-z]{1,20})\\s{0,3}=\\s{0,3}(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");

  private EarlyHints() {}

  /** The field, or nothing where the page names none. */
  static Optional<String> of(byte[] page) {
    String begin = new String(page, 0, Math.min(page.length, READ), StandardCharsets.ISO_8859_1);
    int end = begin.indexOf("</head>");
    String head = end < 0 ? begin : begin.substring(0, end);
    List<String> links = new ArrayList<>();
    Matcher tag = TAG.matcher(head);
    while (tag.find() && links.size() < MOST) {
      link(tag.group(1).toLowerCase(Locale.ROOT), tag.group(2)).ifPresent(links::add);
    }
    return links.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", links));
  }

  private static Optional<String> link(String tag, String attributes) {
    String rel = "";
    String address = "";
    String type = "";
    Matcher attribute = ATTRIBUTE.matcher(attributes);
    while (attribute.find()) {
      String value =
          attribute.group(2) != null
              ? attribute.group(2)
              : attribute.group(3) != null ? attribute.group(3) : attribute.group(4);
      switch (attribute.group(1)) {
        case "rel" -> rel = value.toLowerCase(Locale.ROOT);
        case "href", "src" -> address = value;
        case "type" -> type = value;
        case "media", "disabled" -> type = attribute.group(1); // perhaps not loaded at all
        default -> {}
      }
    }
    if (!address.matches("/(?!/)[\\x21-\\x7e&&[^<>\"\\\\&]]*")) {
      return Optional.empty();
    }
    if (tag.equals("link")) {
      return rel.equals("stylesheet") && (type.isEmpty() || type.equals("text/css"))
          ? Optional.of("<" + address + ">; rel=preload; as=style")
          : Optional.empty();
    }
    return switch (type) {
      case "" -> Optional.of("<" + address + ">; rel=preload; as=script");
      case "module" -> Optional.of("<" + address + ">; rel=modulepreload");
      default -> Optional.empty();
    };
  }
}
