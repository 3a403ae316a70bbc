package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the site has and nobody can visit: pages and files that could not be read or made, now or
 * ever before. Each is told with its own problem, so a link to one is no second one. The address of
 * a page whose front matter cannot be read is taken to be that of its file's name.
 *
 * @param places below the base path, decoded, without ending: {@code guide/a} and {@code
 *     guide/a.md}, whichever a link names
 * @param folders that could not be listed, and may have had anything
 */
public record Missing(String basePath, Set<String> places, Set<String> folders) {
  private static final String STATIC = "static/";
  private static final Pattern INDEX = Pattern.compile("(^|/)(index\\.html)?$");
  private static final Pattern PAGE =
      Pattern.compile("(?i)((^|/)(_?index|readme))?\\.(md|markdown)$");

  static Missing of(Site site) {
    Model model = site.model();
    Set<String> places = new HashSet<>();
    Set<String> folders = new HashSet<>();
    for (ContentPath hidden : model.hidden()) {
      Optional.ofNullable(model.pages().get(hidden))
          .ifPresent(page -> places.add(bare(page.output().value())));
      places.add(Facts.below(hidden));
    }
    for (ContentPath failed : site.snapshot().failed().keySet()) {
      if (!site.content().isStale(failed)) {
        String path = Facts.below(failed);
        String place = path.startsWith(STATIC) ? path.substring(STATIC.length()) : path;
        places.add(place);
        places.add(PAGE.matcher(place).replaceFirst(""));
        folders.add(place);
      }
    }
    return new Missing(model.addresses().basePath(), Set.copyOf(places), Set.copyOf(folders));
  }

  /** Whether a root-relative address, as links have it, is that of something missing. */
  public boolean has(String address) {
    return new Addresses(basePath).pathOf(address).map(Missing::bare).filter(this::at).isPresent();
  }

  private boolean at(String place) {
    if (places.contains(place)) {
      return true;
    }
    int end = folders.isEmpty() ? -1 : place.lastIndexOf('/');
    while (end > 0 && !folders.contains(place.substring(0, end))) {
      end = place.lastIndexOf('/', end - 1);
    }
    return end > 0;
  }

  private static String bare(String path) {
    return INDEX.matcher(path).replaceFirst("");
  }
}
