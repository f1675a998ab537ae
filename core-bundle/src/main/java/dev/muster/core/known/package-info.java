/**
 * Platforms that stay in sight when their bundle is gone, over a restart too, as long as something
 * is bound to them.
 *
 * <p>Owns what is stored of a platform and when it is forgotten. Who offers a platform at the
 * moment the registry knows; what is bound, the features.
 */
@NullMarked
package dev.muster.core.known;

import org.jspecify.annotations.NullMarked;
