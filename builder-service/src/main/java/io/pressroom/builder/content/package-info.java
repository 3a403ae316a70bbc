/**
 * Reads a site folder into a {@link io.pressroom.builder.content.Snapshot}: what the author wrote,
 * as it was at one moment. Files that did not change are not read again.
 */
package io.pressroom.builder.content;
