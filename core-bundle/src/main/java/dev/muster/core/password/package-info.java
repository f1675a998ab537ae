/**
 * What a password may be, whoever chooses it for whomever.
 *
 * <p>Owns the rules and the list of passwords that are guessed first. How passwords are hashed and
 * compared is {@code dev.muster.core.user}'s, who is slowed down for wrong ones {@code
 * dev.muster.core.throttle}'s.
 */
@NullMarked
package dev.muster.core.password;

import org.jspecify.annotations.NullMarked;
