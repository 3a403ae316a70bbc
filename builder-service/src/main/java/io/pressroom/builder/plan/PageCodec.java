package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.FrontMatter;
import io.pressroom.builder.content.Page;

/** How a page of the content is written down, by {@link Encoder} and {@link Decoder}. */
final class PageCodec {

  private PageCodec() {}

  static void write(Page page, Encoder to) {
    to.text(page.path().value()).digest(page.digest()).count(page.bodyLine());
    writeFacts(page, to);
  }

  /** Everything of a page that does not change with its body. */
  private static void writeFacts(Page page, Encoder to) {
    FrontMatter matter = page.frontMatter();
    to.text(page.section())
        .optional(page.heading(), to::text)
        .bool(page.index())
        .optional(matter.title(), to::text)
        .optional(matter.date(), to::time)
        .optional(matter.updated(), to::time)
        .optional(matter.publish(), to::time)
        .optional(matter.expiry(), to::time)
        .bool(matter.draft())
        .value(matter.terms())
        .optional(matter.description(), to::text)
        .optional(matter.slug(), to::text)
        .optional(matter.url(), to::text)
        .optional(matter.template(), to::text)
        .all(matter.aliases(), to::text)
        .number(matter.weight())
        .value(matter.params());
  }

  static Page read(Decoder from) {
    ContentPath path = ContentPath.of(from.text());
    var digest = from.digest();
    int bodyLine = from.count();
    String section = from.text();
    var heading = from.optional(from::text);
    boolean index = from.bool();
    return new Page(
        path,
        section,
        new FrontMatter(
            from.optional(from::text),
            from.optional(from::time),
            from.optional(from::time),
            from.optional(from::time),
            from.optional(from::time),
            from.bool(),
            from.terms(),
            from.optional(from::text),
            from.optional(from::text),
            from.optional(from::text),
            from.optional(from::text),
            from.all(from::text),
            (int) from.number(),
            from.map()),
        digest,
        bodyLine,
        heading,
        index);
  }

  /**
   * Whether two pages differ in their bodies at most. Unlike equals, it minds the order of maps.
   */
  @SuppressWarnings("ReferenceEquality") // mostly it is the same object, and nothing to compare
  static boolean sameFacts(Page a, Page b) {
    if (a == b) {
      return true;
    }
    Encoder first = new Encoder();
    Encoder second = new Encoder();
    writeFacts(a, first);
    writeFacts(b, second);
    return first.written().equals(second.written());
  }
}
