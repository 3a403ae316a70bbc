package io.pressroom.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;

/** The file system of the machine. */
final class RealDisk implements Disk {

  @Override
  public void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
  }

  @Override
  public Staged copy(Path source, Path file) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream in = Files.newInputStream(source);
        OutputStream out = Files.newOutputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
        out.write(buffer, 0, n);
        size += n;
      }
    }
    return new Staged(Digest.finish(sha256), size);
  }

  @Override
  public void flush(Path fileOrFolder) throws IOException {
    // A folder can be opened only for reading, and that is enough to flush it.
    try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
  }

  @Override
  public void delete(Path fileOrFolder) throws IOException {
    Files.delete(fileOrFolder);
  }
}
