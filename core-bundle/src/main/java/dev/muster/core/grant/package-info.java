/**
 * What clients are given: a grant, whose keys are authorization codes and access tokens.
 *
 * <p>Owns the document {@code grant}, which holds digests of its keys only, and every check at the
 * token endpoint that is about a code. OAuth's messages, client authentication and ID tokens are
 * the web's; sessions are {@code dev.muster.core.session}'s.
 */
@NullMarked
package dev.muster.core.grant;

import org.jspecify.annotations.NullMarked;
