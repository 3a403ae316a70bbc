package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.message.Problem;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * How keys, outputs and their records are written down, by {@link Encoder} and {@link Decoder}. A
 * change here is a new version of {@link RecordFile}'s format.
 */
final class RecordCodec {

  private RecordCodec() {}

  static void write(Key key, Encoder to) {
    switch (key) {
      case Key.Setting(Key.Setting.Name name) -> to.octet('s').text(name.name());
      case Key.Body(ContentPath page) -> path('b', page, to);
      case Key.Card(ContentPath page) -> path('c', page, to);
      case Key.Around(ContentPath page) -> path('n', page, to);
      case Key.Part(ListId list, int number) -> {
        to.octet('l').count(number);
        write(list, to);
      }
      case Key.Members(ListId list) -> {
        to.octet('m');
        write(list, to);
      }
      case Key.AllPages() -> to.octet('a');
      case Key.FeedItems() -> to.octet('f');
      case Key.SitemapItems() -> to.octet('x');
      case Key.Sections() -> to.octet('S');
      case Key.Taxonomies() -> to.octet('T');
      case Key.Terms(String taxonomy) -> to.octet('t').text(taxonomy);
      case Key.Front(String taxonomy) -> to.octet('F').text(taxonomy);
      case Key.TemplateText(String name) -> to.octet('p').text(name);
      case Key.TemplateNames() -> to.octet('P');
      case Key.DataValue(String name) -> to.octet('d').text(name);
      case Key.DataNames() -> to.octet('D');
      case Key.AssetAddress(String name) -> to.octet('A').text(name);
      case Key.Address(ContentPath target) -> path('r', target, to);
      case Key.Presence(String address) -> to.octet('e').text(address);
      case Key.FileBytes(ContentPath file) -> path('y', file, to);
      case Key.ThemeBytes(String name) -> to.octet('Y').text(name);
    }
  }

  static Key readKey(Decoder from) {
    int kind = from.octet();
    return switch (kind) {
      case 's' -> new Key.Setting(Key.Setting.Name.valueOf(from.text()));
      case 'b' -> new Key.Body(path(from));
      case 'c' -> new Key.Card(path(from));
      case 'n' -> new Key.Around(path(from));
      case 'l' -> {
        int number = from.count();
        yield new Key.Part(readList(from), number);
      }
      case 'm' -> new Key.Members(readList(from));
      case 'a' -> new Key.AllPages();
      case 'f' -> new Key.FeedItems();
      case 'x' -> new Key.SitemapItems();
      case 'S' -> new Key.Sections();
      case 'T' -> new Key.Taxonomies();
      case 't' -> new Key.Terms(from.text());
      case 'F' -> new Key.Front(from.text());
      case 'p' -> new Key.TemplateText(from.text());
      case 'P' -> new Key.TemplateNames();
      case 'd' -> new Key.DataValue(from.text());
      case 'D' -> new Key.DataNames();
      case 'A' -> new Key.AssetAddress(from.text());
      case 'r' -> new Key.Address(path(from));
      case 'e' -> new Key.Presence(from.text());
      case 'y' -> new Key.FileBytes(path(from));
      case 'Y' -> new Key.ThemeBytes(from.text());
      default -> throw new IllegalArgumentException("no kind of key: " + kind);
    };
  }

  /**
   * @param number of a key in the frame
   */
  static void write(OutputRecord record, Encoder to, ToIntFunction<Key> number) {
    write(record.output(), to);
    to.optional(
            record.entry(),
            entry -> to.digest(entry.digest()).number(entry.size()).text(entry.mediaType()))
        .all(record.reads(), key -> to.count(number.applyAsInt(key)))
        .all(record.assets(), path -> to.text(path.value()))
        .optional(record.failure(), problem -> write(problem, to))
        .bool(record.forNow())
        .optional(record.heldBy(), file -> to.text(file.value()));
  }

