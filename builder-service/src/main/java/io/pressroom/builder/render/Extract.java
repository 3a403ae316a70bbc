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
 * content/a.md␟more␟137␟id␞id␞id␟12␞5␞b.md#x␞/b/␞x␞14␞1␞c.md#y␞/c/␞y␟the summary's HTML
 * </pre>
 *
 * <p>that is, separated by U+001F and U+001E: the page; whether the text goes on; its words; the
 * ids that an address may point at; of each link to a part of another page: line, column, what is
 * written, address and fragment; the summary.
 *
 * @param page whose text it is
 * @param ids what an address may point at within the page
 * @param parts its links to parts of other pages
 */
record Extract(ContentPath page, Excerpt excerpt, Set<String> ids, List<PartLink> parts) {
  private static final String FIELD = "\u001f";
  private static final String ITEM = "\u001e";
  private static final int FIELDS = 6;
  private static final int PART_ITEMS = 5;

  /**
   * A link to a part of another page.
   *
   * @param line in the page's file, from 1
   */
  record PartLink(int line, int column, String written, String address, String fragment) {}

  String encode() {
    List<String> links = new ArrayList<>();
    for (PartLink part : parts) {
      links.add(Integer.toString(part.line()));
      links.add(Integer.toString(part.column()));
      links.add(plain(part.written()));
      links.add(plain(part.address()));
      links.add(plain(part.fragment()));
    }
    return String.join(
        FIELD,
        page.value(),
        excerpt.more() ? "more" : "all",
        Integer.toString(excerpt.wordCount()),
        ids.stream().map(Extract::plain).sorted().collect(Collectors.joining(ITEM)),
        String.join(ITEM, links),
        excerpt.summary());
  }

  static Extract decode(String text) {
    String[] fields = text.split(FIELD, FIELDS);
    List<PartLink> parts = new ArrayList<>();
    List<String> items = items(fields[4]);
    for (int i = 0; i < items.size(); i += PART_ITEMS) {
      parts.add(
          new PartLink(
              Integer.parseInt(items.get(i)),
              Integer.parseInt(items.get(i + 1)),
              items.get(i + 2),
              items.get(i + 3),
              items.get(i + 4)));
    }
    return new Extract(
        ContentPath.of(fields[0]),
        new Excerpt(fields[5], fields[1].equals("more"), Integer.parseInt(fields[2])),
        Set.copyOf(items(fields[3])),
        parts);
  }

  /** Without the separators, which nobody writes. */
  private static String plain(String text) {
    return text.replace(FIELD, "").replace(ITEM, "");
  }

  private static List<String> items(String field) {
    return field.isEmpty() ? List.of() : Arrays.asList(field.split(ITEM, -1));
  }
}
