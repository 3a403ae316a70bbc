/** What keeps a service that runs for months as small as it was on its first day. */
package io.pressroom.memory;
