/**
 * What clients are given: a grant, whose keys are authorization codes, access tokens and refresh
 * tokens, and the consents without which clients that are not the company's own get none.
 *
 * <p>Owns the document {@code grant}, which holds digests of its keys only, and every check at the
 * token endpoint that is about a code or a token. OAuth's messages, client authentication and ID
 * tokens are the web's; sessions are {@code dev.muster.core.session}'s.
 */
@NullMarked
package dev.muster.core.grant;

import org.jspecify.annotations.NullMarked;
