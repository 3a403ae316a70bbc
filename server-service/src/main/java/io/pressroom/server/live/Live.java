package io.pressroom.server.live;

import io.pressroom.message.Message;
import io.pressroom.message.Message.BuildFailed;
import io.pressroom.message.Message.BuildProgressed;
import io.pressroom.message.Message.ReleasePublished;
import io.pressroom.message.Problem;
import io.pressroom.server.load.Current;
import io.pressroom.server.load.HtmlAddition;
import io.pressroom.server.load.LoadedRelease;
import io.pressroom.server.serve.Resolver;
import io.pressroom.store.Difference;
import io.pressroom.store.OutputPath;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Tells each browser that listens what happened to the page it shows. Browsers decide: they know
 * what the page uses. Where live reload is off nobody listens.
 */
public final class Live {

  /** What every page gets so that its browser listens. */
  public static final HtmlAddition ADDITION =
      new HtmlAddition("<script src=\"/-/live.js\" data-page=\"", "\" defer></script>\n");

  private final Current current;
  private final History history = new History();
  private final Map<Listener, String> pages = new ConcurrentHashMap<>();
  private volatile List<Problem> problems = List.of();

  public Live(Current current) {
    this.current = current;
  }

  /**
   * A browser begins to listen.
   *
   * @param page the path it shows, encoded
   * @param last the release it heard of last, or empty where it just loaded the page
   */
  void open(Listener listener, String page, String last) {
    pages.put(listener, page);
    listener.send(Event.RETRY);
    listener.send(Event.problems(problems)); // none, too: it may show some that are mended by now
    current
        .release()
        .ifPresent(
            release -> {
              boolean upToDate = last.isEmpty() || last.equals(release.id().value());
              listener.send(
                  release(
                      release,
                      page,
                      Optional.empty(),
                      upToDate ? Optional.of(List.of()) : history.since(last)));
            });
  }

  /** A browser went away. */
  void gone(Listener listener) {
    pages.remove(listener);
  }

  /** Keeps the streams from looking dead. */
  void beat() {
    send(Event.NOTHING);
  }

  /**
   * Another release is served.
   *
   * @param before the one that was served until now, which {@code difference} is the difference to
   */
  public void swapped(
      Optional<LoadedRelease> before, LoadedRelease release, Difference difference) {
    Collection<String> files =
        Stream.concat(
                difference.changed().stream()
                    .filter(entry -> !entry.mediaType().startsWith("text/html"))
                    .map(entry -> LoadedRelease.address(entry.path())),
                difference.removed().stream()
                    .map(OutputPath::value)
                    .filter(path -> !path.endsWith(".html"))
                    .map(path -> "/" + path))
            .toList();
    history.add(release.id(), files);
    Optional<Moves> moves = before.map(old -> Moves.between(old, release, difference));
    pages.forEach(
        (listener, page) ->
            listener.send(
                release(release, page, moves.flatMap(all -> all.of(page)), named(files))));
  }

  private static Optional<Collection<String>> named(Collection<String> files) {
    return files.size() > History.MOST ? Optional.empty() : Optional.of(files);
  }

  private static String release(
      LoadedRelease release,
      String page,
      Optional<String> moved,
      Optional<Collection<String>> files) {
    return Event.release(
        release.id().value(),
        Resolver.shown(release, page).map(resource -> resource.digest().hex()),
        moved,
        files);
  }

  /** The builder said something. */
  public void tell(Message message) {
    switch (message) {
      case BuildFailed failed -> show(failed.problems());
      case ReleasePublished published when published.problems() == 0 -> show(List.of());
      case BuildProgressed progress -> send(Event.progress(progress.done(), progress.total()));
      default -> {}
    }
  }

  private void show(List<Problem> now) {
    if (!now.equals(problems)) {
      problems = now;
      send(Event.problems(now));
    }
  }

  private void send(String event) {
    pages.keySet().forEach(listener -> listener.send(event));
  }

  /** Ends all streams. */
  public void close() {
    pages.keySet().forEach(Listener::close);
    pages.clear();
  }

  /** How many browsers listen. */
  public int streams() {
    return pages.size();
  }
}
