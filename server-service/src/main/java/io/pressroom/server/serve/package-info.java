/**
 * From memory to a response: what a request gets is decided as a value, without reading anything,
 * and then sent. May import {@code follow} and {@code load}.
 */
package io.pressroom.server.serve;
