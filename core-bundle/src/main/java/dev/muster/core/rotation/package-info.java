/**
 * Rotation of the master key while the product runs.
 *
 * <p>Owns when the file is read again and that everything sealed is sealed anew. What is sealed the
 * features know, each for itself.
 */
@NullMarked
package dev.muster.core.rotation;

import org.jspecify.annotations.NullMarked;
