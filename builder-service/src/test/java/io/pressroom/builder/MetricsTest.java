package io.pressroom.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MetricsTest {
  @Test
  @Timeout(60)
  void whatIsNotConfirmedIsToldAfterACollectionOfGarbageToo() {
    var registry = new SimpleMeterRegistry();
    var messages = new AtomicInteger(3);
    new Metrics(registry).unconfirmed(messages::get);
    var garbage = new WeakReference<>(new Object());
    while (garbage.get() != null) {
      System.gc();
    }
    messages.set(4);
    assertEquals(4, registry.get("pressroom.announcements.unconfirmed").gauge().value());
  }
}
