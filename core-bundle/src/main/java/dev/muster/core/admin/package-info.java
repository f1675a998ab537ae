/**
 * Those who manage the installation: administrators, their console sessions, API tokens.
 *
 * <p>Owns who they are and what they may do; what a role may do in a request the management API
 * enforces.
 */
@NullMarked
package dev.muster.core.admin;

import org.jspecify.annotations.NullMarked;
