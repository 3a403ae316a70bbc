package io.pressroom.server.live;

/** A browser that shows a page and has an open stream of events. */
interface Listener {

  /** Sends an event, as it is written on the wire. */
  void send(String event);

  /** Ends its stream. */
  void close();
}
