package io.pressroom.store;

import java.time.Instant;

/**
 * A release that lies in a store.
 *
 * @param id its name
 * @param published when it was last made, or made the live one
 */
public record StoredRelease(ReleaseId id, Instant published) {}
