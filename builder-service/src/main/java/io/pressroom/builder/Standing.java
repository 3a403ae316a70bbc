package io.pressroom.builder;

import io.pressroom.store.Digest;
import io.pressroom.store.ReleaseId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A fact: what is made of these inputs, at any instant from {@code since} to before {@code until},
 * is this release, all of it. A stop leaves the one that it knows of, so that the next start can
 * tell at a glance whether what is live is what the content says. It never gets wrong; it is of no
 * use any more where an input has changed.
 *
 * <pre>
 * pressroom-standing 1
 * release  the id of the release
 * inputs   SHA-256, of the stamps of all files, the program, and what the operator has set
 * since    ISO 8601
 * until    ISO 8601, or - for ever
 * </pre>
 *
 * @param until when the date of a page makes it another release
 */
record Standing(ReleaseId release, Digest inputs, Instant since, Optional<Instant> until) {

  private static final String HEADER = "pressroom-standing 1";
  private static final String FOR_EVER = "-";

  /** Reads it. Where there is none, or no whole one, or another version's, nothing is known. */
  static Optional<Standing> load(Path file) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (lines.size() != 5 || !lines.getFirst().equals(HEADER)) {
        return Optional.empty();
      }
      return Optional.of(
          new Standing(
              new ReleaseId(value("release", lines.get(1))),
              new Digest(value("inputs", lines.get(2))),
              Instant.parse(value("since", lines.get(3))),
              Optional.of(value("until", lines.get(4)))
                  .filter(text -> !text.equals(FOR_EVER))
                  .map(Instant::parse)));
    } catch (NoSuchFileException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String value(String name, String line) {
    if (!line.startsWith(name + " ")) {
      throw new IllegalArgumentException("no " + name);
    }
    return line.substring(name.length() + 1);
  }

  /** Writes it in the place of the one before. */
  void save(Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    Files.write(
        aside,
        List.of(
            HEADER,
            "release " + release.value(),
            "inputs " + inputs.hex(),
            "since " + since,
            "until " + until.map(Instant::toString).orElse(FOR_EVER)));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether it says anything of that instant. */
  boolean holdsAt(Instant now) {
    return !now.isBefore(since) && until.filter(end -> !now.isBefore(end)).isEmpty();
  }
}
