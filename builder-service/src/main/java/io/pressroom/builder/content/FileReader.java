package io.pressroom.builder.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pressroom.message.Problem;
import io.pressroom.rules.HeaderRules;
import io.pressroom.rules.Redirects;
import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one file and understands it. Whatever is wrong with it comes out as a failure of that file,
 * and so does a fault of ours, or of a library, that it brings to light: the others are built.
 */
final class FileReader implements Walk.Reading {
  /** Larger text files are refused, in bytes. */
  static final int LARGEST_TEXT = 10 << 20;

  /** What Hugo, Jekyll or Astro takes front matter from, beside Markdown. */
  private static final Pattern PAGES_ELSEWHERE =
      Pattern.compile("(?i).+\\.(?:(?<page>html?|mdx)|xml|css|s[ac]ss|js)");

  private final Disk disk;
  private final Layout layout;
  private final FrontMatterReader frontMatter;

  FileReader(Disk disk, Layout layout, FrontMatterReader frontMatter) {
    this.disk = disk;
    this.layout = layout;
    this.frontMatter = frontMatter;
  }

  @Override
  public Item read(ContentPath path, Layout.Kind kind, Path file, long size) throws IOException {
    try {
      return understood(path, kind, file, size);
    } catch (RuntimeException | StackOverflowError e) {
      return new Item.Failure(Fault.in(Optional.of(path), "The file cannot be understood", e));
    }
  }

  private Item understood(ContentPath path, Layout.Kind kind, Path file, long size)
      throws IOException {
    return switch (kind) {
      case COLOCATED -> colocated(path, file, size);
      case STATIC -> steering(path, file, size);
      case THEME -> new Asset(path, Asset.Kind.THEME, disk.digest(file), size);
      case PAGE -> text(path, file, size, (text, digest) -> page(path, text, digest));
      case TEMPLATE ->
          text(
              path,
              file,
              size,
              (text, digest) -> new Template(below(Layout.TEMPLATES, path), text, digest));
      case SETTINGS -> text(path, file, size, (text, digest) -> settings(path, text, digest));
      case DATA -> text(path, file, size, (text, digest) -> data(path, text, digest));
    };
  }

  /**
   * A file beside pages, published as it is; one that another program would take for a page, not.
   */
  private Item colocated(ContentPath path, Path file, long size) throws IOException {
    Matcher elsewhere = PAGES_ELSEWHERE.matcher(path.name());
    if (size > LARGEST_TEXT || !elsewhere.matches()) {
      return new Asset(path, Asset.Kind.COLOCATED, disk.digest(file), size);
    }
    byte[] bytes = disk.read(file);
    if (PageText.hasFrontMatter(new String(bytes, UTF_8))) {
      return new Item.Failure(
          new BadContentException(
                  "Front matter in a file that is no page",
                  new Spot(1, 1),
                  "As it would be published, front matter and all, nobody would want it",
                  elsewhere.group("page") == null
                      ? "take the front matter away"
                      : "rename it to %s.md, as HTML passes through Markdown; or take the front matter away"
                          .formatted(Layout.stem(path.name())))
              .problem(path));
    }
    return new Asset(path, Asset.Kind.COLOCATED, Digest.of(bytes), bytes.length);
  }

  /** A file that is published as it is; two of them are understood too, to tell what is wrong. */
  private Item steering(ContentPath path, Path file, long size) throws IOException {
    String name = below(Layout.STATIC, path);
    boolean redirects = name.equals(Redirects.FILE);
    if ((!redirects && !name.equals(HeaderRules.FILE)) || size > LARGEST_TEXT) {
      return new Asset(path, Asset.Kind.STATIC, disk.digest(file), size);
    }
    byte[] bytes = disk.read(file);
    return new Item.SteeringFile(
        new Asset(path, Asset.Kind.STATIC, Digest.of(bytes), bytes.length),
        redirects
            ? Redirects.parse(path.value(), bytes).problems()
            : HeaderRules.parse(path.value(), bytes).problems());
  }

  /** What to make of a text. */
  private interface Understanding {
    Item of(String text, Digest digest) throws BadContentException;
  }

  private Item text(ContentPath path, Path file, long size, Understanding understanding)
      throws IOException {
    String text = null;
    try {
      if (size > LARGEST_TEXT) {
        throw new BadContentException(
            "File too large",
            "It has %,d bytes, and %,d is the most".formatted(size, LARGEST_TEXT));
      }
      byte[] bytes = disk.read(file);
      text = Utf8.decode(bytes);
      return understanding.of(text, Digest.of(bytes));
    } catch (BadContentException e) {
      return new Item.Failure(text == null ? e.problem(path) : e.problem(path, text));
    }
  }

  private Page page(ContentPath path, String text, Digest digest) throws BadContentException {
    PageText parts = PageText.of(text);
    boolean index = Layout.INDEX_NAMES.contains(path.name());
    String inContent = layout.inContent(path);
    int slash = inContent.indexOf('/');
    String folder = path.folder().substring(path.folder().lastIndexOf('/') + 1);
    return new Page(
        path,
        slash < 0 ? "" : inContent.substring(0, slash),
        frontMatter.read(
            parts.frontMatter(), index && slash >= 0 ? folder : Layout.stem(path.name())),
        digest,
        parts.bodyLine(),
        parts.heading(),
        index);
  }

  private static Data data(ContentPath path, String text, Digest digest)
      throws BadContentException {
    Object value = Notation.of(path.name()).orElseThrow().parse(text, 1).plain();
    return new Data(Layout.stem(below(Layout.DATA, path)), value == null ? "" : value, digest);
  }

  private static String below(String folder, ContentPath path) {
    return path.value().substring(folder.length() + 1);
  }

  private static Item settings(ContentPath path, String text, Digest digest)
      throws BadContentException {
    SettingsReader.Result result = SettingsReader.read(Notation.YAML.parse(text, 1));
    List<Problem> problems = new ArrayList<>();
    result.wrong().stream().skip(1).forEach(e -> problems.add(e.problem(path, text)));
    result.unknown().forEach(e -> problems.add(e.problem(path, text)));
    return new Item.SettingsFile(
        result.settings(),
        digest,
        result.wrong().stream().findFirst().map(e -> e.problem(path, text)),
        List.copyOf(problems));
  }

  /** What to tell the author of a file or folder that the file system does not give us. */
  static Problem unreadable(ContentPath path, IOException e) {
    if (e instanceof AccessDeniedException) {
      return new BadContentException(
              "Unreadable",
              Spot.UNKNOWN,
              "Permission to read it is denied",
              "let the user that Pressroom runs as read it")
          .problem(path);
    }
    String reason = e instanceof FileSystemException fs ? fs.getReason() : e.getMessage();
    return new BadContentException(
            "Unreadable",
            "The file system says: " + (reason == null ? e.getClass().getSimpleName() : reason))
        .problem(path);
  }
}
