/**
 * Identity sources: ways in for people, and what an app or a source signs in to its platform with.
 *
 * <p>Owns the rules of a source, among them what it takes from the tenant's mobile app. Which
 * account a person gets by a source the policy decides.
 */
@NullMarked
package dev.muster.core.source;

import org.jspecify.annotations.NullMarked;
