package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;

/**
 * One question that a rendering asks of the site. A {@link Site} answers each with a {@link
 * Fingerprint}; an output is rendered again exactly when the fingerprint of a key that it read has
 * changed. {@code toString} says the question in the words of a plan's reasons.
 */
public sealed interface Key {

  /** One value of the site's settings. */
  record Setting(Name name) implements Key {

    /** The settings that renderings read one by one. */
    public enum Name {
      TITLE,
      DESCRIPTION,
      AUTHOR,
      LANGUAGE,
      TIME_ZONE,
      BASE_URL,
      BASE_PATH,
      DATE_FORMAT,
      TITLES,
      MARKDOWN,
      MENU,
      PARAMS;

      @Override
      public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      }
    }

    @Override
    public String toString() {
      return "setting " + name;
    }
  }

  /** The text of a page's file: its front matter and its body. */
  record Body(ContentPath page) implements Key {
    @Override
    public String toString() {
      return page.value();
    }
  }

  /** What the model knows of a page ({@link PageFacts}), which its body does not change. */
  record Card(ContentPath page) implements Key {
    @Override
    public String toString() {
      return "title, date or other facts of " + page.value();
    }
  }

  /** Titles and addresses of the pages before and after a page in its section. */
  record Around(ContentPath page) implements Key {
    @Override
    public String toString() {
      return "neighbours of " + page.value();
    }
  }

  /** Which pages are on one part of a list, and how many parts and pages it has. */
  record Part(ListId list, int number) implements Key {
    @Override
    public String toString() {
      return number == 1 ? list.toString() : "part " + number + " of " + list;
    }
  }

  /** Which pages a list has, all of them in order. */
  record Members(ListId list) implements Key {
    @Override
    public String toString() {
      return "pages of " + list;
    }
  }

  /** Which published pages there are, all of them in order. */
  record AllPages() implements Key {
    @Override
    public String toString() {
      return "all pages";
    }
  }

  /** Which pages are in the feed. */
  record FeedItems() implements Key {
    @Override
    public String toString() {
      return "pages of the feed";
    }
  }

  /** Addresses and dates in the sitemap. */
  record SitemapItems() implements Key {
    @Override
    public String toString() {
      return "addresses of the sitemap";
    }
  }

  /** Names, titles and addresses of the sections. */
  record Sections() implements Key {
    @Override
    public String toString() {
      return "sections";
    }
  }

  /** Names and addresses of the taxonomies that have terms. */
  record Taxonomies() implements Key {
    @Override
    public String toString() {
      return "taxonomies";
    }
  }

  /** The terms of one taxonomy, each with its address and how many pages carry it. */
  record Terms(String taxonomy) implements Key {
    @Override
    public String toString() {
      return "terms of " + taxonomy;
    }
  }

  /** Which page of the content stands at the overview of a taxonomy. */
  record Front(String taxonomy) implements Key {
    @Override
    public String toString() {
      return "front page of " + taxonomy;
    }
  }

  /** The text of a template, or that there is none of that name. */
  record TemplateText(String name) implements Key {
    @Override
    public String toString() {
      return "template " + name;
    }
  }

  /** The names of all templates, which a message names the nearest of. */
  record TemplateNames() implements Key {
    @Override
    public String toString() {
      return "names of templates";
    }
  }

  /** The value of a data file, or that there is none of that name. */
  record DataValue(String name) implements Key {
    @Override
    public String toString() {
      return "data " + name;
    }
  }

  /** The names of all data files. */
  record DataNames() implements Key {
    @Override
    public String toString() {
      return "names of data files";
    }
  }

  /** The address of an asset of the theme or the site, or that there is none of that name. */
  record AssetAddress(String name) implements Key {
    @Override
    public String toString() {
      return "asset " + name;
    }
  }

  /** Where a file of the content is published, or that it is not. */
  record Address(ContentPath target) implements Key {
    @Override
    public String toString() {
      return "address of " + target.value();
    }
  }

  /** Whether something is published at an address. */
  record Presence(String address) implements Key {
    @Override
    public String toString() {
      return "presence of " + address;
    }
  }

  /** The bytes of a file that is copied as it is. */
  record FileBytes(ContentPath file) implements Key {
    @Override
    public String toString() {
      return file.value();
    }
  }

  /** The bytes of an asset that the theme brings. */
  record ThemeBytes(String name) implements Key {
    @Override
    public String toString() {
      return "theme asset " + name;
    }
  }
}
