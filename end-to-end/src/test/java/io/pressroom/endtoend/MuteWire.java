package io.pressroom.endtoend;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port that leads to a broker at another one, and takes connections as the port of a paused
 * broker does: nothing is read, and nothing answered, until it is told to speak.
 */
final class MuteWire implements Closeable {
  private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int exit;
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch spoken = new CountDownLatch(1);
  private volatile int lost;

  private MuteWire(int exit) throws IOException {
    this.exit = exit;
  }

  static MuteWire to(int port) throws IOException {
    MuteWire wire = new MuteWire(port);
    Thread.ofVirtual().start(wire::accept);
    return wire;
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** How many were made to it so far. */
  int connections() {
    return connections.get();
  }

  /** From here on all goes through, also what came before. */
  void speak() {
    spoken.countDown();
  }

  /** Nothing arrives any more over the connections that there are by now, and none of them ends. */
  void lose() {
    lost = connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = entrance.accept();
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> join(near, number));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void join(Socket near, int number) {
    try (near) {
      spoken.await();
      try (Socket far = new Socket(InetAddress.getLoopbackAddress(), exit)) {
        Thread back = Thread.ofVirtual().start(() -> pass(far, near, number));
        pass(near, far, number);
        back.join();
      }
    } catch (IOException e) {
      // one of the two has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Socket from, Socket to, int number) {
    byte[] buffer = new byte[8192];
    try {
      for (int read = from.getInputStream().read(buffer);
          read > 0;
          read = from.getInputStream().read(buffer)) {
        if (number > lost) {
          to.getOutputStream().write(buffer, 0, read);
        }
      }
      if (number > lost) {
        to.shutdownOutput();
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
