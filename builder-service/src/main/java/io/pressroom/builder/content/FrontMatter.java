package io.pressroom.builder.content;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a page says of itself before its body.
 *
 * @param title as written; HTML where the settings say so
 * @param date of the page; that of a Jekyll file name ({@code 2015-05-05-name.md}) where the front
 *     matter has none
 * @param updated when it was last changed, for readers
 * @param publish when it is to appear; not before
 * @param expiry when it is to vanish
 * @param draft whether it is not to be published yet
 * @param terms its terms in each taxonomy of the settings, in the order written, each once; a
 *     taxonomy without terms is left out
 * @param slug the last name of its address
 * @param url its whole address, relative to the base URL
 * @param template the name of its template, without ending
 * @param aliases other addresses that lead to it
 * @param weight places it before pages of greater weight; 0 where none is given
 * @param params everything else, for templates; values as in {@link Settings#params()}
 */
public record FrontMatter(
    Optional<String> title,
    Optional<ZonedDateTime> date,
    Optional<ZonedDateTime> updated,
    Optional<ZonedDateTime> publish,
    Optional<ZonedDateTime> expiry,
    boolean draft,
    Map<String, List<String>> terms,
    Optional<String> description,
    Optional<String> slug,
    Optional<String> url,
    Optional<String> template,
    List<String> aliases,
    int weight,
    Map<String, Object> params) {

  public static final FrontMatter NONE =
      new FrontMatter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          0,
          Map.of());

  public FrontMatter {
    terms = Frozen.map(terms);
    aliases = List.copyOf(aliases);
    params = Frozen.map(params);
  }
}
