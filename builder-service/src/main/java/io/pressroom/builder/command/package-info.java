/** The commands of a person at a terminal, and what they print. */
package io.pressroom.builder.command;
