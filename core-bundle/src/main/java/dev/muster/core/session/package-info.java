/**
 * Sessions: somebody is signed in in a browser, or in a native app.
 *
 * <p>Owns finding a browser's session and ending it, with what was granted in it. Its stored form
 * lies with the users, whose sessions are listed and ended there; how one begins is the sign-in's
 * business.
 */
@NullMarked
package dev.muster.core.session;

import org.jspecify.annotations.NullMarked;
