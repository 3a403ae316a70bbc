package io.pressroom.store;

/**
 * What retention removed.
 *
 * @param releases how many releases
 * @param objects how many objects that no release names any more
 * @param bytes the length of those objects together
 */
public record Pruned(int releases, int objects, long bytes) {}
