package io.pressroom.builder.content;

import io.pressroom.store.Digest;

/**
 * A template of the site.
 *
 * @param name its path below {@code templates/}: {@code partials/head.html}
 */
public record Template(String name, String text, Digest digest) implements Item {}
