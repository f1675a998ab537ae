/**
 * Which alerts become war rooms, and what kind of room: rules, and a tenant's settings for them.
 *
 * <p>Owns what can be set, and the pure decision which rule is for an alert. It does not receive
 * alerts and opens no room.
 */
@NullMarked
package dev.muster.core.roomrule;

import org.jspecify.annotations.NullMarked;
