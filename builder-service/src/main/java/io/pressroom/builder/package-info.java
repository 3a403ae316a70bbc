/** The root of builder-service: the one place that knows the order of the rooms. */
package io.pressroom.builder;
