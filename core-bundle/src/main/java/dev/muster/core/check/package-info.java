/**
 * What every feature checks alike: input field by field, versions that callers have read.
 *
 * <p>Owns the wording of the faults that are common. Rules of one feature stand with it.
 */
@NullMarked
package dev.muster.core.check;

import org.jspecify.annotations.NullMarked;
