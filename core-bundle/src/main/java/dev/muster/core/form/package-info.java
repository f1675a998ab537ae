/**
 * The forms of a platform: one for a mobile app, one for an identity source.
 *
 * <p>Owns the check of what is entered against the fields that the platform's descriptor names, the
 * keeping of secrets with their overlap, and which fields of a source's form come from the mobile
 * app where the source leaves them out. It does not know what is bound, and asks no platform.
 */
@NullMarked
package dev.muster.core.form;

import org.jspecify.annotations.NullMarked;
