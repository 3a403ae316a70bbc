package io.pressroom.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A disk that knows what a power cut may take away: bytes that were not flushed since they were
 * written, and names that were given or taken in a folder that was not flushed since, each by
 * itself. That is less than any journalling file system promises.
 */
final class PowerCutDisk implements Disk {

  /** A file or a folder, whatever its names are. */
  private static final class Node {
    byte[] bytes; // null for a folder
    byte[] flushedBytes;
    Map<String, Node> names = new HashMap<>();
    Map<String, Node> flushedNames = new HashMap<>();
  }

  private final Disk real = new RealDisk();
  private final Path store;
  private final Node root;
  private final boolean forgetsToFlush;

  /** Begins with what lies in {@code store}, all of it flushed. */
  PowerCutDisk(Path store, boolean forgetsToFlush) throws IOException {
    this.store = store;
    this.root = read(store);
    this.forgetsToFlush = forgetsToFlush;
  }

  private static Node read(Path path) throws IOException {
    Node node = new Node();
    if (!Files.isDirectory(path)) {
      node.bytes = Files.readAllBytes(path);
      node.flushedBytes = node.bytes;
      return node;
    }
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        node.names.put(file.getFileName().toString(), read(file));
      }
    }
    node.flushedNames = new HashMap<>(node.names);
    return node;
  }

  /** Writes to an empty folder what a power cut now might leave of the store. */
  synchronized void cut(Path into, RandomGenerator random) throws IOException {
    cut(root, into, random);
  }

  private static void cut(Node node, Path into, RandomGenerator random) throws IOException {
    if (node.bytes != null) {
      Files.write(into, node.bytes == node.flushedBytes ? node.bytes : torn(node, random));
      return;
    }
    Files.createDirectories(into);
    TreeSet<String> names = new TreeSet<>(node.names.keySet());
    names.addAll(node.flushedNames.keySet());
    for (String name : names) {
      Node left = (random.nextBoolean() ? node.names : node.flushedNames).get(name);
      if (left != null) {
        cut(left, into.resolve(name), random);
      }
    }
  }

  private static byte[] torn(Node node, RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> node.bytes;
      case 1 -> node.flushedBytes == null ? new byte[0] : node.flushedBytes;
      case 2 -> new byte[node.bytes.length];
      default -> Arrays.copyOf(node.bytes, random.nextInt(node.bytes.length + 1));
    };
  }

  private Node node(Path path) {
    Node node = root;
    if (!path.equals(store)) {
      for (Path name : store.relativize(path)) {
        node = node.names.get(name.toString());
      }
    }
    return node;
  }

  private Map<String, Node> names(Path path) {
    return node(path.getParent()).names;
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  @Override
  public synchronized void createFolder(Path folder) throws IOException {
    real.createFolder(folder);
    names(folder).computeIfAbsent(name(folder), name -> new Node());
  }

  @Override
  public synchronized void write(Path file, byte[] bytes) throws IOException {
    real.write(file, bytes);
    names(file).computeIfAbsent(name(file), name -> new Node()).bytes = bytes.clone();
  }

  @Override
  public synchronized Staged copy(InputStream source, Path file) throws IOException {
    byte[] bytes = source.readAllBytes();
    Staged copied = real.copy(new ByteArrayInputStream(bytes), file);
    names(file).computeIfAbsent(name(file), name -> new Node()).bytes = bytes;
    return copied;
  }

  @Override
  public synchronized void flush(Path fileOrFolder) throws IOException {
    if (!forgetsToFlush) {
      Node node = node(fileOrFolder);
      node.flushedBytes = node.bytes;
      node.flushedNames = new HashMap<>(node.names);
    }
  }

  @Override
  public synchronized boolean flushAllBelow(Path folder) throws IOException {
    if (!forgetsToFlush) {
      flushAll(node(folder));
    }
    return true;
  }

  private static void flushAll(Node node) {
    node.flushedBytes = node.bytes;
    node.flushedNames = new HashMap<>(node.names);
    node.names.values().forEach(PowerCutDisk::flushAll);
  }

  @Override
  public synchronized void move(Path from, Path to) throws IOException {
    real.move(from, to);
    names(to).put(name(to), names(from).remove(name(from)));
  }

  @Override
  public synchronized void delete(Path fileOrFolder) throws IOException {
    real.delete(fileOrFolder);
    names(fileOrFolder).remove(name(fileOrFolder));
  }
}
