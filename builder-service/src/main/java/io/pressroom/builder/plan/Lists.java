package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Settings;
import io.pressroom.store.OutputPath;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The lists of a site: which there are, what each shows, and which pages lie beside each other. */
final class Lists {

  /** The pages beside a page; null where there is none. */
  private record Around(ContentPath previous, ContentPath next) {
    static final Around NOTHING = new Around(null, null);
  }

  /** Dated pages from the newest, then the rest by address. */
  private static final Comparator<PageFacts> NEWEST_FIRST =
      Comparator.comparing(Lists::instant).reversed().thenComparing(PageFacts::output);

  /** How lists show their pages: weighted ones by weight, then the others. */
  static final Comparator<PageFacts> ORDER =
      Comparator.comparingInt(Lists::rank).thenComparing(NEWEST_FIRST);

  private final KnownContent content;
  private final Settings settings;
  private final Facts.Rules rules;
  private final Addresses addresses;
  private final List<PageFacts> listed;
  private final Map<OutputPath, ContentPath> pageAt;
  private final Map<ContentPath, PageFacts> pages;
  private final Map<ListId, PageList> byId = new LinkedHashMap<>();
  private final Map<String, List<Term>> terms = new LinkedHashMap<>();
  private final Map<String, ContentPath> termsFronts = new HashMap<>();
  private final List<Taxonomy> taxonomies = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final Set<ContentPath> fronts = new HashSet<>();
  private final Map<ContentPath, Around> around = new HashMap<>();
  private List<PageFacts> allPages = List.of();
  private List<PageFacts> feed = List.of();

  /**
   * The lists of what is published.
   *
   * @param pages all that have got the address that they claim
   * @param listed those of them that lists may show, in {@link #ORDER}
   * @param pageAt the same by address
   */
  Lists(
      Model.Input input,
      Facts.Rules rules,
      Map<ContentPath, PageFacts> pages,
      List<PageFacts> listed,
      Map<OutputPath, ContentPath> pageAt) {
    this.content = input.content();
    this.settings = input.settings();
    this.rules = rules;
    this.addresses = rules.addresses();
    this.pages = pages;
    this.listed = listed;
    this.pageAt = pageAt;

    Map<String, Map<String, List<PageFacts>>> byTerm = byTerm();
    Map<String, ContentPath> sectionFronts = sectionFolders(byTerm.keySet());
    sectionFronts.values().stream().filter(path -> path != null).forEach(fronts::add);
    Optional<ContentPath> homeFront = front("");
    byTerm.forEach(
        (taxonomy, bySlug) -> {
          String folder = Slug.of(taxonomy) + "/";
          front(folder).ifPresent(path -> termsFronts.put(taxonomy, path));
          bySlug.keySet().forEach(slug -> front(folder + slug + "/"));
        });

    allPages = listed.stream().filter(page -> !fronts.contains(page.path())).toList();
    List<PageFacts> dated = allPages.stream().filter(page -> page.date().isPresent()).toList();
    feed = dated.stream().sorted(NEWEST_FIRST).limit(settings.feedSize()).toList();
    putList(ListId.HOME, "", "", homeFront, dated.isEmpty() ? allPages : dated);

    Map<String, List<PageFacts>> members = new HashMap<>();
    for (PageFacts page : allPages) {
      String folder = Facts.folder(page.path());
      while (!folder.isEmpty()) {
        if (sectionFronts.containsKey(folder)) {
          members.computeIfAbsent(folder, name -> new ArrayList<>()).add(page);
        }
        folder = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
      }
    }
    sectionFronts.forEach(
        (folder, front) -> makeSection(folder, front, members.getOrDefault(folder, List.of())));

    byTerm.forEach(this::makeTaxonomy);
    neighbours();
  }

