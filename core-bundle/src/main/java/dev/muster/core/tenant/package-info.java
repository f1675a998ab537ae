/**
 * Which tenants there are, for every feature that stores something for one.
 *
 * <p>Owns the documents {@code tenant} and that a commit rests on its tenant. How a tenant is
 * created and ends is {@code dev.muster.core.tenancy}'s.
 */
@NullMarked
package dev.muster.core.tenant;

import org.jspecify.annotations.NullMarked;
