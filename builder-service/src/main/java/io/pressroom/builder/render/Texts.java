package io.pressroom.builder.render;

import io.pressroom.builder.content.Bodies;
import io.pressroom.builder.content.ContentChangedException;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Page;
import io.pressroom.builder.content.Settings;
import io.pressroom.builder.plan.PageFacts;
import io.pressroom.builder.plan.TrackedSite;
import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of pages. What lists show of them is remembered from build to build, so that a list is
 * made again without reading all its pages again; the whole texts are kept where they can be had
 * again.
 */
final class Texts {

  private final KeptTexts kept;
  private final Map<ContentPath, Remembered> remembered = new ConcurrentHashMap<>();
  private final Map<Dialect, Markdown> dialects = new ConcurrentHashMap<>();

  /** All that decides how Markdown is read. */
  private record Dialect(Settings.Markdown settings, AlertTitles alertTitles) {}

  /**
   * What a text is made from, but for where its links lead.
   *
   * @param withoutTitle whether the heading that it begins with is the page's title
   */
  private record Origin(Digest digest, Markdown markdown, String url, boolean withoutTitle) {}

  /**
   * An excerpt with all that it was made from: the same makes the same again.
   *
   * @param whole where the whole text lies, if it is kept
   */
  private record Remembered(
      Origin origin,
      List<Rendition.TextLink> links,
      Excerpt excerpt,
      Optional<KeptTexts.Place> whole) {

    Remembered withoutWhole() {
      return new Remembered(origin, links, excerpt, Optional.empty());
    }
  }

  Texts(KeptTexts kept) {
    this.kept = kept;
  }

  Markdown markdown(TrackedSite site) {
    return dialects.computeIfAbsent(
        new Dialect(site.markdown(), AlertTitles.of(site.params())),
        dialect -> new Markdown(dialect.settings(), dialect.alertTitles()));
  }

  /**
   * A page's text.
   *
   * @throws Refusal if it cannot be rendered or read
   */
  Rendition text(PageFacts page, Page source, Links links, TrackedSite site, Bodies bodies) {
    Origin origin = origin(page, source, site);
    Optional<Rendition> known =
        Optional.ofNullable(remembered.get(page.path()))
            .filter(it -> it.origin().equals(origin))
            .flatMap(Remembered::whole)
            .flatMap(kept::read);
    if (known.isPresent() && leadWhereTheyDid(known.get().links(), links)) {
      return known.get();
    }
    try {
      Rendition text = origin.markdown().read(bodies.body(source), origin.withoutTitle(), links);
      remember(page.path(), origin, text);
      return text;
    } catch (UnrenderableTextException e) {
      throw Refusal.because(
          Problem.at(
                  page.path().value(),
                  e.line() == 0 ? 0 : source.bodyLine() - 1 + e.line(),
                  e.column(),
                  e.title(),
                  e.getMessage())
              .withHint(e.hint()));
    } catch (ContentChangedException e) {
      throw Refusal.forNow(
          Problem.in(page.path().value(), "File is changing", "it has changed since it was read"));
    } catch (NoSuchFileException e) {
      throw Refusal.forNow(
          Problem.in(page.path().value(), "File is changing", "it has gone since it was read"));
    } catch (IOException e) {
      throw Refusal.forNow(
          Problem.in(page.path().value(), "File cannot be read", String.valueOf(e.getMessage())));
    }
  }

  private void remember(ContentPath page, Origin origin, Rendition text) {
    forget(
        remembered.put(
            page, new Remembered(origin, text.summaryLinks(), Excerpt.of(text), kept.keep(text))));
  }

  private void forget(Remembered text) {
    if (text != null) {
      text.whole().ifPresent(kept::giveUp);
    }
  }

  /**
   * What lists show of a page. One that cannot be rendered is shown as it last was.
   *
   * @param site notes what the excerpt depends on
   * @param scratch notes what the rest of the text depends on
   */
  Excerpt excerpt(PageFacts page, TrackedSite site, TrackedSite scratch, Bodies bodies) {
    Optional<Page> source = site.source(page.path());
    if (source.isEmpty()) {
      return lastGood(page, site);
    }
    Links links = new Links(site, page);
    Remembered known = remembered.get(page.path());
    if (known != null
        && known.origin().equals(origin(page, source.get(), site))
        && leadWhereTheyDid(known.links(), links)) {
      return known.excerpt();
    }
    try {
      Rendition text = text(page, source.get(), new Links(scratch, page), scratch, bodies);
      text.summaryLinks().forEach(link -> destination(link, links));
      return Excerpt.of(text);
    } catch (Refusal e) {
      if (e.isForNow()) {
        throw e;
      }
      return lastGood(page, site);
    }
  }

  private Origin origin(PageFacts page, Page source, TrackedSite site) {
    return new Origin(
        source.digest(),
        markdown(site),
        page.url(),
        page.titleForm() == PageFacts.TitleForm.MARKDOWN);
  }

  /** Whether the links of a text that was read earlier would come out the same; asks for each. */
  private static boolean leadWhereTheyDid(List<Rendition.TextLink> links, Links now) {
    return links.stream().allMatch(link -> destination(link, now).equals(link.destination()));
  }

  private static String destination(Rendition.TextLink link, Links now) {
    return link.kind() == Rendition.TextLink.Kind.HTML
        ? now.fromHtml(link.written()).orElse(link.written())
        : now.resolve(link.written());
  }

  private static Excerpt lastGood(PageFacts page, TrackedSite site) {
    return site.lastExtract(page.path())
        .map(text -> Extract.decode(text).excerpt())
        .orElse(Excerpt.NONE);
  }

  /** Forgets what is remembered of other pages than these. While nobody else is here. */
  void retain(Set<ContentPath> pages) {
    if (remembered.size() > pages.size()) {
      remembered
          .entrySet()
          .removeIf(
              text -> {
                boolean gone = !pages.contains(text.getKey());
                if (gone) {
                  forget(text.getValue());
                }
                return gone;
              });
    }
    if (kept.isMostlyGivenUp()) {
      kept.clear();
      remembered.replaceAll((page, text) -> text.withoutWhole());
    }
  }
}
