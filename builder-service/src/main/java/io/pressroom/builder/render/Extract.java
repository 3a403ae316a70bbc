package io.pressroom.builder.render;

import io.pressroom.builder.content.ContentPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a rendered page leaves for others, in the build's record. It is kept as text:
 *
 * <pre>
 * content/a.md␟more␟137␟id␞id␞id␟12␞5␞b.md#x␞/b/␞x␞PART␞14␞1␞c.md␞/c.md␞␞LINK␟the summary's HTML
 * </pre>
 *
 * <p>that is, separated by U+001F and U+001E: the page; whether the text goes on; its words; the
 * ids that an address may point at; of each link that is worth a look: line, column, what is
 * written, address, fragment and kind; the summary. Another format needs another version of the
 * record's.
 *
 * @param page whose text it is
 * @param ids what an address may point at within the page
 * @param links those of its links that lead nowhere, or may
 */
record Extract(ContentPath page, Excerpt excerpt, Set<String> ids, List<Link> links) {
  private static final String FIELD = "\u001f";
  private static final String ITEM = "\u001e";
  private static final int FIELDS = 6;
  private static final int LINK_ITEMS = 6;

  /**
   * A link in a page's text.
   *
   * @param line in the page's file, from 1
   * @param address where it leads, without query and fragment
   * @param fragment the part that is pointed at; empty where there is none
   */
  record Link(int line, int column, String written, String address, String fragment, Kind kind) {
    enum Kind {
      /** To a part of a page that is there; whether the part is there changes with that page. */
      PART,
      /** To nothing. */
      LINK,
      /** An image that is not there. */
      IMAGE
    }
  }

  String encode() {
    List<String> items = new ArrayList<>();
    for (Link link : links) {
      items.add(Integer.toString(link.line()));
      items.add(Integer.toString(link.column()));
      items.add(plain(link.written()));
      items.add(plain(link.address()));
      items.add(plain(link.fragment()));
      items.add(link.kind().name());
    }
    return String.join(
        FIELD,
        page.value(),
        excerpt.more() ? "more" : "all",
        Integer.toString(excerpt.wordCount()),
        ids.stream().map(Extract::plain).sorted().collect(Collectors.joining(ITEM)),
        String.join(ITEM, items),
        excerpt.summary());
  }

  static Extract decode(String text) {
    String[] fields = text.split(FIELD, FIELDS);
    List<Link> links = new ArrayList<>();
    List<String> items = items(fields[4]);
    for (int i = 0; i < items.size(); i += LINK_ITEMS) {
      links.add(
          new Link(
              Integer.parseInt(items.get(i)),
              Integer.parseInt(items.get(i + 1)),
              items.get(i + 2),
              items.get(i + 3),
              items.get(i + 4),
              Link.Kind.valueOf(items.get(i + 5))));
    }
    return new Extract(
        ContentPath.of(fields[0]),
        new Excerpt(fields[5], fields[1].equals("more"), Integer.parseInt(fields[2])),
        Set.copyOf(items(fields[3])),
        links);
  }

  /** Without the separators, which nobody writes. */
  private static String plain(String text) {
    return text.replace(FIELD, "").replace(ITEM, "");
  }

  private static List<String> items(String field) {
    return field.isEmpty() ? List.of() : Arrays.asList(field.split(ITEM, -1));
  }
}
