package io.pressroom.message;

import io.pressroom.store.ReleaseId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the services say to each other. Requests say what is asked, events what happened. Every
 * message may arrive twice. What is for people to read is one line: it goes to logs and terminals.
 */
public sealed interface Message {

  /**
   * Asks the builder to look at the whole site again.
   *
   * @param cause who or what asks, for people to read
   * @param gitRef the branch, tag or commit that is to be followed from here on, where the site is
   *     in a repository; where it is left out, what was followed before
   */
  record RebuildRequested(String cause, Optional<String> gitRef) implements Message {
    public RebuildRequested {
      cause = line(cause);
      gitRef = gitRef.map(Message::line);
    }
  }

  /**
   * Asks the builder to make an older release live and to hold it there: what is built after it
   * waits, until a {@link ResumeRequested}.
   *
   * @param cause who or what asks, for people to read
   */
  record RollbackRequested(ReleaseId release, String cause) implements Message {
    public RollbackRequested {
      Objects.requireNonNull(release);
      cause = line(cause);
    }
  }

  /**
   * Asks the builder to hold a release no longer: what the content is now goes live.
   *
   * @param cause who or what asks, for people to read
   */
  record ResumeRequested(String cause) implements Message {
    public ResumeRequested {
      cause = line(cause);
    }
  }

  /** Asks services to stop, exactly as a signal would. */
  record ShutdownRequested(Target target, String reason) implements Message {
    public ShutdownRequested {
      Objects.requireNonNull(target);
      reason = line(reason);
    }
  }

  /** Which services a {@link ShutdownRequested} is for. */
  enum Target {
    BUILDER,
    SERVER,
    ALL
  }

  /**
   * A build began.
   *
   * @param buildId names the build in all its events
   * @param cause why it began, for people to read
   */
  record BuildStarted(String buildId, String cause) implements Message {
    public BuildStarted {
      Objects.requireNonNull(buildId);
      cause = line(cause);
    }
  }

  /** Of {@code total} outputs that this build renders, {@code done} are rendered. */
  record BuildProgressed(String buildId, int done, int total) implements Message {
    public BuildProgressed {
      Objects.requireNonNull(buildId);
      if (done < 0 || total < done) {
        throw new IllegalArgumentException("not a progress: " + done + " of " + total);
      }
    }
  }

  /**
   * A build had problems. Sent too where a release was published all the same, with the last good
   * version of what has a problem.
   */
  record BuildFailed(String buildId, List<Problem> problems) implements Message {
    public BuildFailed {
      Objects.requireNonNull(buildId);
      problems = List.copyOf(problems);
    }
  }

  /**
   * A release is live.
   *
   * @param parent the release that was live before
   * @param changes what makes the parent this release; empty where that is too much to name, or
   *     there is no parent
   * @param problems how many problems the build had
   */
  record ReleasePublished(
      String buildId,
      ReleaseId release,
      Optional<ReleaseId> parent,
      Optional<Changes> changes,
      int problems)
      implements Message {
    public ReleasePublished {
      Objects.requireNonNull(buildId);
      Objects.requireNonNull(release);
      Objects.requireNonNull(parent);
      Objects.requireNonNull(changes);
      if (problems < 0) {
        throw new IllegalArgumentException("not a number of problems: " + problems);
      }
    }
  }

  /** A text without line breaks and what else steers a terminal, whoever wrote it. */
  private static String line(String text) {
    return text.replaceAll("\\p{Cc}+", " ").strip();
  }
}
