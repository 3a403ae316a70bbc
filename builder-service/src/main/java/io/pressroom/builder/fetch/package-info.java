/**
 * Brings a site that lies in a git repository: what is new there, and a folder that is at one
 * commit of it.
 */
package io.pressroom.builder.fetch;
