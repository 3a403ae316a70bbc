package io.pressroom.store;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One file of a release.
 *
 * @param path where it is served
 * @param digest the SHA-256 of its bytes, the name of its object in the store
 * @param size its length in bytes
 * @param mediaType its media type with parameters and without spaces, such as {@code
 *     text/html;charset=utf-8} (RFC 9110, section 8.3.1)
 */
public record Entry(OutputPath path, Digest digest, long size, String mediaType) {

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(TOKEN + "/" + TOKEN + "(;" + TOKEN + "=" + TOKEN + ")*");

  public Entry {
    Objects.requireNonNull(path);
    Objects.requireNonNull(digest);
    if (size < 0) {
      throw new IllegalArgumentException("a size in bytes cannot be " + size);
    }
    if (!MediaTypes.isKnown(mediaType) && !MEDIA_TYPE.matcher(mediaType).matches()) {
      throw new IllegalArgumentException("not a media type without spaces: \"" + mediaType + "\"");
    }
  }
}
