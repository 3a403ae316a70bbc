package io.pressroom.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** The file system of the machine. */
final class RealDisk implements Disk {

  @Override
  public void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw cannot("make the folder", folder, e);
      }
    } catch (IOException e) {
      throw cannot("make the folder", folder, e);
    }
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  @Override
  public Staged copy(InputStream source, Path file) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
        sha256.update(buffer, 0, n);
        out.write(buffer, 0, n);
        size += n;
      }
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
    return new Staged(Digest.finish(sha256), size);
  }

  @Override
  public void flush(Path fileOrFolder) throws IOException {
    // A folder can be opened only for reading, and that is enough to flush it.
    try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw cannot("flush", fileOrFolder, e);
    }
  }

  @Override
  public boolean flushAllBelow(Path folder) throws IOException {
    try {
      return WholeFlush.flush(folder);
    } catch (IOException e) {
      throw cannot("flush", folder, e);
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw cannot("move " + from + " to", to, e);
    }
  }

  @Override
  public void delete(Path fileOrFolder) throws IOException {
    try {
      Files.delete(fileOrFolder);
    } catch (IOException e) {
      throw cannot("remove", fileOrFolder, e);
    }
  }

  /** What could not be done and why, in words that a log line can end with. */
  static IOException cannot(String what, Path path, IOException cause) {
    String reason =
        switch (cause) {
          case AccessDeniedException e -> "permission denied";
          case NoSuchFileException e -> "there is no such file or folder";
          case FileAlreadyExistsException e -> "there is a file of that name";
          case FileSystemException e when e.getReason() != null -> e.getReason();
          default -> cause.getMessage();
        };
    return new IOException("cannot " + what + " " + path + ": " + reason, cause);
  }
}
