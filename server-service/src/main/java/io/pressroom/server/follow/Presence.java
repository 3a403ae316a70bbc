package io.pressroom.server.follow;

import io.pressroom.server.follow.Broker.State;
import org.jboss.logging.Logger;

/**
 * What glances at the broker come to. Whenever it comes to be there the store is looked at once:
 * what was said up to then nobody has heard. And with each glance as long as nothing is known of
 * it: a site that is started for the first time has its first release then.
 */
final class Presence {

  private static final Logger LOG = Logger.getLogger(Broker.class);

  /**
   * So many at first say nothing of one that is away, as the two may start at the same time, and a
   * builder that has the broker in it takes seconds.
   */
  static final int FIRST_GLANCES = 50;

  private final Hints hints;
  private final Runnable gone;
  private volatile State state = State.UNKNOWN;
  private int glances;

  /**
   * Nothing is known yet.
   *
   * @param gone is run whenever it comes to be away
   */
  Presence(Hints hints, Runnable gone) {
    this.hints = hints;
    this.gone = gone;
  }

  State state() {
    return state;
  }

  /** A glance has shown whether it is there. From one thread at a time. */
  void seen(boolean there) {
    State before = state;
    glances = Math.min(glances + 1, FIRST_GLANCES);
    if (there && before != State.THERE) {
      state = State.THERE;
      LOG.info(before == State.AWAY ? "The broker is back" : "Connected to the broker");
      hints.look("the broker is there");
    } else if (!there
        && (before == State.THERE || (before == State.UNKNOWN && glances == FIRST_GLANCES))) {
      state = State.AWAY;
      LOG.warn("The broker is away: looking at the release store every 2 s until it is back");
      gone.run();
    } else if (before == State.UNKNOWN) {
      hints.look("the broker is not there yet");
    }
  }
}
