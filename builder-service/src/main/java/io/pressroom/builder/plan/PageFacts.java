package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.store.OutputPath;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the model knows of a published page: everything but its body.
 *
 * @param output where it lies in the release
 * @param url its address, root-relative with the base path, percent-encoded (RFC 3986)
 * @param title never empty
 * @param titleForm what the title is written in
 * @param terms in the order of the settings' taxonomies, then as written
 * @param section the first folder below the content folder; empty for a page of that folder itself
 * @param aliases where redirects to it lie, as paths below the base path
 * @param template the template that its front matter names, without ending
 * @param params the rest of its front matter
 * @param fingerprint stands for all the other components
 */
public record PageFacts(
    ContentPath path,
    OutputPath output,
    String url,
    String title,
    TitleForm titleForm,
    Optional<ZonedDateTime> date,
    Optional<ZonedDateTime> updated,
    Optional<String> description,
    List<TermRef> terms,
    String section,
    int weight,
    List<String> aliases,
    Optional<String> template,
    Map<String, Object> params,
    Fingerprint fingerprint) {

  /** What a title is written in. */
  public enum TitleForm {
    /** Text of the front matter: plain, or inline HTML where the settings say so. */
    AS_SETTINGS_SAY,
    /** The Markdown of the body's first heading. */
    MARKDOWN,
    /** Plain text, made from the name of the file or folder, or the site's title. */
    PLAIN
  }
}
