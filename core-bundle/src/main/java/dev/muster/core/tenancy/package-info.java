/**
 * Tenants as administrators manage them: created, renamed, deleted with all that they have.
 *
 * <p>Owns the removal of a deleted tenant's documents. Which collections those lie in the storage
 * remembers by itself, so that no feature can be forgotten.
 */
@NullMarked
package dev.muster.core.tenancy;

import org.jspecify.annotations.NullMarked;
