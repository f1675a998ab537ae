/**
 * Signing in by a platform, as a sequence of steps: the platform identifies the person, then come
 * the steps that this sign-in needs, then the one commit that completes it. A dispatcher decides
 * which is next; none knows another.
 *
 * <p>Owns what the browser keeps sealed meanwhile, the order of checks, and what a sign-in writes.
 * Who may sign in is decided in {@code dev.muster.core.policy}; speaking to the platform is {@code
 * dev.muster.core.platform}'s; pages and cookies are the web's.
 */
@NullMarked
package dev.muster.core.signin;

import org.jspecify.annotations.NullMarked;
