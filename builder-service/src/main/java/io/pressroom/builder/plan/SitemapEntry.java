package io.pressroom.builder.plan;

import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * One address of the sitemap.
 *
 * @param url root-relative
 * @param changed when the page was last changed, or its date
 */
public record SitemapEntry(String url, Optional<ZonedDateTime> changed) {}
