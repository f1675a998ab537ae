/**
 * What somebody who is signed in sees of their own account and does to it: linked identities,
 * sessions, what they granted to applications.
 *
 * <p>Owns what may be taken away from an account by its person, and what is left then. Linking is a
 * sign-in at the platform, so it is {@code dev.muster.core.signin}'s; what users, identities,
 * sessions and grants are is theirs; what administrators do to users is {@code
 * dev.muster.core.user}'s.
 */
@NullMarked
package dev.muster.core.account;

import org.jspecify.annotations.NullMarked;
