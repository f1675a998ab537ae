/**
 * The OpenID Provider: discovery, keys, authorize, token, userinfo.
 *
 * <p>Owns the messages of OAuth 2.0 and OpenID Connect and their errors. It stores nothing and
 * decides nothing about people: codes, tokens, sessions and keys are those of {@code
 * dev.muster.api}. How somebody signs in is {@code dev.muster.web.signin}, which authorize reaches
 * through {@link dev.muster.web.oidc.Interaction} alone.
 */
@NullMarked
package dev.muster.web.oidc;

import org.jspecify.annotations.NullMarked;
