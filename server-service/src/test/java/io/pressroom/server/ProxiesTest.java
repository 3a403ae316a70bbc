package io.pressroom.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxiesTest {

  private static final String ON = "quarkus.http.proxy.proxy-address-forwarding";
  private static final String TRUSTED = "quarkus.http.proxy.trusted-proxies";

  @Test
  void nobodyIsBelievedWhereNobodyIsNamed() {
    assertDoesNotThrow(() -> check(Map.of()));
    assertDoesNotThrow(() -> check(Map.of(ON, "false")));
    assertDoesNotThrow(() -> check(Map.of(ON, "true", TRUSTED, "10.0.0.0/8")));
    WrongSetting wrong = assertThrows(WrongSetting.class, () -> check(Map.of(ON, "true")));
    String told = StartFailure.explain(new IllegalStateException(wrong));
    assertTrue(told.startsWith("A setting is wrong: " + TRUSTED), told);
    assertTrue(told.contains("name the proxies"), told);
  }

  private static void check(Map<String, String> settings) {
    Proxies.check(new SmallRyeConfigBuilder().withDefaultValues(settings).build());
  }
}
