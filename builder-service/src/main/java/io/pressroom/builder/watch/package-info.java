/** Says where in the site folder something may have changed. A hint: the disk is the truth. */
package io.pressroom.builder.watch;
