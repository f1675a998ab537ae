/**
 * How a tenant's mobile apps and identity sources go together.
 *
 * <p>Owns the resolution of a binding: what an app or a source signs in to its platform with, the
 * mobile app's values filled in where a source leaves them out; and which sources a change of a
 * mobile app would break. What may be entered is checked where it is entered.
 */
@NullMarked
package dev.muster.core.binding;

import org.jspecify.annotations.NullMarked;
