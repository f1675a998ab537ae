/**
 * The one way in which something is changed: the documents, the event that records it and what is
 * to follow, in one commit.
 *
 * <p>Owns what every change has in common: it holds its tenant, is tried again after a conflict,
 * and reaches the listeners once it is stored. It does not own what is changed, nor who may change
 * it.
 */
@NullMarked
package dev.muster.core.change;

import org.jspecify.annotations.NullMarked;
