/**
 * The listener: when it opens and closes, and what connections may do.
 *
 * <p>Owns the socket, bounds of connections by address and in all, and cuts those that drip a
 * header or take an answer too slowly, and what the server answers by itself. It knows no request:
 * those are {@code dev.muster.web.http}'s.
 */
@NullMarked
package dev.muster.web.server;

import org.jspecify.annotations.NullMarked;
