/**
 * Counts and times, and how Prometheus reads them.
 *
 * <p>Owns the registry, its bounds and the text format. What is counted the features decide.
 */
@NullMarked
package dev.muster.core.metrics;

import org.jspecify.annotations.NullMarked;
