/** Makes what was rendered the live release. */
package io.pressroom.builder.publish;
