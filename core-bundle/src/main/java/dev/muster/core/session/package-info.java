/**
 * Sessions: somebody is signed in in a browser, or in a native app.
 *
 * <p>Owns the stored form of a session and its end, with what was granted in it. How one begins is
 * the sign-in's business.
 */
@NullMarked
package dev.muster.core.session;

import org.jspecify.annotations.NullMarked;
