/**
 * Signing in by a platform: the start, the return, the one commit.
 *
 * <p>Owns what travels sealed in the browser meanwhile, the order of checks, and what a sign-in
 * writes. Who may come in is decided in {@code dev.muster.core.policy}; speaking to the platform is
 * {@code dev.muster.core.platform}'s; pages and cookies are the web's.
 */
@NullMarked
package dev.muster.core.signin;

import org.jspecify.annotations.NullMarked;
