/**
 * What people see of a sign-in: the hosted page, the way to a platform and back, the account page.
 *
 * <p>Owns HTML, texts, the choice among sources and the cookies of half-done sign-ins. The pages
 * work without script, in English and Chinese, and carry no text of a platform. Who may sign in is
 * decided by {@code dev.muster.api.SignIns}; what goes back to a client is made by {@code
 * dev.muster.web.oidc}.
 */
@NullMarked
package dev.muster.web.signin;

import org.jspecify.annotations.NullMarked;
