package io.pressroom.endtoend;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * A port that leads to a broker at another one, over a wire that is cut in the very moments in
 * which a client and its broker come to terms.
 */
final class CutWire implements Closeable {
  /** A moment to cut in: what would go over the wire next (AMQP 1.0, 2.7), and from whom. */
  enum Moment {
    GREETING("AMQP\3", true),
    OPEN(0x10, true),
    OPENED(0x10, false),
    BEGIN(0x11, true),
    BEGUN(0x11, false),
    ATTACH(0x12, true),
    ATTACHED(0x12, false),
    CREDIT(0x13, false),
    TRANSFER(0x14, true),
    SETTLED(0x15, false);

    private final String sign;
    private final boolean fromClient;

    /** A performative begins so, in any of whose frames it is. */
    Moment(int code, boolean fromClient) {
      this("\0S" + (char) code, fromClient);
    }

    Moment(String sign, boolean fromClient) {
      this.sign = sign;
      this.fromClient = fromClient;
    }
  }

  private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int exit;
  private final Queue<Moment> cuts;

  private CutWire(int exit, List<Moment> cuts) throws IOException {
    this.exit = exit;
    this.cuts = new ArrayDeque<>(cuts);
  }

  /** Cuts each of those moments once, in this order, and is whole from then on. */
  static CutWire to(int port, Moment... cuts) throws IOException {
    CutWire wire = new CutWire(port, List.of(cuts));
    Thread.ofVirtual().start(wire::accept);
    return wire;
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** How many cuts are still to come. */
  synchronized int left() {
    return cuts.size();
  }

  private synchronized boolean isCut(String text, boolean fromClient) {
    Moment next = cuts.peek();
    boolean due = next != null && next.fromClient == fromClient && text.contains(next.sign);
    if (due) {
      cuts.remove();
    }
    return due;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = entrance.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), exit);
        Thread.ofVirtual().start(() -> pass(near, far, true));
        Thread.ofVirtual().start(() -> pass(far, near, false));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pass(Socket from, Socket to, boolean fromClient) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      for (int read = from.getInputStream().read(buffer);
          read > 0;
          read = from.getInputStream().read(buffer)) {
        String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        if (isCut(text, fromClient)) {
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
