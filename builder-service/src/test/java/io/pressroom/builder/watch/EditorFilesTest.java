package io.pressroom.builder.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditorFilesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          post.md,              false
          post.md~,             true
          '#post.md#',          true
          .#post.md,            true
          .post.md.swp,         true
          post.swp,             false
          .goutputstream-3XK1,  true
          post.md___jb_tmp___,  true
          post.md.bck,          true
          post.md.tmp,          true
          .DS_Store,            true
          .well-known,          false
          '#1-fan.md',          false
          """)
  void tellsThemFromTheAuthors(String name, boolean isOne) {
    assertEquals(isOne, EditorFiles.isOne(name));
  }
}
