/** Tells the queue what the builder did. What is told is a hint: the release store is the truth. */
package io.pressroom.builder.announce;
