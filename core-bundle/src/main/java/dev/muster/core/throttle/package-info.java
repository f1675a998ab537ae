/**
 * What slows down those who try secrets, tokens, passwords and codes that are wrong.
 *
 * <p>Owns the one throttle, what counts as the same name and the same address, and the audit events
 * of refused attempts. Whether something presented is right is decided by its owner. Counts are
 * kept in this node's memory: several nodes allow as many times more.
 */
@NullMarked
package dev.muster.core.throttle;

import org.jspecify.annotations.NullMarked;
