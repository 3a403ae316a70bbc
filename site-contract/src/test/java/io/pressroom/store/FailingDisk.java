package io.pressroom.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A disk of which one operation goes wrong, and after a crash all that follow. It flushes nothing:
 * that takes time, and only {@link PowerCutDisk} could tell.
 */
final class FailingDisk implements Disk {

  /** How an operation goes wrong. */
  enum Fault {
    /** It is refused; later ones work. */
    REFUSED(false, false),
    /** It is done by half (a write is short, anything else is not done); later ones work. */
    HALF_DONE(true, false),
    /** The process dies before it. */
    CRASH_BEFORE(false, true),
    /** The process dies when it is done by half. */
    CRASH_WITHIN(true, true);

    final boolean half;
    final boolean crash;

    Fault(boolean half, boolean crash) {
      this.half = half;
      this.crash = crash;
    }
  }

  /** Stands for the end of the process. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  private final Disk disk;
  private final int failing;
  private final Fault fault;
  private int count;
  private boolean crashed;

  /** Never fails. */
  FailingDisk() {
    this(new RealDisk(), 0, Fault.REFUSED);
  }

  /** Fails at operation number {@code failing}, from 1. */
  FailingDisk(Disk disk, int failing, Fault fault) {
    this.disk = disk;
    this.failing = failing;
    this.fault = fault;
  }

  /** Whether as many operations were asked for. */
  synchronized boolean hasFailed() {
    return failing > 0 && count >= failing;
  }

  synchronized int operations() {
    return count;
  }

  @FunctionalInterface
  private interface Operation {
    void run() throws IOException;
  }

  private synchronized void run(Operation whole, Operation half) throws IOException {
    count++;
    if (crashed) {
      throw new Crash();
    }
    if (count != failing) {
      whole.run();
      return;
    }
    if (fault.half) {
      half.run();
    }
    if (fault.crash) {
      crashed = true;
      throw new Crash();
    }
    throw new IOException("No space left on device");
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    run(() -> disk.createFolder(folder), () -> {});
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    run(
        () -> disk.write(file, bytes),
        () -> disk.write(file, Arrays.copyOf(bytes, bytes.length / 2)));
  }

  @Override
  public Staged copy(InputStream source, Path file) throws IOException {
    byte[] bytes = source.readAllBytes();
    Staged[] result = new Staged[1];
    run(
        () -> result[0] = disk.copy(new ByteArrayInputStream(bytes), file),
        () -> disk.write(file, Arrays.copyOf(bytes, bytes.length / 2)));
    return result[0];
  }

  @Override
  public void flush(Path fileOrFolder) throws IOException {
    run(
        () -> {
          if (!(disk instanceof RealDisk)) {
            disk.flush(fileOrFolder);
          }
        },
        () -> {});
  }

  @Override
  public boolean flushAllBelow(Path folder) throws IOException {
    boolean[] done = {true};
    run(
        () -> {
          if (!(disk instanceof RealDisk)) {
            done[0] = disk.flushAllBelow(folder);
          }
        },
        () -> {});
    return done[0];
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    run(() -> disk.move(from, to), () -> {});
  }

  @Override
  public void delete(Path fileOrFolder) throws IOException {
    run(() -> disk.delete(fileOrFolder), () -> {});
  }
}
