/**
 * Page to bytes: Markdown, templates, and the outputs that Pressroom adds, on all cores. {@link
 * io.pressroom.builder.render.Renderer} does what a plan says; what it reads of the site, it reads
 * through the plan room's tracked site, so that the next plan knows what to make again.
 */
package io.pressroom.builder.render;
