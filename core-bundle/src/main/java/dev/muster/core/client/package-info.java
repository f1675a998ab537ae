/**
 * Clients: the applications that trust us.
 *
 * <p>Owns the rules of a client and its secret, which is kept as a digest. What a client may ask
 * for in a request the OpenID Provider checks against what stands here.
 */
@NullMarked
package dev.muster.core.client;

import org.jspecify.annotations.NullMarked;
