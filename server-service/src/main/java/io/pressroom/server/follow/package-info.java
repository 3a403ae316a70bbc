/**
 * Hears that something may have happened: messages from the queue, the clock, a broker that is
 * back. Everything here is a hint, the store is the truth. Imports no other room.
 */
package io.pressroom.server.follow;
