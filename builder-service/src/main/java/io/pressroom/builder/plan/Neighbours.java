package io.pressroom.builder.plan;

import java.util.Optional;

/**
 * The pages beside a page in its section.
 *
 * @param previous the next older one of dated pages; the one before in order of the others
 * @param next the next newer one; the one after
 */
public record Neighbours(Optional<PageLink> previous, Optional<PageLink> next) {}
