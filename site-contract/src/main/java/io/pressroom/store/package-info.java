/**
 * The release store: where releases lie, in a format that one builder writes and many servers read.
 */
package io.pressroom.store;
