/**
 * One-time codes that show that somebody reads what goes to an address or an identity of an
 * account.
 *
 * <p>Owns making, storing, sending, bounding and checking them. By which way a code goes is the
 * business of {@link dev.muster.core.hook.CodeDeliveries} and {@link
 * dev.muster.core.code.CodesByMessage}; what a right code leads to is that of the flow in which it
 * was asked for.
 */
@NullMarked
package dev.muster.core.code;

import org.jspecify.annotations.NullMarked;
