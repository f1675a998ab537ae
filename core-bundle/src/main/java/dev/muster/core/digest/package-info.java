/** Digests without a key, of what is no secret by itself or is never stored. */
@NullMarked
package dev.muster.core.digest;

import org.jspecify.annotations.NullMarked;
