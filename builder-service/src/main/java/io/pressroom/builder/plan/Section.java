package io.pressroom.builder.plan;

/**
 * A first folder below the content folder that has a list of its pages.
 *
 * @param name the folder's name
 * @param title of its front page, or made from the name
 * @param titleForm what the title is written in
 * @param url the address of its list, root-relative
 */
public record Section(String name, String title, PageFacts.TitleForm titleForm, String url) {}
