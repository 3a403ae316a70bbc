/**
 * From the release store into memory: looks which release is live, verifies what is new in it and
 * hands on an immutable {@link io.pressroom.server.load.LoadedRelease}. May import {@code follow}.
 */
package io.pressroom.server.load;
