package io.pressroom.store;

/**
 * What became of a file that was put into a {@link Staging}: the name of its object and its length
 * in bytes, both of the bytes that were read.
 */
public record Staged(Digest digest, long size) {}
