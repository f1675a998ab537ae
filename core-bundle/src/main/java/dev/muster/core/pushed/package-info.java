/**
 * Authorization requests that clients pushed (RFC 9126).
 *
 * <p>Owns how long they last and how many there may be. What they say is the OpenID Provider's to
 * read, each time anew.
 */
@NullMarked
package dev.muster.core.pushed;

import org.jspecify.annotations.NullMarked;
