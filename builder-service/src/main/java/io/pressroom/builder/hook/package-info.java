/**
 * The author's own programs: when they run, and how a run comes to its end. They are trusted code,
 * as templates are, and run only where the operator allows it.
 */
package io.pressroom.builder.hook;
