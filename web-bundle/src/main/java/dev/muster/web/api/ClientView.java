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
        SettingsView.of(client.settings(), client.settings().authMethods()),
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

    /** As it was set: a method that follows from the type changes with the type. */
    static SettingsView of(Client.Settings settings) {
      return of(settings, settings.tokenEndpointAuthMethod().map(Set::of).orElseGet(Set::of));
    }

    /** The method is left out where there is more than one. */
    private static SettingsView of(Client.Settings settings, Set<AuthMethod> methods) {
      return new SettingsView(
          settings.displayName(),
          TYPES[settings.confidential() ? 0 : 1],
          settings.redirectUris(),
          settings.postLogoutRedirectUris(),
          settings.backchannelLogoutUri(),
          settings.scopes().stream().sorted().toList(),
          settings.identitySources().stream().sorted().toList(),
          methods.size() == 1 ? methods.stream().map(AuthMethod::id).findFirst() : Optional.empty(),
          settings.jwks().map(Json::read),
          settings.jwksUri(),
          settings.idTokenSignedResponseAlg(),
          settings.firstParty(),
          settings.grantTypes().stream().sorted().map(GrantType::id).toList(),
          settings.claimsInIdToken());
    }

    static Client.Settings read(JsonObject body) {
      Client.Settings.Builder settings =
          Client.Settings.builder(body.requiredText("displayName"))
              .backchannelLogoutUri(Inputs.uri(body, "backchannelLogoutUri"))
              .tokenEndpointAuthMethod(
                  Inputs.word(body, "tokenEndpointAuthMethod", AuthMethod.values(), AuthMethod::id))
              .jwks(body.document("jwks"))
              .jwksUri(Inputs.uri(body, "jwksUri"));
      Inputs.word(body, "type", TYPES, type -> type)
          .map(TYPES[0]::equals)
          .ifPresent(settings::confidential);
      Inputs.uris(body, "redirectUris").ifPresent(settings::redirectUris);
      Inputs.uris(body, "postLogoutRedirectUris").ifPresent(settings::postLogoutRedirectUris);
      body.texts("scopes").map(Set::copyOf).ifPresent(settings::scopes);
      body.texts("identitySources").map(Set::copyOf).ifPresent(settings::identitySources);
      Inputs.word(body, "idTokenSignedResponseAlg", ALGORITHMS, alg -> alg)
          .ifPresent(settings::idTokenSignedResponseAlg);
      body.flag("firstParty").ifPresent(settings::firstParty);
      Inputs.words(body, "grantTypes", GrantType.values(), GrantType::id)
          .ifPresent(settings::grantTypes);
      body.flag("claimsInIdToken").ifPresent(settings::claimsInIdToken);
      return settings.build();
    }
  }
}
