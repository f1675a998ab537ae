/**
 * Whether the core can do its work: settings, master keys, storage, signing keys.
 *
 * <p>Owns the sentences that {@code /readyz} and the start show for these. It needs none of them to
 * be there, or it could not say that they are missing.
 */
@NullMarked
package dev.muster.core.readiness;

import org.jspecify.annotations.NullMarked;
