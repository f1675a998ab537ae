package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.api.Client;
import dev.muster.api.Clients.WithSecret;
import dev.muster.spi.Secret;
import dev.muster.web.api.Views.SecretView;
import dev.muster.web.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client as it is shown; its secret only where it was made just now. */
record ClientView(
    String clientId,
    Optional<String> clientSecret,
    String displayName,
    String type,
    List<String> redirectUris,
    List<String> postLogoutRedirectUris,
    Optional<String> backchannelLogoutUri,
    List<String> scopes,
    List<String> identitySources,
    Optional<String> tokenEndpointAuthMethod,
    Optional<JsonNode> jwks,
    Optional<String> jwksUri,
    String idTokenSignedResponseAlg,
    boolean firstParty,
    List<String> grantTypes,
    boolean claimsInIdToken,
    Map<String, SecretView> secrets,
    Instant createdAt) {
  static ClientView of(Client client) {
    return of(client, Optional.empty());
  }

  static ClientView of(WithSecret made) {
    return of(made.client().value(), made.secret());
  }

  private static ClientView of(Client client, Optional<Secret> secret) {
    Client.Draft draft = client.draft();
    return new ClientView(
        client.clientId(),
        secret.map(Secret::reveal),
        draft.displayName(),
        draft.confidential() ? "confidential" : "public",
        draft.redirectUris().stream().map(Object::toString).toList(),
        draft.postLogoutRedirectUris().stream().map(Object::toString).toList(),
        draft.backchannelLogoutUri().map(Object::toString),
        draft.scopes().stream().sorted().toList(),
        draft.identitySources().stream().sorted().toList(),
        authMethod(draft),
        draft.jwks().map(Json::read),
        draft.jwksUri().map(Object::toString),
        draft.idTokenSignedResponseAlg(),
        draft.firstParty(),
        draft.grantTypes().stream().sorted().map(Client.GrantType::id).toList(),
        draft.claimsInIdToken(),
        Views.secrets(
            client.secret().map(state -> Map.of("clientSecret", state)).orElseGet(Map::of)),
        client.createdAt());
  }

  /** Left out where there is more than one. */
  private static Optional<String> authMethod(Client.Draft draft) {
    return draft.authMethods().size() == 1
        ? draft.authMethods().stream().map(Client.AuthMethod::id).findFirst()
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "ClientView[" + clientId + "]";
  }
}
