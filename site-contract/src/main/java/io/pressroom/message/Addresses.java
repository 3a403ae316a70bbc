package io.pressroom.message;

/** Where messages go on the broker, and how their bodies are marked. */
public final class Addresses {

  /** Requests for a build: a durable queue that the builder takes from. */
  public static final String REBUILD = "pressroom.rebuild";

  /** What the builder tells every server. */
  public static final String EVENTS = "pressroom.events";

  /** Requests to stop, to every service. */
  public static final String SHUTDOWN = "pressroom.shutdown";

  /** The AMQP content type of every message: one CloudEvent in JSON (structured mode). */
  public static final String CONTENT_TYPE = "application/cloudevents+json";

  private Addresses() {}
}
