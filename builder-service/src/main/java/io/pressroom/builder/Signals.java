package io.pressroom.builder;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.Consumer;

/**
 * The signals that ask the process to stop.
 *
 * <p>{@code sun.misc.Signal} is the JDK's only door to a second signal: shutdown hooks see the
 * first alone, and make its exit code 130 or 143. It is called through method handles because
 * javac's warning about its name cannot be switched off, and warnings are errors here.
 */
final class Signals {

  private static final List<String> STOPPING = List.of("INT", "TERM", "HUP");

  private Signals() {}

  /**
   * Has each stop signal told to the handler, by its name such as {@code SIGTERM}, on a thread of
   * its own. A signal that the parent process had switched off, as {@code nohup} does, stays so.
   */
  static void onStop(Consumer<String> handler) {
    try {
      var lookup = MethodHandles.lookup();
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
      var create = lookup.findConstructor(signal, MethodType.methodType(void.class, String.class));
      var handle =
          lookup.findStatic(
              signal, "handle", MethodType.methodType(signalHandler, signal, signalHandler));
      var accept =
          lookup
              .findVirtual(
                  Consumer.class, "accept", MethodType.methodType(void.class, Object.class))
              .bindTo(handler);
      for (String name : STOPPING) {
        var told =
            MethodHandles.dropArguments(
                MethodHandles.insertArguments(accept, 0, "SIG" + name), 0, signal);
        handle.invoke(
            create.invoke(name), MethodHandleProxies.asInterfaceInstance(signalHandler, told));
      }
    } catch (Throwable e) {
      throw new IllegalStateException("this JVM does not let signals be handled", e);
    }
  }
}
