package io.pressroom.endtoend;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port that leads to a broker at another one, over a wire that is cut, so many times, in the very
 * moment in which a channel asks to be attached to its new connection.
 */
final class CutWire implements Closeable {
  /** How an attach performative begins (AMQP 1.0, 2.7.3), in any of whose frames it is. */
  private static final String ATTACH = "\0S\u0012";

  private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int exit;
  private final AtomicInteger cuts;

  private CutWire(int exit, int cuts) throws IOException {
    this.exit = exit;
    this.cuts = new AtomicInteger(cuts);
  }

  static CutWire to(int port, int cuts) throws IOException {
    CutWire wire = new CutWire(port, cuts);
    Thread.ofVirtual().start(wire::accept);
    return wire;
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** How many cuts are still to come. */
  int left() {
    return Math.max(0, cuts.get());
  }

  private void accept() {
    try {
      while (true) {
        Socket near = entrance.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), exit);
        Thread.ofVirtual().start(() -> pass(near, far));
        Thread.ofVirtual().start(() -> pass(far, near));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      for (int read = from.getInputStream().read(buffer);
          read > 0;
          read = from.getInputStream().read(buffer)) {
        String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        if (text.contains(ATTACH) && cuts.getAndDecrement() > 0) {
          return;
        }
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // one of the two has gone
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
