package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import java.util.List;
import java.util.Optional;

/**
 * One part of a list of pages.
 *
 * @param title plain text made from the name of the section, or the term's spelling; empty for the
 *     home list. A front page has a title of its own.
 * @param url of this part, root-relative
 * @param number of this part, from 1
 * @param total parts of the list
 * @param count pages of the whole list
 * @param items the pages of this part, in order
 * @param previous the address of the part before
 * @param next the address of the part after
 * @param front the page of the content that stands at the list's address and gives it title and
 *     text
 */
public record ListPart(
    ListId list,
    String title,
    String url,
    int number,
    int total,
    int count,
    List<PageFacts> items,
    Optional<String> previous,
    Optional<String> next,
    Optional<ContentPath> front) {}
