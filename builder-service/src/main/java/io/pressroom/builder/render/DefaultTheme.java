package io.pressroom.builder.render;

import io.pressroom.builder.content.Template;
import io.pressroom.builder.plan.Theme;
import io.pressroom.store.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The theme that Pressroom brings: {@code theme/templates} and {@code theme/assets} of its jar,
 * whose files {@code theme/files.txt} lists, because a class loader cannot.
 */
public final class DefaultTheme {
  private static final String FOLDER = "/theme/";
  private static final String TEMPLATES = "templates/";
  private static final String ASSETS = "assets/";

  private final Theme theme;
  private final Map<String, byte[]> assets;

  private DefaultTheme(Theme theme, Map<String, byte[]> assets) {
    this.theme = theme;
    this.assets = assets;
  }

  /** Reads it. */
  public static DefaultTheme load() {
    Map<String, Template> templates = new HashMap<>();
    Map<String, byte[]> assets = new HashMap<>();
    Map<String, Digest> digests = new HashMap<>();
    for (String file : files()) {
      byte[] bytes = read(file);
      if (file.startsWith(TEMPLATES)) {
        String name = file.substring(TEMPLATES.length());
        String text = new String(bytes, StandardCharsets.UTF_8);
        templates.put(name, new Template(name, text, Digest.of(bytes)));
      } else {
        String name = file.substring(ASSETS.length());
        assets.put(name, bytes);
        digests.put(name, Digest.of(bytes));
      }
    }
    return new DefaultTheme(new Theme(Program.id(), templates, digests), assets);
  }

  /** What a plan has to know of it. */
  public Theme theme() {
    return theme;
  }

  byte[] asset(String name) {
    return assets.get(name);
  }

  static List<String> files() {
    return new String(read("files.txt"), StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] read(String file) {
    try (InputStream in = DefaultTheme.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("not in the program: " + FOLDER + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
