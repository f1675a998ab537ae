/**
 * The keys that tokens are signed with.
 *
 * <p>Owns how they are made, stored, rotated and retired. Signing itself and the form in which keys
 * are published are the OpenID Provider's.
 */
@NullMarked
package dev.muster.core.key;

import org.jspecify.annotations.NullMarked;
