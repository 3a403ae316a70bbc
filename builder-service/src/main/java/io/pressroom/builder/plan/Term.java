package io.pressroom.builder.plan;

/**
 * A term with the pages that carry it.
 *
 * @param name the spelling that most of its pages use
 * @param slug the spelling in addresses
 * @param url the address of its list, root-relative
 * @param count of its pages
 */
public record Term(String name, String slug, String url, int count) {}
