/** The root of server-service: the one place that knows the order of the rooms. */
package io.pressroom.server;
