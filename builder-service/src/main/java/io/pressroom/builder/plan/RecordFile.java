package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Page;
import io.pressroom.store.OutputPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Keeps the {@link BuildRecord} across restarts, in one file. Saving returns at once and writes in
 * the background, and appends only what changed.
 *
 * <p>The file begins with the line {@code pressroom-record 2} and then has frames:
 *
 * <pre>
 * length    4 bytes, of the body
 * checksum  4 bytes, CRC-32C of the body
 * body      last frame of its build? program, site,
 *           keys with their answers' fingerprints,
 *           pages, outputs and extracts put and removed
 * </pre>
 *
 * The number in the first line is raised with every change of what follows, and of what renderings
 * leave in a page's extract. Numbers have their highest byte first. A build is one or more frames,
 * of which the last says so; a later frame replaces what an earlier one said. When half of the file
 * is outdated it is written anew beside the old one and moved in its place.
 *
 * <p>A crash while a frame is written leaves a torn end, which reading leaves out together with the
 * frames of the same build: the record is then that of the build before, which is older than the
 * release, and what has changed since is made once more. A crash while the file is written anew
 * leaves the old one. A file that is damaged elsewhere, that another site or another version of the
 * format wrote, or that cannot be read, counts as no record, so that everything is built.
 */
public final class RecordFile implements AutoCloseable {

  private static final byte[] HEADER = "pressroom-record 2\n".getBytes(StandardCharsets.US_ASCII);
  private static final int FRAME_HEAD = 8;

  /** Bytes from which on a frame is ended and another one begun. */
  private static final int FRAME_SIZE = 1 << 20;

  /** Outdated bytes that are not worth a new file. */
  private static final int SLACK = 1 << 20;

  /**
   * What was found.
   *
   * @param record empty where there is nothing to go by
   * @param fault why what is there cannot be used; empty where nothing is there
   */
  public record Found(BuildRecord record, Optional<String> fault) {}

