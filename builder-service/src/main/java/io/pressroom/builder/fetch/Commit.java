package io.pressroom.builder.fetch;

import org.eclipse.jgit.lib.ObjectId;

/**
 * A commit that was fetched.
 *
 * @param id its name
 * @param ref the branch, tag or commit that was asked for
 * @param subject the first line of its message
 */
public record Commit(ObjectId id, String ref, String subject) {

  /** The first digits of its name, for people to read. */
  public String shortForm() {
    return id.abbreviate(10).name();
  }

  /** Such as {@code commit 3fa9c2d17b of main}. */
  @Override
  public String toString() {
    return id.name().equals(ref)
        ? "commit " + shortForm()
        : "commit %s of %s".formatted(shortForm(), ref);
  }
}
