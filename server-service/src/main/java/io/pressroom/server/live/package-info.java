/**
 * Tells browsers that show a page what happened to it, where live reload is on. May import {@code
 * follow}, {@code load} and {@code serve}.
 */
package io.pressroom.server.live;
