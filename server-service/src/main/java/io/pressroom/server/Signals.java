package io.pressroom.server;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * The signals that ask a process to stop.
 *
 * <p>Only {@code sun.misc.Signal} lets a program choose its exit code after a signal and hear of a
 * second one. It is reached by reflection, because the compiler's warning about its name cannot be
 * switched off where warnings are errors.
 */
final class Signals {

  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

  private Signals() {}

  /** Calls {@code handler} with the name of each of them that arrives from now on. */
  static void handle(Consumer<String> handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
      for (String name : NAMES) {
        Object forwarding =
            Proxy.newProxyInstance(
                Signals.class.getClassLoader(),
                new Class<?>[] {signalHandler},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("handle")) {
                    handler.accept("SIG" + name);
                  }
                  return null;
                });
        signal
            .getMethod("handle", signal, signalHandler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), forwarding);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM does not let signals be handled", e);
    }
  }
}
