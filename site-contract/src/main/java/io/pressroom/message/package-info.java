/** The messages that builder-service and server-service exchange: CloudEvents in JSON. */
package io.pressroom.message;
