/**
 * A core in memory, with the promises of {@code dev.muster.api} that the web's tests rest on, and a
 * browser to go with it.
 */
package dev.muster.web.fake;
