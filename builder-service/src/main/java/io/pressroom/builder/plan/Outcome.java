package io.pressroom.builder.plan;

import io.pressroom.message.Problem;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.util.List;

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
 * @param publishable false where the site's settings are strict and a link is dead: the release
 *     stays as it is then, and so does the record that the next build starts from
 */
public record Outcome(
    BuildRecord record,
    List<Entry> changed,
    List<OutputPath> removed,
    List<Problem> problems,
    boolean settled,
    boolean publishable) {}
