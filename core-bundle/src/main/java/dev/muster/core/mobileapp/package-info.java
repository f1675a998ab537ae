/**
 * Mobile apps: a tenant's binding to a platform, and the form of what is entered for one.
 *
 * <p>Owns the check of values against a platform's descriptor and the keeping of secrets with their
 * overlap. It does not ask a platform; identity sources that draw on a binding are a feature of
 * their own and say so through {@link dev.muster.core.mobileapp.Dependents}.
 */
@NullMarked
package dev.muster.core.mobileapp;

import org.jspecify.annotations.NullMarked;
