package dev.muster.web.api;

import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.Draft;
import dev.muster.api.Client.GrantType;
import dev.muster.web.http.JsonObject;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a request says of a client; what it does not say stays, and null is the usual value. */
record ClientPatch(
    Optional<String> displayName,
    Member<Boolean> confidential,
    Member<List<URI>> redirectUris,
    Member<List<URI>> postLogoutRedirectUris,
    Member<URI> backchannelLogoutUri,
    Member<List<String>> scopes,
    Member<List<String>> identitySources,
    Member<AuthMethod> tokenEndpointAuthMethod,
    Member<String> jwks,
    Member<URI> jwksUri,
    Member<String> idTokenSignedResponseAlg,
    Member<Boolean> firstParty,
    Member<Set<GrantType>> grantTypes,
    Member<Boolean> claimsInIdToken) {
  private static final String[] TYPES = {"confidential", "public"};
  private static final String[] ALGORITHMS = {"RS256", "ES256"};

  /** What a client may ask for where nobody says less. */
  private static final Set<String> USUAL_SCOPES =
      Set.of("openid", "profile", "email", "phone", "platform", "offline_access");

  static ClientPatch read(JsonObject body) {
    return new ClientPatch(
        body.text("displayName"),
        Member.of(
            body, "type", Inputs.word(body, "type", TYPES, type -> type).map(TYPES[0]::equals)),
        Member.of(body, "redirectUris", Inputs.uris(body, "redirectUris")),
        Member.of(body, "postLogoutRedirectUris", Inputs.uris(body, "postLogoutRedirectUris")),
        Member.of(body, "backchannelLogoutUri", Inputs.uri(body, "backchannelLogoutUri")),
        Member.of(body, "scopes", body.texts("scopes")),
        Member.of(body, "identitySources", body.texts("identitySources")),
        Member.of(
            body,
            "tokenEndpointAuthMethod",
            Inputs.word(body, "tokenEndpointAuthMethod", AuthMethod.values(), AuthMethod::id)),
        Member.of(body, "jwks", body.document("jwks")),
        Member.of(body, "jwksUri", Inputs.uri(body, "jwksUri")),
        Member.of(
            body,
            "idTokenSignedResponseAlg",
            Inputs.word(body, "idTokenSignedResponseAlg", ALGORITHMS, alg -> alg)),
        Member.of(body, "firstParty", body.flag("firstParty")),
        Member.of(
            body,
            "grantTypes",
            Inputs.words(body, "grantTypes", GrantType.values(), GrantType::id)),
        Member.of(body, "claimsInIdToken", body.flag("claimsInIdToken")));
  }

  /** A client that nothing else is known of. */
  Draft create() {
    return apply(
        new Draft(
            "",
            true,
            List.of(),
            List.of(),
            Optional.empty(),
            USUAL_SCOPES,
            Set.of("*"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ALGORITHMS[0],
            true,
            GrantType.USUAL,
            false));
  }

  Draft apply(Draft draft) {
    return new Draft(
        displayName.orElse(draft.displayName()),
        confidential.or(draft.confidential(), true),
        redirectUris.or(draft.redirectUris(), List.of()),
        postLogoutRedirectUris.or(draft.postLogoutRedirectUris(), List.of()),
        backchannelLogoutUri.orAbsent(draft.backchannelLogoutUri()),
        scopes.map(HashSet::new, draft.scopes(), USUAL_SCOPES),
        identitySources.map(HashSet::new, draft.identitySources(), Set.of("*")),
        tokenEndpointAuthMethod.orAbsent(draft.tokenEndpointAuthMethod()),
        jwks.orAbsent(draft.jwks()),
        jwksUri.orAbsent(draft.jwksUri()),
        idTokenSignedResponseAlg.or(draft.idTokenSignedResponseAlg(), ALGORITHMS[0]),
        firstParty.or(draft.firstParty(), true),
        grantTypes.or(draft.grantTypes(), GrantType.USUAL),
        claimsInIdToken.or(draft.claimsInIdToken(), false));
  }
}