  private final Path file;
  private final String site;
  private final Consumer<IOException> trouble;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().name("record").daemon().unstarted(work));

  /** What the file has; null where it is to be written anew. Of the writer's thread. */
  private BuildRecord written;

  /** Bytes of the file, and how many a new one had. */
  private long length;

  private long lengthWhenNew;

  /**
   * @param file in a folder that is there
   * @param site says which site the record is of: another one's is not used
   * @param trouble is told, on another thread, when the record could not be written
   */
  public RecordFile(Path file, String site, Consumer<IOException> trouble) {
    this.file = file;
    this.site = site;
    this.trouble = trouble;
  }

  /** Reads the record that was saved last. Called once, before anything is saved. */
  public Found load() {
    if (!Files.exists(file)) {
      return new Found(BuildRecord.empty(), Optional.empty());
    }
    try {
      Reading reading = new Reading(Files.readAllBytes(file));
      BuildRecord record = reading.record();
      if (reading.end == reading.bytes.capacity()) {
        written = record;
        length = reading.end;
        lengthWhenNew = reading.end;
      }
      return new Found(record, Optional.empty());
    } catch (IOException | RuntimeException e) {
      return new Found(
          BuildRecord.empty(), Optional.of(e.getMessage() == null ? e.toString() : e.getMessage()));
    }
  }

  /** Keeps a record, in the background. To be called when its release is live, not before. */
  public void save(BuildRecord record) {
    writer.execute(
        () -> {
          try {
            write(record);
          } catch (IOException e) {
            written = null;
            trouble.accept(e);
          }
        });
  }

  /** Waits until everything is written, a minute at most. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(1, TimeUnit.MINUTES)) {
        trouble.accept(new IOException(file + " could not be written within a minute"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(BuildRecord record) throws IOException {
    if (written != null && length < 2 * lengthWhenNew + SLACK) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.position(length);
        length += new Writing(channel).since(written, record);
      }
    } else {
      Path aside = file.resolveSibling(file.getFileName() + ".new");
      try (FileChannel channel =
          FileChannel.open(
              aside,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        channel.write(ByteBuffer.wrap(HEADER));
        length = HEADER.length + new Writing(channel).since(BuildRecord.empty(), record);
        channel.force(true);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      lengthWhenNew = length;
    }
    written = record;
  }

  /** What differs between two records, as the frames of one build. */
  private final class Writing {
    private final FileChannel channel;
    private BuildRecord now;
    private long size;

    private final Map<Key, Integer> numbers = new HashMap<>();
    private final List<Key> keys = new ArrayList<>();
    private Encoder body = new Encoder();

    Writing(FileChannel channel) {
      this.channel = channel;
    }

    long since(BuildRecord before, BuildRecord record) throws IOException {
      now = record;
      for (ContentPath path : record.content().pagesThatMayDiffer(before.content())) {
        Page page = record.content().page(path);
        if (page == null) {
          body.octet('-').text(path.value());
        } else if (!page.equals(before.content().page(path))) {
          body.octet('+');
          PageCodec.write(page, body);
        }
        endFrameIfLarge();
      }
      List<OutputRecord> outputs = new ArrayList<>();
      List<OutputPath> outputsGone = new ArrayList<>();
      record
          .outputs()
          .since(
              before.outputs(),
              (path, output) -> {
                if (output == null) {
                  outputsGone.add(path);
                } else {
                  outputs.add(output);
                }
              });
      for (OutputRecord output : outputs) {
        body.octet('o');
        RecordCodec.write(output, body, this::number);
        endFrameIfLarge();
      }
      for (OutputPath output : outputsGone) {
        body.octet('x').text(output.value());
      }
      // An answer that has changed is written with the outputs that read it: they were made again.
      Map<ContentPath, String> extracts = new HashMap<>();
      record.extracts().since(before.extracts(), extracts::put);
      for (Map.Entry<ContentPath, String> extract : extracts.entrySet()) {
        if (extract.getValue() == null) {
          body.octet('g').text(extract.getKey().value());
        } else {
          body.octet('e').text(extract.getKey().value()).text(extract.getValue());
        }
        endFrameIfLarge();
      }
      endFrame(true);
      return size;
    }

    private int number(Key key) {
      return numbers.computeIfAbsent(
          key,
          added -> {
            keys.add(added);
            return keys.size() - 1;
          });
    }

    private void endFrameIfLarge() throws IOException {
      if (body.length() > FRAME_SIZE) {
        endFrame(false);
      }
    }

    private void endFrame(boolean last) throws IOException {
      Encoder head = new Encoder();
      head.bool(last).text(now.program()).text(site).count(keys.size());
      for (Key key : keys) {
        RecordCodec.write(key, head);
        head.fingerprint(now.answers().get(key).fingerprint());
      }
      ByteBuffer first = head.written();
      ByteBuffer second = body.written();
      CRC32C checksum = new CRC32C();
      checksum.update(first.duplicate());
      checksum.update(second.duplicate());
      ByteBuffer frame = ByteBuffer.allocate(FRAME_HEAD + first.remaining() + second.remaining());
      frame
          .putInt(first.remaining() + second.remaining())
          .putInt((int) checksum.getValue())
          .put(first)
          .put(second)
          .flip();
      size += frame.remaining();
      while (frame.hasRemaining()) {
        channel.write(frame);
      }
      numbers.clear();
      keys.clear();
      body = new Encoder();
    }
  }

  /** What a file says. */
  private final class Reading {
    private final ByteBuffer bytes;

    /** Where the last whole build ends. */
    private int end = HEADER.length;

    private String program = "";
    private final Map<Key, Fingerprint> fingerprints = new HashMap<>();
    private final Map<Key, Key> shared = new HashMap<>();
    private final Map<String, String> mediaTypes = new HashMap<>();
    private final Map<ContentPath, Page> pages = new HashMap<>();
    private final Map<OutputPath, OutputRecord> outputs = new HashMap<>();
    private final Map<ContentPath, String> extracts = new HashMap<>();

    Reading(byte[] file) {
      bytes = ByteBuffer.wrap(file);
    }

    BuildRecord record() throws IOException {
      if (bytes.capacity() < HEADER.length
          || !bytes.slice(0, HEADER.length).equals(ByteBuffer.wrap(HEADER))) {
        throw new IOException(file + " is not a record of this version of Pressroom");
      }
      List<ByteBuffer> frames = new ArrayList<>();
      int at = HEADER.length;
      for (Optional<ByteBuffer> frame = frame(at); frame.isPresent(); frame = frame(at)) {
        frames.add(frame.get());
        at += FRAME_HEAD + frame.get().remaining();
        if (frame.get().get(0) != 0) {
          frames.forEach(this::apply);
          frames.clear();
          end = at;
        }
      }
      if (end == HEADER.length) {
        throw new IOException(file + " is damaged: it has no whole record");
      }
      return BuildRecord.loaded(program, pages, outputs, fingerprints, extracts);
    }

    /** The body of the frame there; empty where there is no whole one. */
    private Optional<ByteBuffer> frame(int at) throws IOException {
      if (at + FRAME_HEAD > bytes.capacity()) {
        return Optional.empty();
      }
      int size = bytes.getInt(at);
      if (size <= 0 || size > bytes.capacity() - at - FRAME_HEAD) {
        return Optional.empty();
      }
      ByteBuffer body = bytes.slice(at + FRAME_HEAD, size);
      CRC32C checksum = new CRC32C();
      checksum.update(body.duplicate());
      if ((int) checksum.getValue() != bytes.getInt(at + 4)) {
        if (at + FRAME_HEAD + size < bytes.capacity()) {
          throw new IOException(file + " is damaged at byte " + at);
        }
        return Optional.empty();
      }
      return Optional.of(body);
    }

    private void apply(ByteBuffer body) {
      Decoder from = new Decoder(body);
      from.bool();
      program = from.text();
      if (!from.text().equals(site)) {
        throw new IllegalArgumentException(file + " is the record of another site");
      }
      List<Key> keys =
          from.all(
              () -> {
                Key key = RecordCodec.readKey(from);
                Key one = shared.computeIfAbsent(key, first -> first);
                fingerprints.put(one, from.fingerprint());
                return one;
              });
      while (!from.atEnd()) {
        switch (from.octet()) {
          case '+' -> {
            Page page = PageCodec.read(from);
            pages.put(page.path(), page);
          }
          case '-' -> pages.remove(new ContentPath(from.text()));
          case 'o' -> {
            OutputRecord output =
                RecordCodec.readOutput(
                    from, keys::get, type -> mediaTypes.computeIfAbsent(type, first -> first));
            outputs.put(output.output().path(), output);
          }
          case 'x' -> outputs.remove(new OutputPath(from.text()));
          case 'g' -> extracts.remove(new ContentPath(from.text()));
          case 'e' -> extracts.put(new ContentPath(from.text()), from.text());
          default -> throw new IllegalArgumentException(file + " is damaged");
        }
      }
    }
  }
}
