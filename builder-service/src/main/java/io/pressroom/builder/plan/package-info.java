/**
 * Decides, without touching a disk, what a build has to do and why.
 *
 * <p>A {@link io.pressroom.builder.plan.Site} is the snapshot understood as a site: which pages are
 * published, where they lie, what lists show. Rendering reads it through a {@link
 * io.pressroom.builder.plan.TrackedSite}, which notes every question as a {@link
 * io.pressroom.builder.plan.Key}. The {@link io.pressroom.builder.plan.BuildRecord} keeps those
 * keys for each output, and the {@link io.pressroom.builder.plan.Planner} renders an output again
 * exactly when the answer to one of them has changed.
 */
package io.pressroom.builder.plan;
