package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import java.time.Instant;

/**
 * What happens next to a site though nobody touches its content: a page's publish or expiry date.
 *
 * @param page the first by path, where several share the instant
 * @param published whether it comes; else it goes
 */
public record Upcoming(Instant at, ContentPath page, boolean published) {}
