/**
 * Identity sources: ways in for people.
 *
 * <p>Owns the rules of a source, among them whether it has all that it needs, of its own or the
 * mobile app's, and from when its sessions are valid. Which account a person gets by a source the
 * policy decides.
 */
@NullMarked
package dev.muster.core.source;

import org.jspecify.annotations.NullMarked;
