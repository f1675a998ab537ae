/**
 * Mobile apps: a tenant's binding to a platform.
 *
 * <p>Owns the rules of a binding: when it is made, changed and removed. It does not ask a platform;
 * identity sources that draw on a binding are a feature of their own and say so through {@link
 * dev.muster.core.mobileapp.Dependents}.
 */
@NullMarked
package dev.muster.core.mobileapp;

import org.jspecify.annotations.NullMarked;
