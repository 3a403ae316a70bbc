package io.pressroom.builder.plan;

import io.pressroom.builder.content.Template;
import io.pressroom.store.Digest;
import java.util.Map;

/**
 * What Pressroom itself brings to every site. Templates and assets of the site with the same name
 * take the place of the theme's.
 *
 * @param program stands for the code that renders: outputs made by another program are made again
 * @param templates the default templates by name, {@code base.html} or {@code partials/head.html}
 * @param assets the default assets by name, {@code style.css}
 */
public record Theme(String program, Map<String, Template> templates, Map<String, Digest> assets) {

  public Theme {
    templates = Map.copyOf(templates);
    assets = Map.copyOf(assets);
  }
}
