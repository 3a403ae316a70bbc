package io.pressroom.endtoend;

import io.pressroom.message.Message.BuildStarted;
import io.pressroom.store.ReleaseId;

/**
 * A build that takes long enough to have something happen in its middle: each output of the builder
 * pauses, and the edit touches many.
 */
final class SlowBuild {
  /** For the builder's environment. With it, a build of the small blog takes a few seconds. */
  static final String PAUSE = "PRESSROOM_RENDER_PAUSE=PT0.4S";

  private static final String TEXT = "Written in a slow build.";

  private final Press press;
  private final Queue queue;
  private final ReleaseId before;

  private SlowBuild(Press press, Queue queue, ReleaseId before) {
    this.press = press;
    this.queue = queue;
    this.before = before;
  }

  /**
   * Edits the site of an idle builder that has {@link #PAUSE} and returns when the build is in its
   * middle.
   */
  static SlowBuild begin(Press press, Program builder) throws Exception {
    return begin(press, builder, press.queue());
  }

  static SlowBuild begin(Press press, Program builder, Queue queue) throws Exception {
    SlowBuild build = new SlowBuild(press, queue, press.store().live().orElseThrow());
    int started = build.queue.events(BuildStarted.class).size();
    press.site().save("content/posts/first.md", SiteFolder.post("Renamed post", TEXT));
    builder
        .await("starts the slow build")
        .until(() -> build.queue.events(BuildStarted.class).size() > started);
    return build;
  }

  Queue queue() {
    return queue;
  }

  /** What was live when the build began. */
  ReleaseId before() {
    return before;
  }

  boolean isPublished() throws java.io.IOException {
    return !press.store().live().orElseThrow().equals(before);
  }

  void awaitServed(Program server) {
    press.awaitServed(server, "/posts/first/", TEXT);
  }

  boolean isServed() throws InterruptedException {
    return press.web().text("/posts/first/").contains(TEXT);
  }
}
