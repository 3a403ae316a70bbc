package io.pressroom.server.load;

import io.pressroom.message.Problem;
import io.pressroom.rules.HeaderRules;
import io.pressroom.rules.Redirects;
import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a release says about how it is to be served: its files {@code _redirects} and {@code
 * _headers}, which are never served themselves.
 */
public final class Steering {

  static final Steering NONE =
      new Steering(Optional.empty(), Redirects.NONE, Optional.empty(), HeaderRules.NONE);

  private static final OutputPath REDIRECTS = new OutputPath(Redirects.FILE);
  private static final OutputPath HEADERS = new OutputPath(HeaderRules.FILE);

  private final Optional<Digest> redirectsDigest;
  private final Redirects redirects;
  private final Optional<Digest> headersDigest;
  private final HeaderRules headers;
  private final Optional<CharSequence> vary;

  private Steering(
      Optional<Digest> redirectsDigest,
      Redirects redirects,
      Optional<Digest> headersDigest,
      HeaderRules headers) {
    this.redirectsDigest = redirectsDigest;
    this.redirects = redirects;
    this.headersDigest = headersDigest;
    this.headers = headers;
    this.vary =
        Optional.of(redirects.fields())
            .filter(fields -> !fields.isEmpty())
            .map(fields -> HttpHeaders.createOptimized(String.join(", ", new TreeSet<>(fields))));
  }

  /** Reads the object of an entry. */
  @FunctionalInterface
  interface Source<E extends Exception> {
    byte[] bytes(Entry entry) throws E;
  }

  /** That of a release; a file that is as it was is not read again. */
  <E extends Exception> Steering next(Manifest manifest, Source<E> source) throws E {
    Optional<Entry> redirectsEntry = manifest.entry(REDIRECTS);
    Optional<Entry> headersEntry = manifest.entry(HEADERS);
    Optional<Digest> newRedirects = redirectsEntry.map(Entry::digest);
    Optional<Digest> newHeaders = headersEntry.map(Entry::digest);
    if (newRedirects.equals(redirectsDigest) && newHeaders.equals(headersDigest)) {
      return this;
    }
    return new Steering(
        newRedirects,
        newRedirects.equals(redirectsDigest)
            ? redirects
            : Redirects.parse(Redirects.FILE, bytes(redirectsEntry, source)),
        newHeaders,
        newHeaders.equals(headersDigest)
            ? headers
            : HeaderRules.parse(HeaderRules.FILE, bytes(headersEntry, source)));
  }

  private static <E extends Exception> byte[] bytes(Optional<Entry> entry, Source<E> source)
      throws E {
    return entry.isPresent() ? source.bytes(entry.get()) : new byte[0];
  }

  /** Whether a path is one of the files that are obeyed and not served. */
  static boolean isFile(OutputPath path) {
    return path.equals(REDIRECTS) || path.equals(HEADERS);
  }

  public Redirects redirects() {
    return redirects;
  }

  public HeaderRules headers() {
    return headers;
  }

  /** What is wrong with the two files. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(redirects.problems());
    problems.addAll(headers.problems());
    return problems;
  }

  /**
   * The fields of a request that responses depend on through redirects, as {@code Vary} says it.
   */
  public Optional<CharSequence> vary() {
    return vary;
  }

  @Override
  public String toString() {
    return "%d redirects, %d rules for header fields".formatted(redirects.size(), headers.size());
  }
}
