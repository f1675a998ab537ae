/**
 * Hooks: what integrators register to hear of events, to add claims and to refuse sign-ins.
 *
 * <p>Owns the bounds: how long a hook may take, how many threads it may hold, what becomes of its
 * failure, and what it may say. It does not own where hooks are asked: a sign-in asks the policies,
 * the web asks for claims, and commits tell the events.
 */
@NullMarked
package dev.muster.core.hook;

import org.jspecify.annotations.NullMarked;
