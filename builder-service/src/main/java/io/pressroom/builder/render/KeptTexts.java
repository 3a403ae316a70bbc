package io.pressroom.builder.render;

import io.pressroom.builder.render.Rendition.Outline;
import io.pressroom.builder.render.Rendition.TextLink;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * Whole texts of pages in a file, so that a page whose frame has changed, or a feed, is made again
 * without Markdown being read again. The file has no name and goes with the process. What is not
 * kept, for want of room or because the disk refuses it, is made again.
 *
 * <p>What is kept comes back equal, and its bytes are never changed where they lie: they are given
 * up, and all of them go at once when they are most of the file. For many threads, but for {@link
 * #clear}.
 */
final class KeptTexts {

  /** Bytes of the longest file: some fifty thousand posts. */
  private static final long ROOM = 512L << 20;

  /** Bytes of the longest text that is kept. */
  private static final int LONGEST = 1 << 20;

  /** Bytes that are given up and not worth making the others again. */
  private static final long SLACK = 16L << 20;

  private final Optional<FileChannel> file;
  private final AtomicLong end = new AtomicLong();
  private final AtomicLong givenUp = new AtomicLong();

  /**
   * Where a text lies.
   *
   * @param sum the CRC-32C of its bytes
   */
  record Place(long start, int length, long sum) {}

  /** Keeps texts in a file, where there is one. */
  KeptTexts(Optional<FileChannel> file) {
    this.file = file;
  }

  /** Keeps nothing. */
  static KeptTexts none() {
    return new KeptTexts(Optional.empty());
  }

  /** Keeps texts in a folder, which is made where there is none, if that can be. */
  static KeptTexts in(Path folder) {
    try {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, "texts", null);
      return new KeptTexts(
          Optional.of(
              FileChannel.open(
                  file,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE)));
    } catch (IOException e) {
      return none();
    }
  }

  /** Keeps a text, if there is room. */
  Optional<Place> keep(Rendition text) {
    if (file.isEmpty() || !file.get().isOpen()) {
      return Optional.empty();
    }
    byte[] bytes = encode(text);
    // Half of a surrogate pair, which a numeric reference can make, does not come back.
    if (bytes.length > LONGEST || !decode(bytes).equals(text)) {
      return Optional.empty();
    }
    long start = end.getAndUpdate(e -> e + bytes.length > ROOM ? e : e + bytes.length);
    if (start + bytes.length > ROOM) {
      return Optional.empty();
    }
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        file.get().write(rest, start + rest.position());
      }
      return Optional.of(new Place(start, bytes.length, sum(bytes)));
    } catch (IOException e) {
      close(file.get());
      return Optional.empty();
    }
  }

  /** The text that was kept there; empty where it cannot be read, or is not what it was. */
  Optional<Rendition> read(Place place) {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(place.length());
      while (bytes.hasRemaining()) {
        if (file.orElseThrow().read(bytes, place.start() + bytes.position()) < 0) {
          return Optional.empty();
        }
      }
      return sum(bytes.array()) == place.sum()
          ? Optional.of(decode(bytes.array()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Notes that a text will not be asked for again. */
  void giveUp(Place place) {
    givenUp.addAndGet(place.length());
  }

  /** Whether most of the file was given up. */
  boolean isMostlyGivenUp() {
    return givenUp.get() > SLACK && givenUp.get() > end.get() / 2;
  }

  /** Forgets every text. */
  void clear() {
    try {
      if (file.isPresent()) {
        file.get().truncate(0);
      }
    } catch (IOException e) {
      close(file.get());
    }
    end.set(0);
    givenUp.set(0);
  }

  private static long sum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return sum.getValue();
  }

  /** A disk that is full gets its room back. */
  private static void close(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      // Nothing is read or written from here on, and that is all that matters.
    }
  }

  private static byte[] encode(Rendition text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * text.html().length() + 256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, text.html());
      write(out, text.summary());
      out.writeBoolean(text.more());
      write(out, text.outline());
      write(out, text.plainText());
      out.writeInt(text.wordCount());
      writeLinks(out, text.links());
      writeLinks(out, text.summaryLinks());
    } catch (IOException e) {
      throw new AssertionError(e); // not in memory
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, String string) throws IOException {
    byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(DataOutputStream out, List<Outline> headings) throws IOException {
    out.writeInt(headings.size());
    for (Outline heading : headings) {
      out.writeInt(heading.level());
      write(out, heading.id());
      write(out, heading.title());
      write(out, heading.children());
    }
  }

  private static void writeLinks(DataOutputStream out, List<TextLink> links) throws IOException {
    out.writeInt(links.size());
    for (TextLink link : links) {
      write(out, link.written());
      write(out, link.destination());
      out.writeInt(link.line());
      out.writeInt(link.column());
      write(out, link.kind().name());
    }
  }

  private static Rendition decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Rendition(
        string(in),
        string(in),
        flag(in),
        outline(in),
        string(in),
        in.getInt(),
        links(in),
        links(in));
  }

  private static String string(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static boolean flag(ByteBuffer in) {
    return in.get() != 0;
  }

  private static List<Outline> outline(ByteBuffer in) {
    int count = in.getInt();
    List<Outline> headings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      headings.add(new Outline(in.getInt(), string(in), string(in), outline(in)));
    }
    return headings;
  }

  private static List<TextLink> links(ByteBuffer in) {
    int count = in.getInt();
    List<TextLink> links = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      links.add(
          new TextLink(
              string(in), string(in), in.getInt(), in.getInt(), TextLink.Kind.valueOf(string(in))));
    }
    return links;
  }
}
