package io.pressroom.builder.plan;

/**
 * A taxonomy that at least one published page has a term of.
 *
 * @param name as settings spell it, {@code tags}
 * @param title of its front page, or made from the name
 * @param titleForm what the title is written in
 * @param url the address of its overview, root-relative
 */
public record Taxonomy(String name, String title, PageFacts.TitleForm titleForm, String url) {}
