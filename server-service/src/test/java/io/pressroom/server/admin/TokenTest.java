package io.pressroom.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTest {

  @ParameterizedTest
  @CsvSource({
    "Bearer secret, true",
    "bearer  secret , true",
    "Bearer secre, false",
    "Bearer secrets, false",
    "Bearer, false",
    "Bearer '', false",
    "Basic secret, false",
    "secret, false",
    "'', false",
    ", false",
  })
  void isSentAsBearer(String authorization, boolean expected) {
    assertEquals(expected, new Token(Optional.of("secret")).isIn(authorization));
  }

  @Test
  void noTokenIsNotAnEmptyToken() {
    for (Token token : new Token[] {new Token(Optional.empty()), new Token(Optional.of(" "))}) {
      assertFalse(token.isSet());
      assertFalse(token.isIn("Bearer "));
      assertFalse(token.isIn("Bearer"));
    }
  }
}
