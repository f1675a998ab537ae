package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Client.Pkce;
import dev.muster.api.Clients.WithSecret;
import dev.muster.api.Grants;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.api.Views.SecretView;
import dev.muster.web.http.Json;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    Instant createdAt,
    List<Warning> warnings) {
  static ClientView of(Client client, ActorNames actors, Language language) {
    return of(client, Optional.empty(), actors, language);
  }

  static ClientView of(WithSecret made, ActorNames actors, Language language) {
    return of(made.client().value(), made.secret(), actors, language);
  }

  private static ClientView of(
      Client client, Optional<Secret> secret, ActorNames actors, Language language) {
    return new ClientView(
        client.clientId(),
        secret.map(Secret::reveal),
        SettingsView.of(client.settings(), client.settings().authMethods()),
        Views.secrets(
            client.secret().map(state -> Map.of("clientSecret", state)).orElseGet(Map::of), actors),
        client.createdAt(),
        Warning.of(client.settings(), language));
  }

  /** What is taken all the same, and whoever set it should know. */
  record Warning(String field, String code, String message) {
    private static final Text PKCE =
        new Text(
            "Without PKCE a code that somebody intercepts, or slips to the application, can be"
                + " redeemed. Leave it optional only for an application that cannot send it.",
            "没有 PKCE 时，被截获或被注入应用的授权码仍可兑换。仅当应用无法发送 PKCE 时才设为可选。");

    private static final Text NO_ADDRESS =
        new Text(
            "By authorization_code nobody can sign in as long as there is no redirect address.",
            "没有重定向地址时，任何人都无法通过 authorization_code 登录。");
    private static final Text NO_REFRESH =
        new Text(
            "offline_access is not granted without the grant type refresh_token.",
            "没有授权类型 refresh_token 时，不会授予 offline_access。");
    private static final Text NO_PAGE =
        new Text(
            "By platform-code nobody can be asked for consent: people can use an application that is"
                + " not first-party that way only once they have consented in a browser.",
            "通过 platform-code 登录时无法征求授权：对于非第一方应用，用户须先在浏览器中授权，之后才能以此方式使用。");

    static List<Warning> of(Client.Settings settings, Language language) {
      Set<GrantType> grants = settings.grantTypes();
      List<Warning> found = new ArrayList<>();
      if (settings.pkce() == Pkce.OPTIONAL) {
        found.add(new Warning("pkce", "pkce-optional", language.of(PKCE)));
      }
      if (grants.contains(GrantType.AUTHORIZATION_CODE) && settings.redirectUris().isEmpty()) {
        found.add(new Warning("redirectUris", "no-redirect-uri", language.of(NO_ADDRESS)));
      }
      if (settings.scopes().contains(Grants.OFFLINE_ACCESS)
          && !grants.contains(GrantType.REFRESH_TOKEN)) {
        found.add(new Warning("scopes", "offline-access-not-granted", language.of(NO_REFRESH)));
      }
      List<String> unknown =
          settings.scopes().stream()
              .filter(scope -> !Client.Settings.SCOPES.contains(scope))
              .sorted()
              .toList();
      if (!unknown.isEmpty()) {
        found.add(new Warning("scopes", "unknown-scope", language.of(unknown(unknown))));
      }
      if (!settings.firstParty() && grants.contains(GrantType.PLATFORM_CODE)) {
        found.add(new Warning("grantTypes", "consent-not-asked", language.of(NO_PAGE)));
      }
      return found;
    }

    private static Text unknown(List<String> scopes) {
      return new Text(
          "Muster does not have these scopes and never grants them: "
              + String.join(", ", scopes)
              + ".",
          "Muster 没有以下 scope，不会授予：" + String.join("、", scopes) + "。");
    }
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
      boolean claimsInIdToken,
      String pkce,
      boolean requirePushedAuthorizationRequests,
      long refreshTokenIdleSeconds,
      long refreshTokenMaxSeconds,
      Optional<String> userinfoSignedResponseAlg) {
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
          settings.claimsInIdToken(),
          settings.pkce().id(),
          settings.requirePushedAuthorizationRequests(),
          settings.refreshTokenIdle().toSeconds(),
          settings.refreshTokenMax().toSeconds(),
          settings.userinfoSignedResponseAlg());
    }

    static Client.Settings read(JsonObject body) {
      Client.Settings.Builder settings =
          Client.Settings.builder(body.requiredText("displayName"))
              .backchannelLogoutUri(Inputs.uri(body, "backchannelLogoutUri"))
              .tokenEndpointAuthMethod(
                  Inputs.word(body, "tokenEndpointAuthMethod", AuthMethod.values(), AuthMethod::id))
              .jwks(body.document("jwks"))
              .jwksUri(Inputs.uri(body, "jwksUri"))
              .userinfoSignedResponseAlg(
                  Inputs.word(body, "userinfoSignedResponseAlg", ALGORITHMS, alg -> alg));
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
      Inputs.word(body, "pkce", Pkce.values(), Pkce::id).ifPresent(settings::pkce);
      body.flag("requirePushedAuthorizationRequests")
          .ifPresent(settings::requirePushedAuthorizationRequests);
      body.number("refreshTokenIdleSeconds")
          .map(Duration::ofSeconds)
          .ifPresent(settings::refreshTokenIdle);
      body.number("refreshTokenMaxSeconds")
          .map(Duration::ofSeconds)
          .ifPresent(settings::refreshTokenMax);
      return settings.build();
    }
  }
}
