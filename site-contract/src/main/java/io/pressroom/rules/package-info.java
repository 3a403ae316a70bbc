/**
 * The two files by which a site steers the server that serves it, {@code _redirects} and {@code
 * _headers}: what they mean, and what is wrong with them. The server obeys them; the builder only
 * tells the author what is wrong.
 */
package io.pressroom.rules;