  /** The page at a list's address, which becomes its front. */
  private Optional<ContentPath> front(String folder) {
    try {
      Optional<ContentPath> front =
          Optional.ofNullable(pageAt.get(OutputPath.of(folder + Addresses.INDEX)));
      front.ifPresent(fronts::add);
      return front;
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The folders that have lists, each with its front or null: the first ones below the content
   * folder that have a page besides their own, and every folder with a page {@code _index}. Those
   * of taxonomies have not: what lies there are the fronts of the taxonomies' own lists.
   */
  private Map<String, ContentPath> sectionFolders(Set<String> taxonomies) {
    Map<String, ContentPath> folders = new TreeMap<>();
    if (!settings.sectionLists()) {
      return folders;
    }
    Set<String> ofTaxonomies =
        taxonomies.stream().map(name -> Slug.of(name) + "/").collect(Collectors.toSet());
    Map<String, ContentPath> index = new HashMap<>();
    for (PageFacts page : listed) {
      String folder = Facts.folder(page.path());
      if (folder.isEmpty() || ofTaxonomies.contains(first(folder))) {
        continue;
      }
      if (content.page(page.path()).index() && ofFolder(page)) {
        index.put(folder, page.path());
        if (page.path().name().startsWith("_index.")) {
          folders.put(folder, page.path());
        }
        if (folder.indexOf('/') == folder.length() - 1) {
          continue;
        }
      }
      folders.putIfAbsent(first(folder), null);
    }
    folders.replaceAll((folder, front) -> front != null ? front : frontOf(folder, index));
    return folders;
  }

  private static String first(String folder) {
    return folder.substring(0, folder.indexOf('/') + 1);
  }

  private ContentPath frontOf(String folder, Map<String, ContentPath> index) {
    ContentPath own = index.get(folder);
    return own != null ? own : pageAt.get(OutputPath.of(folder + Addresses.INDEX));
  }

  /** Whether a page lies at the index of some folder of the release. */
  static boolean ofFolder(PageFacts page) {
    String path = page.output().value();
    return path.equals(Addresses.INDEX) || path.endsWith("/" + Addresses.INDEX);
  }

  private void makeSection(String folder, ContentPath front, List<PageFacts> members) {
    String name = folder.substring(0, folder.length() - 1);
    String place = folder;
    String plain = Slug.title(name.substring(name.lastIndexOf('/') + 1));
    String title = plain;
    PageFacts.TitleForm form = PageFacts.TitleForm.PLAIN;
    if (front != null) {
      PageFacts page = pages.get(front);
      String path = page.output().value();
      place = path.substring(0, path.length() - Addresses.INDEX.length());
      title = page.title();
      form = page.titleForm();
    }
    ListId id = new ListId.InSection(name);
    putList(id, plain, place, Optional.ofNullable(front), members);
    if (name.indexOf('/') < 0) {
      sections.add(new Section(name, title, form, addresses.url(byId.get(id).path(1))));
    }
  }

  private Map<String, Map<String, List<PageFacts>>> byTerm() {
    Map<String, Map<String, List<PageFacts>>> byTerm = new LinkedHashMap<>();
    for (String taxonomy : rules.taxonomies()) {
      Map<String, List<PageFacts>> bySlug = new TreeMap<>();
      for (PageFacts page : listed) {
        for (TermRef term : page.terms()) {
          if (term.taxonomy().equals(taxonomy)) {
            bySlug.computeIfAbsent(term.slug(), slug -> new ArrayList<>()).add(page);
          }
        }
      }
      if (!bySlug.isEmpty()) {
        byTerm.put(taxonomy, bySlug);
      }
    }
    return byTerm;
  }

  private void makeTaxonomy(String taxonomy, Map<String, List<PageFacts>> bySlug) {
    String folder = Slug.of(taxonomy) + "/";
    List<Term> all = new ArrayList<>();
    bySlug.forEach(
        (slug, members) -> {
          ListId id = new ListId.OfTerm(taxonomy, slug);
          String name = spelling(taxonomy, slug, members);
          putList(id, name, folder + slug + "/", front(folder + slug + "/"), members);
          all.add(new Term(name, slug, addresses.url(byId.get(id).path(1)), members.size()));
        });
    all.sort(Comparator.comparing(Term::slug));
    terms.put(taxonomy, List.copyOf(all));
    ContentPath front = termsFronts.get(taxonomy);
    taxonomies.add(
        new Taxonomy(
            taxonomy,
            front == null ? Slug.title(taxonomy) : pages.get(front).title(),
            front == null ? PageFacts.TitleForm.PLAIN : pages.get(front).titleForm(),
            addresses.url(OutputPath.of(folder + Addresses.INDEX))));
  }

  /** The spelling that most pages use; of equally many, the first in the order of the alphabet. */
  private static String spelling(String taxonomy, String slug, List<PageFacts> members) {
    Map<String, Integer> counts = new TreeMap<>();
    for (PageFacts page : members) {
      for (TermRef term : page.terms()) {
        if (term.taxonomy().equals(taxonomy) && term.slug().equals(slug)) {
          counts.merge(term.name(), 1, Integer::sum);
        }
      }
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.<String, Integer>comparingByKey().reversed()))
        .orElseThrow()
        .getKey();
  }

  private void putList(
      ListId id,
      String title,
      String folder,
      Optional<ContentPath> front,
      List<PageFacts> members) {
    byId.put(id, new PageList(id, title, folder, front, List.copyOf(members), settings.pageSize()));
  }

  /** Dated pages have neighbours in time, the others in the order of their section's list. */
  private void neighbours() {
    Map<String, List<PageFacts>> dated = new HashMap<>();
    Map<String, List<PageFacts>> others = new HashMap<>();
    for (PageFacts page : allPages) {
      if (page.date().isPresent()) {
        dated.computeIfAbsent(page.section(), name -> new ArrayList<>()).add(page);
      } else if (!page.section().isEmpty()) {
        others.computeIfAbsent(page.section(), name -> new ArrayList<>()).add(page);
      }
    }
    for (List<PageFacts> section : dated.values()) {
      section.sort(NEWEST_FIRST);
      link(section.reversed());
    }
    others.values().forEach(this::link);
  }

  private void link(List<PageFacts> inOrder) {
    ContentPath previous = null;
    for (int i = 0; i < inOrder.size(); i++) {
      ContentPath next = i + 1 < inOrder.size() ? inOrder.get(i + 1).path() : null;
      ContentPath page = inOrder.get(i).path();
      around.put(page, new Around(previous, next));
      previous = page;
    }
  }

  private static Instant instant(PageFacts page) {
    return page.date().map(ZonedDateTime::toInstant).orElse(Instant.MIN);
  }

  private static int rank(PageFacts page) {
    return page.weight() == 0 ? Integer.MAX_VALUE : page.weight();
  }

  // Answers

  /** All of them: the home page's, those of sections, those of terms. */
  Collection<PageList> all() {
    return byId.values();
  }

  Optional<PageList> get(ListId id) {
    return Optional.ofNullable(byId.get(id));
  }

  List<PageFacts> allPages() {
    return allPages;
  }

  List<PageFacts> feed() {
    return feed;
  }

  List<Section> sections() {
    return sections;
  }

  List<Taxonomy> taxonomies() {
    return taxonomies;
  }

  /** The terms of a taxonomy that pages have, by their address. */
  List<Term> terms(String taxonomy) {
    return terms.getOrDefault(taxonomy, List.of());
  }

  /** The page that a taxonomy's overview shows as its own. */
  Optional<ContentPath> termsFront(String taxonomy) {
    return Optional.ofNullable(termsFronts.get(taxonomy));
  }

  Neighbours neighbours(ContentPath page) {
    Around beside = around.getOrDefault(page, Around.NOTHING);
    return new Neighbours(link(beside.previous()), link(beside.next()));
  }

  private Optional<PageLink> link(ContentPath page) {
    return Optional.ofNullable(page)
        .map(pages::get)
        .map(facts -> new PageLink(facts.title(), facts.titleForm(), facts.url()));
  }
}
