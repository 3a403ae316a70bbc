package io.pressroom.endtoend;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A port that leads to another one of this machine, over a wire on which every byte takes its time,
 * each way. What is sent arrives in order, and nothing is lost.
 */
final class SlowWire implements Closeable {
  private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int exit;
  private final Duration delay;

  private SlowWire(int exit, Duration delay) throws IOException {
    this.exit = exit;
    this.delay = delay;
  }

  static SlowWire to(int port, Duration delay) throws IOException {
    SlowWire wire = new SlowWire(port, delay);
    Thread.ofVirtual().start(wire::accept);
    return wire;
  }

  int port() {
    return entrance.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = entrance.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), exit);
        join(near, far);
        join(far, near);
      }
    } catch (IOException e) {
      // closed
    }
  }

  private record Part(ByteBuffer bytes, long due) {}

  private Part part(byte[] bytes) {
    return new Part(ByteBuffer.wrap(bytes), System.nanoTime() + delay.toNanos());
  }

  /** One thread takes what comes, another passes it on when its time is over. */
  private void join(Socket from, Socket to) {
    BlockingQueue<Part> onTheWay = new LinkedBlockingQueue<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                InputStream in = from.getInputStream();
                byte[] buffer = new byte[8192];
                for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                  onTheWay.add(part(Arrays.copyOf(buffer, read)));
                }
              } catch (IOException e) {
                // as if it had ended
              }
              onTheWay.add(part(new byte[0]));
            });
    Thread.ofVirtual()
        .start(
            () -> {
              try (to) {
                OutputStream out = to.getOutputStream();
                for (Part part = onTheWay.take();
                    part.bytes().hasRemaining();
                    part = onTheWay.take()) {
                  TimeUnit.NANOSECONDS.sleep(part.due() - System.nanoTime());
                  out.write(part.bytes().array());
                }
              } catch (IOException e) {
                // the other side has gone
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
