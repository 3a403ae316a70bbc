package io.pressroom.message;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that is wrong with the content, for its author to mend.
 *
 * @param title what is wrong, in a few words: {@code unknown template}
 * @param file where, relative to the site's folder and separated by {@code /}
 * @param line the line in that file, from 1; 0 where it is not known
 * @param column the column in that line, from 1; 0 where it is not known
 * @param detail what exactly is wrong
 * @param hint what to do about it
 * @param excerpt the line, and those about it
 */
public record Problem(
    String title,
    Optional<String> file,
    int line,
    int column,
    String detail,
    Optional<String> hint,
    Optional<String> excerpt) {

  public Problem {
    Objects.requireNonNull(title);
    Objects.requireNonNull(file);
    Objects.requireNonNull(detail);
    Objects.requireNonNull(hint);
    Objects.requireNonNull(excerpt);
    if (line < 0 || column < 0) {
      throw new IllegalArgumentException("not a place in a file: " + line + ":" + column);
    }
  }

  /** A problem with a file as a whole. */
  public static Problem in(String file, String title, String detail) {
    return at(file, 0, 0, title, detail);
  }

  /** A problem at a place in a file; 0 where line or column is not known. */
  public static Problem at(String file, int line, int column, String title, String detail) {
    return new Problem(
        title, Optional.of(file), line, column, detail, Optional.empty(), Optional.empty());
  }

  /** A problem that is in no one file. */
  public static Problem of(String title, String detail) {
    return new Problem(title, Optional.empty(), 0, 0, detail, Optional.empty(), Optional.empty());
  }

  /** This problem with what to do about it. */
  public Problem withHint(String hint) {
    return new Problem(title, file, line, column, detail, Optional.of(hint), excerpt);
  }

  /** This problem with the lines where it is. */
  public Problem withExcerpt(String excerpt) {
    return new Problem(title, file, line, column, detail, hint, Optional.of(excerpt));
  }

  /** <i>title [file:line:column]: detail (hint)</i>, leaving out what is not known. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(title);
    file.ifPresent(
        name -> {
          text.append(" [").append(name);
          if (line > 0) {
            text.append(':').append(line);
            if (column > 0) {
              text.append(':').append(column);
            }
          }
          text.append(']');
        });
    text.append(": ").append(detail);
    hint.ifPresent(advice -> text.append(" (").append(advice).append(')'));
    return text.toString();
  }
}
