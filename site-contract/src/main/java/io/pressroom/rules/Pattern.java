package io.pressroom.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses a rule is for: {@code /news/:year/*}, {@code https://old.example.org/*}.
 *
 * <p>A placeholder stands for a segment, or for a part of one, and never for a slash; the asterisk
 * for any number of characters, slashes too. There is at most one placeholder in a segment and one
 * asterisk, with no placeholder after it, so that matching takes time in proportion to the length
 * of the address, whatever the address is.
 */
final class Pattern {

  /** The name of what the asterisk stands for. */
  static final String SPLAT = "splat";

  static final java.util.regex.Pattern PLACEHOLDER =
      java.util.regex.Pattern.compile(":([A-Za-z]\\w*)");

  private static final java.util.regex.Pattern PORT = java.util.regex.Pattern.compile(":\\d+$");

  private final List<Segment> host;
  private final List<Segment> segments;
  private final Optional<Splat> splat;

  /**
   * A part of a path between slashes, or of a host between dots.
   *
   * @param name of the placeholder between prefix and suffix; empty where the prefix is all
   */
  private record Segment(String prefix, String name, String suffix) {
    Segment lowerCase() {
      return new Segment(prefix.toLowerCase(Locale.ROOT), name, suffix.toLowerCase(Locale.ROOT));
    }

    boolean matches(String text, Map<String, String> values) {
      if (name.isEmpty()) {
        return text.equals(prefix);
      }
      if (text.length() <= prefix.length() + suffix.length()
          || !text.startsWith(prefix)
          || !text.endsWith(suffix)) {
        return false;
      }
      values.put(name, text.substring(prefix.length(), text.length() - suffix.length()));
      return true;
    }
  }

  /** The asterisk, with the text about it: before it up to the slash, after it up to the end. */
  private record Splat(String before, String after) {}

  private Pattern(List<Segment> host, List<Segment> segments, Optional<Splat> splat) {
    this.host = List.copyOf(host);
    this.segments = List.copyOf(segments);
    this.splat = splat;
  }

  static Pattern parse(String written) throws BadRuleException {
    String host = "";
    String path = written;
    if (!written.startsWith("/")) {
      int start = written.indexOf("://") + 3;
      int slash = written.indexOf('/', start);
      host = slash < 0 ? written.substring(start) : written.substring(start, slash);
      path = slash < 0 ? "/" : written.substring(slash);
      if (host.isEmpty() || PORT.matcher(host).find() || host.indexOf('*') >= 0) {
        throw new BadRuleException(
            "\"" + written + "\" has no host, or one with a port or an asterisk",
            "hosts are compared without their port; write https://example.org/path");
      }
    }
    if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
      throw new BadRuleException(
          "\"" + written + "\" has a query or a fragment",
          "a redirect's query conditions stand beside the path: /store id=:id /blog/:id");
    }
    int asterisk = path.indexOf('*');
    if (asterisk != path.lastIndexOf('*')) {
      throw new BadRuleException("\"" + written + "\" has more than one asterisk", "");
    }
    List<Segment> segments = new ArrayList<>();
    Optional<Splat> splat = Optional.empty();
    String plain = path;
    if (asterisk >= 0) {
      int slash = path.lastIndexOf('/', asterisk);
      String before = path.substring(slash + 1, asterisk);
      String after = path.substring(asterisk + 1);
      if (PLACEHOLDER.matcher(before).find() || PLACEHOLDER.matcher(after).find()) {
        throw new BadRuleException(
            "\"" + written + "\" has a placeholder beside or after the asterisk",
            "placeholders stand in segments before it");
      }
      splat = Optional.of(new Splat(Percent.decode(before), Percent.decode(after)));
      plain = path.substring(0, slash);
    }
    List<Segment> labels = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    for (String label : host.isEmpty() ? new String[0] : host.split("\\.", -1)) {
      Segment segment = segment(label);
      names.put(segment.name(), "");
      labels.add(segment.lowerCase());
    }
    for (String text : plain.isEmpty() ? new String[0] : split(trimmed(plain))) {
      Segment segment = segment(text);
      if (!segment.name().isEmpty() && names.put(segment.name(), "") != null) {
        throw new BadRuleException("\"" + written + "\" has :" + segment.name() + " twice", "");
      }
      segments.add(segment);
    }
    return new Pattern(labels, segments, splat);
  }

  private static Segment segment(String text) throws BadRuleException {
    var matcher = PLACEHOLDER.matcher(text);
    if (!matcher.find()) {
      return new Segment(Percent.decode(text), "", "");
    }
    String rest = text.substring(matcher.end());
    if (PLACEHOLDER.matcher(rest).find()) {
      throw new BadRuleException("\"" + text + "\" has two placeholders in one segment", "");
    }
    return new Segment(
        Percent.decode(text.substring(0, matcher.start())), matcher.group(1), Percent.decode(rest));
  }

  /** Whether it is one path on any host. */
  boolean isPlain() {
    return host.isEmpty() && splat.isEmpty() && segments.stream().allMatch(s -> s.name().isEmpty());
  }

  boolean hasHost() {
    return !host.isEmpty();
  }

  /** The path of a plain one, as {@link #key} makes it. */
  String plainKey() {
    StringBuilder key = new StringBuilder();
    segments.forEach(segment -> key.append('/').append(segment.prefix()));
    return key.toString();
  }

  /** A decoded path without the slash at its end, which makes no difference to rules. */
  static String key(String path) {
    return trimmed(path);
  }

  /** Whether a value of that name comes of a match. */
  boolean names(String name) {
    return (splat.isPresent() && name.equals(SPLAT))
        || Stream.concat(host.stream(), segments.stream())
            .anyMatch(segment -> segment.name().equals(name));
  }

  /** The values of its placeholders for that address, or nothing where it is for others. */
  Optional<Map<String, String>> match(Asked asked) {
    Map<String, String> values = new HashMap<>();
    if (hasHost() && !matches(hostName(asked.host()), values)) {
      return Optional.empty();
    }
    String path = asked.path();
    int at = 0;
    if (splat.isEmpty()) {
      path = trimmed(path);
    }
    for (Segment segment : segments) {
      if (at >= path.length() || path.charAt(at) != '/') {
        return Optional.empty();
      }
      int end = path.indexOf('/', at + 1);
      if (end < 0) {
        end = path.length();
      }
      if (!segment.matches(path.substring(at + 1, end), values)) {
        return Optional.empty();
      }
      at = end;
    }
    if (splat.isEmpty()) {
      return at == path.length() ? Optional.of(values) : Optional.empty();
    }
    String rest = at < path.length() ? path.substring(at + 1) : "";
    String before = splat.get().before();
    String after = splat.get().after();
    if (rest.length() < before.length() + after.length()
        || !rest.startsWith(before)
        || !rest.endsWith(after)) {
      return Optional.empty();
    }
    values.put(SPLAT, rest.substring(before.length(), rest.length() - after.length()));
    return Optional.of(values);
  }

  private boolean matches(String name, Map<String, String> values) {
    String[] labels = name.split("\\.", -1);
    if (labels.length != host.size()) {
      return false;
    }
    for (int i = 0; i < labels.length; i++) {
      if (!host.get(i).matches(labels[i], values)) {
        return false;
      }
    }
    return true;
  }

  private static String hostName(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > 0 && host.indexOf(']', colon) < 0;
    return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }

  private static String trimmed(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The segments of a path that begins with a slash. */
  private static String[] split(String path) {
    return path.isEmpty() ? new String[0] : path.substring(1).split("/", -1);
  }
}
