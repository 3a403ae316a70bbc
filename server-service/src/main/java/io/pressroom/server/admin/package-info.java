/**
 * What an operator may ask over HTTP, below {@code /-/}. Off until there is a token. May import all
 * other rooms.
 */
package io.pressroom.server.admin;
