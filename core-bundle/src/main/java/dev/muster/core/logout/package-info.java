/**
 * Clients are told that sessions have ended (OpenID Connect Back-Channel Logout 1.0).
 *
 * <p>Owns the logout token and its delivery. Whom to tell of which session is decided where the
 * session's document is deleted ({@code dev.muster.core.user.SessionEnds}), in the commit that adds
 * the task.
 */
@NullMarked
package dev.muster.core.logout;

import org.jspecify.annotations.NullMarked;
