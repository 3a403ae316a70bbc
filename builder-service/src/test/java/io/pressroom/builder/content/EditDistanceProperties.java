package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class EditDistanceProperties {

  /** Alike enough to have much in common, of up to four words of bits. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('a', 'b', '/', 'é').ofMaxLength(200);
  }

  @Property
  void isWhatItsDefinitionSays(
      @ForAll("texts") String a, @ForAll("texts") String b, @ForAll @IntRange(max = 250) int most) {
    int distance = byDefinition(a, b);
    int told = EditDistance.from(a).to(b, most);
    if (distance <= most) {
      assertEquals(distance, told);
    } else {
      assertTrue(told > most, () -> told + " is not above " + most);
    }
  }

  private static int byDefinition(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
        } else {
          int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
          table[i][j] = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        }
      }
    }
    return table[a.length()][b.length()];
  }
}
