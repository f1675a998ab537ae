/**
 * Providers that come and go: who offers which platform, the threads that its calls run on, and the
 * connections that it made, which close when the last call on them has ended.
 *
 * <p>Owns the product's only dynamic references to providers. Which app a connection is for and
 * what it is lent is {@code connection}'s.
 */
@NullMarked
package dev.muster.core.platform.registry;

import org.jspecify.annotations.NullMarked;
