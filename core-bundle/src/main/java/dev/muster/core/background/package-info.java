/**
 * Work that nobody waits for: making keys, removing what a deleted tenant had. And turns of
 * tenants, for work that waits for their platforms, and how much of the processors it takes.
 *
 * <p>Owns the threads for it and their bound. It does not own what is worth repeating after a
 * restart: that stands in storage.
 */
@NullMarked
package dev.muster.core.background;

import org.jspecify.annotations.NullMarked;
