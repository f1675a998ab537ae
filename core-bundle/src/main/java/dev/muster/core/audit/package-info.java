/**
 * What was done, by whom, to what: written in the commit of what it records, kept, listed.
 *
 * <p>Owns the form of an event and its indexes. What is worth an event the features decide.
 */
@NullMarked
package dev.muster.core.audit;

import org.jspecify.annotations.NullMarked;
