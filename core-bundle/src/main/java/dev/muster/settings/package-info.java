/**
 * What the settings of an installation are: their keys, their defaults and what each may be, and
 * the form of a line in the file of the master keys.
 *
 * <p>The launcher carries a copy of its own: both judge a value by the same rule. It uses the JDK
 * alone.
 */
@NullMarked
package dev.muster.settings;

import org.jspecify.annotations.NullMarked;
