package io.pressroom.builder.content;

import io.pressroom.store.Digest;

/**
 * A data file.
 *
 * @param name its path below {@code data/} without ending: {@code team} or {@code a/team}
 * @param value a map, list, string, number or Boolean, as in {@link Settings#params()}
 */
public record Data(String name, Object value, Digest digest) implements Item {}
