package io.pressroom.builder.content;

import io.pressroom.builder.watch.EditorFiles;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What each file of a site folder is by its path.
 *
 * <pre>
 * site.yaml      settings
 * content/**     pages (*.md, *.markdown) and the files beside them
 * static/**      published at exactly these names
 * assets/**      added to the theme's
 * templates/**   over the theme's
 * data/**        *.yaml, *.yml, *.toml, *.json
 * </pre>
 *
 * Without {@code content/}, all that is in none of these folders is content. Names that begin with
 * {@code .} or {@code _} are no content, but for {@code _index.md}; nor is {@code node_modules},
 * nor, without {@code content/}, {@code target} in the site folder.
 *
 * @param contentFolder whether the site has {@code content/}
 */
record Layout(boolean contentFolder) {
  /** What a file is for. */
  enum Kind {
    SETTINGS,
    PAGE,
    COLOCATED,
    STATIC,
    THEME,
    TEMPLATE,
    DATA
  }

  static final String CONTENT = "content";
  static final String TEMPLATES = "templates";
  static final String DATA = "data";
  static final String STATIC = "static";
  private static final String ASSETS = "assets";

  private static final Set<String> FOLDERS = Set.of(STATIC, ASSETS, TEMPLATES, DATA);

  private static final Set<String> VERSION_CONTROL =
      Set.of(".git", ".gitignore", ".gitattributes", ".gitkeep", ".hg", ".svn");

  /** Pages that always stand for their folder. */
  static final Set<String> INDEX_NAMES =
      Set.of("index.md", "_index.md", "Index.md", "INDEX.md", "index.markdown", "_index.markdown");

  /** A file that is published as it is, at its folder's address. */
  static final String INDEX_FILE = "index.html";

  /** Pages that do so in a folder that has none of the others. */
  static final Set<String> README_NAMES =
      Set.of("README.md", "Readme.md", "readme.md", "README.MD", "README.markdown");

  /** What a file is; empty where it is nothing to us. */
  Optional<Kind> kindOf(String path) {
    int slash = path.lastIndexOf('/');
    String folder = slash < 0 ? "" : path.substring(0, slash);
    return enters(folder) ? kindIn(folder, path.substring(slash + 1)) : Optional.empty();
  }

  /** What a file is, in a folder that is entered. */
  Optional<Kind> kindIn(String folder, String name) {
    if (EditorFiles.isOne(name)) {
      return Optional.empty();
    }
    if (folder.isEmpty() && name.equals(Snapshot.SETTINGS.value())) {
      return Optional.of(Kind.SETTINGS);
    }
    boolean hidden = name.startsWith(".");
    Kind kind =
        switch (folder.isEmpty() ? "" : top(folder)) {
          case STATIC -> VERSION_CONTROL.contains(name) ? null : Kind.STATIC;
          case ASSETS -> hidden ? null : Kind.THEME;
          case TEMPLATES -> hidden ? null : Kind.TEMPLATE;
          case DATA -> hidden || Notation.of(name).isEmpty() ? null : Kind.DATA;
          case "" -> contentFolder ? null : contentKind(name);
          default -> contentKind(name);
        };
    return Optional.ofNullable(kind);
  }

  private static Kind contentKind(String name) {
    boolean page = isPage(name);
    boolean underscore = name.startsWith("_") && !(page && stem(name).equals("_index"));
    return name.startsWith(".") || underscore ? null : page ? Kind.PAGE : Kind.COLOCATED;
  }

  /** Whether there may be files below a folder that are something to us. */
  boolean enters(String folder) {
    if (folder.isEmpty()) {
      return true;
    }
    String top = top(folder);
    boolean content = contentFolder ? top.equals(CONTENT) : !FOLDERS.contains(top);
    if (!content && !FOLDERS.contains(top)) {
      return false;
    }
    if (!contentFolder && top.equals("target")) {
      return false;
    }
    for (String name : folder.split("/", -1)) {
      boolean closed = top.equals(STATIC) ? VERSION_CONTROL.contains(name) : name.startsWith(".");
      if (closed
          || EditorFiles.isOne(name)
          || (content && (name.startsWith("_") || name.equals("node_modules")))) {
        return false;
      }
    }
    return true;
  }

  private static String top(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  /** A path in the content folder, relative to that folder. */
  String inContent(ContentPath path) {
    return contentFolder ? path.value().substring(CONTENT.length() + 1) : path.value();
  }

  static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  private static boolean isPage(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".md") || lower.endsWith(".markdown");
  }
}
