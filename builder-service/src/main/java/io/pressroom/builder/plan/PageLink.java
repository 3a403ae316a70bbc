package io.pressroom.builder.plan;

/**
 * What another page shows of a page that it leads to.
 *
 * @param titleForm what the title is written in
 * @param url its address, root-relative
 */
public record PageLink(String title, PageFacts.TitleForm titleForm, String url) {}