  /**
   * @param key by its number in the frame
   * @param shared the one object for all equal media types
   */
  static OutputRecord readOutput(
      Decoder from, Function<Integer, Key> key, Function<String, String> shared) {
    Output output = readOutput(from);
    var entry =
        from.optional(
            () ->
                new Entry(output.path(), from.digest(), from.number(), shared.apply(from.text())));
    Set<Key> reads = new HashSet<>(from.all(() -> key.apply(from.count())));
    List<OutputPath> assets = from.all(() -> new OutputPath(from.text()));
    var failure = from.optional(() -> readProblem(from));
    return new OutputRecord(
        output, entry, reads, assets, failure, from.bool(), from.optional(() -> path(from)));
  }

  private static void write(Output output, Encoder to) {
    to.text(output.path().value());
    switch (output) {
      case Output.PageOutput page -> path('p', page.page(), to);
      case Output.ListOutput list -> {
        to.octet('l').count(list.number());
        write(list.list(), to);
      }
      case Output.TermsOutput terms -> to.octet('t').text(terms.taxonomy());
      case Output.FeedOutput feed -> to.octet('f');
      case Output.SitemapOutput sitemap -> to.octet('x');
      case Output.RobotsOutput robots -> to.octet('o');
      case Output.NotFoundOutput notFound -> to.octet('n');
      case Output.RedirectOutput redirect -> path('r', redirect.page(), to);
      case Output.FileOutput file -> path('y', file.file(), to);
      case Output.ThemeFileOutput file -> to.octet('Y').text(file.name());
    }
  }

  private static Output readOutput(Decoder from) {
    OutputPath path = new OutputPath(from.text());
    int kind = from.octet();
    return switch (kind) {
      case 'p' -> new Output.PageOutput(path, path(from));
      case 'l' -> {
        int number = from.count();
        yield new Output.ListOutput(path, readList(from), number);
      }
      case 't' -> new Output.TermsOutput(path, from.text());
      case 'f' -> new Output.FeedOutput(path);
      case 'x' -> new Output.SitemapOutput(path);
      case 'o' -> new Output.RobotsOutput(path);
      case 'n' -> new Output.NotFoundOutput(path);
      case 'r' -> new Output.RedirectOutput(path, path(from));
      case 'y' -> new Output.FileOutput(path, path(from));
      case 'Y' -> new Output.ThemeFileOutput(path, from.text());
      default -> throw new IllegalArgumentException("no kind of output: " + kind);
    };
  }

  private static void write(ListId list, Encoder to) {
    switch (list) {
      case ListId.Home() -> to.octet('h');
      case ListId.InSection(String folder) -> to.octet('s').text(folder);
      case ListId.OfTerm(String taxonomy, String slug) -> to.octet('t').text(taxonomy).text(slug);
    }
  }

  private static ListId readList(Decoder from) {
    int kind = from.octet();
    return switch (kind) {
      case 'h' -> ListId.HOME;
      case 's' -> new ListId.InSection(from.text());
      case 't' -> new ListId.OfTerm(from.text(), from.text());
      default -> throw new IllegalArgumentException("no kind of list: " + kind);
    };
  }

  private static void write(Problem problem, Encoder to) {
    to.text(problem.title())
        .optional(problem.file(), to::text)
        .count(problem.line())
        .count(problem.column())
        .text(problem.detail())
        .optional(problem.hint(), to::text)
        .optional(problem.excerpt(), to::text);
  }

  private static Problem readProblem(Decoder from) {
    return new Problem(
        from.text(),
        from.optional(from::text),
        from.count(),
        from.count(),
        from.text(),
        from.optional(from::text),
        from.optional(from::text));
  }

  private static void path(char kind, ContentPath path, Encoder to) {
    to.octet(kind).text(path.value());
  }

  private static ContentPath path(Decoder from) {
    return new ContentPath(from.text());
  }
}
