package io.pressroom.builder.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pressroom.message.Problem;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static Problem problem(byte[] bytes) {
    return Assertions.<BadContentException>assertThrows(
            BadContentException.class, () -> Utf8.decode(bytes))
        .problem(ContentPath.of("a.md"));
  }

  @Test
  void decodes() throws BadContentException {
    assertEquals("né \uD83D\uDE00", Utf8.decode("né \uD83D\uDE00".getBytes(UTF_8)));
    assertEquals("", Utf8.decode(new byte[0]));
  }

  @Test
  void leavesOutTheByteOrderMark() throws BadContentException {
    assertEquals("a", Utf8.decode("\uFEFFa".getBytes(UTF_8)));
  }

  @Test
  void aReplacementCharacterOfTheAuthorsOwnIsText() throws BadContentException {
    assertEquals("a\uFFFDb", Utf8.decode("a\uFFFDb".getBytes(UTF_8)));
  }

  @Test
  void namesTheFirstByteThatIsNotUtf8() {
    assertEquals(
        "Not a text file [a.md:2:4]: The byte 0xE9 at offset 7 is not UTF-8"
            + " (save the file as UTF-8 text)",
        problem("abc\nxyzé".getBytes(ISO_8859_1)).toString());
    assertEquals(1, problem(new byte[] {'a', (byte) 0xC3}).line());
  }

  @Test
  void refusesUtf16AndNul() {
    assertEquals("The file is UTF-16", problem("abc".getBytes(UTF_16)).detail());
    Problem nul = problem("ab\nc\0d".getBytes(UTF_8));
    assertEquals("2:2", nul.line() + ":" + nul.column());
  }
}
