package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          site.yaml                  | SETTINGS  | SETTINGS
          content/site.yaml          | COLOCATED | COLOCATED
          content/a.md               | PAGE      | PAGE
          content/posts/A.MD         | PAGE      | PAGE
          content/a.markdown         | PAGE      | PAGE
          content/a.png              | COLOCATED | COLOCATED
          content/_index.md          | PAGE      | PAGE
          content/_draft.md          |           |
          content/_drafts/a.md       |           |
          content/.hidden.md         |           |
          content/a.md~              |           |
          content/node_modules/a.md  |           |
          content/target/a.md        | PAGE      | PAGE
          static/img/$x(r)___.png    | STATIC    | STATIC
          static/.well-known/x       | STATIC    | STATIC
          static/_headers            | STATIC    | STATIC
          static/.git/config         |           |
          static/.DS_Store           |           |
          assets/style.css           | THEME     | THEME
          templates/partials/h.html  | TEMPLATE  | TEMPLATE
          templates/.swp             |           |
          data/a/team.yaml           | DATA      | DATA
          data/team.csv              |           |
          a.md                       |           | PAGE
          docs/a.md                  |           | PAGE
          docs/static/a.png          |           | COLOCATED
          Makefile                   |           | COLOCATED
          target/a.md                |           |
          docs/target/a.md           |           | PAGE
          .git/a.md                  |           |
          .pressroom/store/live      |           |
          """)
  void tellsWhatAFileIs(String path, Layout.Kind withContentFolder, Layout.Kind without) {
    assertEquals(withContentFolder, new Layout(true).kindOf(path).orElse(null));
    assertEquals(without, new Layout(false).kindOf(path).orElse(null));
  }
}
