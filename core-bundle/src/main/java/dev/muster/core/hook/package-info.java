/**
 * Hooks: what integrators register to hear of events, to add claims, to refuse sign-ins, to keep
 * the key of keys, to carry one-time codes, to read alerts and to say who is on duty.
 *
 * <p>Owns the bounds: how long a hook may take, how many threads it may hold, what becomes of its
 * failure, and what it may say. It does not own where hooks are asked: a sign-in asks the policies,
 * the web asks for claims, commits hand over the events, alerts are read by the formats, and rotas
 * by their sources.
 */
@NullMarked
package dev.muster.core.hook;

import org.jspecify.annotations.NullMarked;
