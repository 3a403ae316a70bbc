package io.pressroom.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The folder an author works in. */
record SiteFolder(Path path) {

  /**
   * Two posts of one tag and a page, with settings: the smallest blog that has all kinds of pages.
   */
  static SiteFolder smallBlog(Path folder) throws IOException {
    SiteFolder site = new SiteFolder(folder);
    site.save("site.yaml", "title: Small blog\nbase-url: http://localhost:8080/\n");
    site.savePost("first", "First post", "The first text.");
    site.savePost("second", "Second post", "The second text.");
    site.save("content/about.md", "---\ntitle: About\n---\n\nAbout this blog.\n");
    return site;
  }

  void savePost(String name, String title, String text) throws IOException {
    save("content/posts/" + name + ".md", post(title, text));
  }

  static String post(String title, String text) {
    return "---\ntitle: %s\ndate: 2026-01-01\ntags: [news]\n---\n\n%s\n".formatted(title, text);
  }

  /** Writes a temporary file and renames it, as most editors do. */
  void save(String file, String text) throws IOException {
    Path target = path.resolve(file);
    Files.createDirectories(target.getParent());
    Path aside = target.resolveSibling("." + target.getFileName() + ".tmp~");
    Files.writeString(aside, text);
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void rename(String from, String to) throws IOException {
    Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(String file) throws IOException {
    Files.delete(path.resolve(file));
  }
}
