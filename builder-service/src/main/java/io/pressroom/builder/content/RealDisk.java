package io.pressroom.builder.content;

import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The file system of the machine. */
final class RealDisk implements Disk {
  private static final LinkOption[] FOLLOW = {};
  private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};

  // Bits of st_mode, of stat(2).
  private static final int TYPE = 0xF000;
  private static final int LINK = 0xA000;
  private static final int FILE = 0x8000;
  private static final int FOLDER = 0x4000;

  @Override
  public Stat stat(Path file, boolean follow) throws IOException {
    LinkOption[] options = follow ? FOLLOW : NO_FOLLOW;
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return basic(Files.readAttributes(file, BasicFileAttributes.class, options));
    }
    Map<String, Object> unix =
        Files.readAttributes(file, "unix:mode,size,lastModifiedTime,ctime,dev,ino", options);
    Type type =
        switch ((int) unix.get("mode") & TYPE) {
          case FILE -> Type.FILE;
          case FOLDER -> Type.FOLDER;
          case LINK -> Type.LINK;
          default -> Type.OTHER;
        };
    return new Stat(
        type,
        new Stamp(
            (long) unix.get("size"),
            nanos((FileTime) unix.get("lastModifiedTime")),
            nanos((FileTime) unix.get("ctime")),
            31 * (long) unix.get("dev") + (long) unix.get("ino")));
  }

  private static Stat basic(BasicFileAttributes attributes) {
    Type type =
        attributes.isRegularFile()
            ? Type.FILE
            : attributes.isDirectory()
                ? Type.FOLDER
                : attributes.isSymbolicLink() ? Type.LINK : Type.OTHER;
    return new Stat(
        type,
        new Stamp(
            attributes.size(),
            nanos(attributes.lastModifiedTime()),
            nanos(attributes.creationTime()),
            Objects.hashCode(attributes.fileKey())));
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  @Override
  public Digest digest(Path file) throws IOException {
    return Digest.of(file);
  }

  @Override
  public Path real(Path file) throws IOException {
    return file.toRealPath();
  }

  @Override
  public Path target(Path link) throws IOException {
    return Files.readSymbolicLink(link);
  }
}
