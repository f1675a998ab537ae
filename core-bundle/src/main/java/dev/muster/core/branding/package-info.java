/**
 * The branding of a tenant: its name, logo, colours and links on the pages of the sign-in.
 *
 * <p>Owns the documents {@code branding} and {@code logo}, and what is let in as a logo, a colour
 * or a link. How pages use them, and which colours they have where none is set, is the web's.
 */
@NullMarked
package dev.muster.core.branding;

import org.jspecify.annotations.NullMarked;
