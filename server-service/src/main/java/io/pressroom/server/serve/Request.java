package io.pressroom.server.serve;

/**
 * What the resolver wants to know of a request.
 *
 * @param method as sent
 * @param target the request target as sent, with its query (RFC 9112, section 3.2)
 */
record Request(String method, String target, Fields fields) {}
