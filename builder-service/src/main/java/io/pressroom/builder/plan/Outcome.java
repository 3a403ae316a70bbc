package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.message.Problem;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has come of a plan.
 *
 * @param record what the next build starts from
 * @param changed the outputs whose bytes differ from the last release's, by path
 * @param removed the paths that the release has no longer, in order
 * @param problems everything that is wrong with the site now, also what an earlier build found and
 *     nobody has mended
 * @param settled false where a page could not be made for the first time, or now could: lists must
 *     then leave it out, or take it in, so the site is to be planned and rendered once more, from
 *     {@code record}, before it is published
 * @param dead where links in the text of a page lead and nothing is, also where that is missing
 *     only because of a problem of its own: root-relative addresses, {@code /a/} or {@code
 *     /b/#part}
 */
public record Outcome(
    BuildRecord record,
    List<Entry> changed,
    List<OutputPath> removed,
    List<Problem> problems,
    boolean settled,
    Map<ContentPath, Set<String>> dead) {

  /**
   * False where the site's settings are strict and a link is dead: the release stays as it is then,
   * and so does the record that the next build starts from.
   */
  public boolean publishable() {
    return dead.isEmpty()
        || record.site().filter(site -> site.snapshot().settings().strict()).isEmpty();
  }
}
