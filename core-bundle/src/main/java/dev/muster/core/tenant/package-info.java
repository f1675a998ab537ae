/**
 * Tenants: which there are, and the end of one with all that it has.
 *
 * <p>Owns the list of collections that a tenant's data lie in. What the data mean is the other
 * features' business; they ask {@link dev.muster.core.tenant.TenantDirectory} whether a tenant is
 * there.
 */
@NullMarked
package dev.muster.core.tenant;

import org.jspecify.annotations.NullMarked;
