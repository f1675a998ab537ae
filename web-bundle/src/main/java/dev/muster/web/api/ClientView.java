package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Clients.WithSecret;
import dev.muster.spi.Secret;
import dev.muster.web.api.Views.SecretView;
import dev.muster.web.http.Json;
import dev.muster.web.http.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A client as it is shown; its secret only where it was made just now. */
record ClientView(
    String clientId,
    Optional<String> clientSecret,
    @JsonUnwrapped SettingsView settings,
    Map<String, SecretView> secrets,
    Instant createdAt) {
  static ClientView of(Client client) {
    return of(client, Optional.empty());
  }

  static ClientView of(WithSecret made) {
    return of(made.client().value(), made.secret());
  }

  private static ClientView of(Client client, Optional<Secret> secret) {
    return new ClientView(
        client.clientId(),
        secret.map(Secret::reveal),
        SettingsView.of(client.draft(), client.draft().authMethods()),
        Views.secrets(
            client.secret().map(state -> Map.of("clientSecret", state)).orElseGet(Map::of)),
        client.createdAt());
  }

  @Override
  public String toString() {
    return "ClientView[" + clientId + "]";
  }

  /** What can be set of a client, as it is sent and shown. */
  record SettingsView(
      String displayName,
      String type,
      List<URI> redirectUris,
      List<URI> postLogoutRedirectUris,
      Optional<URI> backchannelLogoutUri,
      List<String> scopes,
      List<String> identitySources,
      Optional<String> tokenEndpointAuthMethod,
      Optional<JsonNode> jwks,
      Optional<URI> jwksUri,
      String idTokenSignedResponseAlg,
      boolean firstParty,
      List<String> grantTypes,
      boolean claimsInIdToken) {
    private static final String[] TYPES = {"confidential", "public"};
    private static final String[] ALGORITHMS = {"RS256", "ES256"};

    /** What a client may ask for where nobody says less. */
    private static final Set<String> USUAL_SCOPES =
        Set.of("openid", "profile", "email", "phone", "platform", "offline_access");

    /** As it was set: a method that follows from the type changes with the type. */
    static SettingsView of(Client.Draft draft) {
      return of(draft, draft.tokenEndpointAuthMethod().map(Set::of).orElseGet(Set::of));
    }

    /** The method is left out where there is more than one. */
    private static SettingsView of(Client.Draft draft, Set<AuthMethod> methods) {
      return new SettingsView(
          draft.displayName(),
          TYPES[draft.confidential() ? 0 : 1],
          draft.redirectUris(),
          draft.postLogoutRedirectUris(),
          draft.backchannelLogoutUri(),
          draft.scopes().stream().sorted().toList(),
          draft.identitySources().stream().sorted().toList(),
          methods.size() == 1 ? methods.stream().map(AuthMethod::id).findFirst() : Optional.empty(),
          draft.jwks().map(Json::read),
          draft.jwksUri(),
          draft.idTokenSignedResponseAlg(),
          draft.firstParty(),
          draft.grantTypes().stream().sorted().map(GrantType::id).toList(),
          draft.claimsInIdToken());
    }

    static Client.Draft read(JsonObject body) {
      return new Client.Draft(
          body.requiredText("displayName"),
          Inputs.word(body, "type", TYPES, type -> type).map(TYPES[0]::equals).orElse(true),
          Inputs.uris(body, "redirectUris").orElse(List.of()),
          Inputs.uris(body, "postLogoutRedirectUris").orElse(List.of()),
          Inputs.uri(body, "backchannelLogoutUri"),
          body.texts("scopes").<Set<String>>map(Set::copyOf).orElse(USUAL_SCOPES),
          body.texts("identitySources").<Set<String>>map(Set::copyOf).orElse(Set.of("*")),
          Inputs.word(body, "tokenEndpointAuthMethod", AuthMethod.values(), AuthMethod::id),
          body.document("jwks"),
          Inputs.uri(body, "jwksUri"),
          Inputs.word(body, "idTokenSignedResponseAlg", ALGORITHMS, alg -> alg)
              .orElse(ALGORITHMS[0]),
          body.flag("firstParty").orElse(true),
          Inputs.words(body, "grantTypes", GrantType.values(), GrantType::id)
              .orElse(GrantType.USUAL),
          body.flag("claimsInIdToken").orElse(false));
    }
  }
}
