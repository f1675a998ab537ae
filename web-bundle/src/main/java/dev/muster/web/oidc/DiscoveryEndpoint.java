package dev.muster.web.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.muster.api.Client;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Installation;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.SigningKeys;
import dev.muster.api.Tenant;
import dev.muster.api.Tenants;
import dev.muster.api.Versioned;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What clients find out by themselves: OpenID Connect Discovery 1.0, RFC 8414, RFC 7517. Only what
 * works is told.
 */
@Component(service = Routes.class)
public final class DiscoveryEndpoint implements Routes {
  /** OpenID Connect Discovery, section 4, and RFC 8414, sections 3 and 5. */
  private static final List<String> METADATA =
      List.of(
          "/t/{tenant}/.well-known/openid-configuration",
          "/t/{tenant}/.well-known/oauth-authorization-server",
          "/.well-known/oauth-authorization-server/t/{tenant}",
          "/.well-known/openid-configuration/t/{tenant}");

  private static final String JWKS = "/t/{tenant}/oauth2/jwks";

  /** A key signs 60 s after it was published: nobody may rest on an older list by then. */
  private static final String KEYS_CACHE = "public, max-age=30";

  /** What clients sign assertions with (RFC 7523). */
  private static final List<String> ASSERTIONS = List.of("ES256", "RS256", "PS256");

  private static final String METADATA_CACHE = "public, max-age=300";

  private final Tenants tenants;
  private final SigningKeys keys;
  private final Issuers issuers;

  /**
   * Made by Declarative Services.
   *
   * @param installation settings
   * @param tenants the tenants
   * @param keys the keys
   */
  @Activate
  public DiscoveryEndpoint(
      @Reference Installation installation,
      @Reference Tenants tenants,
      @Reference SigningKeys keys) {
    this.tenants = tenants;
    this.keys = keys;
    this.issuers = new Issuers(installation);
  }

  @Override
  public List<Route> routes() {
    List<Route> all = new ArrayList<>();
    for (String address : METADATA) {
      all.add(Route.of("GET", address, Cors::problem, this::metadata));
      all.add(Route.of("OPTIONS", address, Cors::problem, Cors::preflight));
    }
    all.add(Route.of("GET", JWKS, Cors::problem, this::jwks));
    all.add(Route.of("OPTIONS", JWKS, Cors::problem, Cors::preflight));
    return all;
  }

  Response metadata(Request request) {
    String tenant = request.path("tenant");
    Tenant found =
        tenants
            .find(tenant)
            .map(Versioned::value)
            .orElseThrow(() -> ProblemException.notFound(Resource.TENANT));
    return Cors.open(Response.json(200, document(issuers.of(tenant), found)))
        .with("Cache-Control", METADATA_CACHE)
        .compressible();
  }

  private static Map<String, Object> document(String issuer, Tenant tenant) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer);
    document.put("authorization_endpoint", issuer + "/oauth2/authorize");
    document.put("token_endpoint", issuer + "/oauth2/token");
    document.put("userinfo_endpoint", issuer + "/oauth2/userinfo");
    document.put("revocation_endpoint", issuer + "/oauth2/revoke");
    document.put("introspection_endpoint", issuer + "/oauth2/introspect");
    document.put(
        "pushed_authorization_request_endpoint", issuer + PushedAuthorizationEndpoint.PATH);
    document.put("require_pushed_authorization_requests", false);
    document.put("jwks_uri", issuer + "/oauth2/jwks");
    document.put("end_session_endpoint", issuer + "/oauth2/logout");
    document.put("backchannel_logout_supported", true);
    document.put("backchannel_logout_session_supported", true);
    document.put("scopes_supported", Client.Settings.SCOPES);
    document.put("response_types_supported", List.of("code"));
    document.put("response_modes_supported", ResponseMode.ids());
    document.put(
        "grant_types_supported",
        List.of(
            GrantType.AUTHORIZATION_CODE.id(),
            GrantType.REFRESH_TOKEN.id(),
            GrantType.PLATFORM_CODE.id()));
    document.put("code_challenge_methods_supported", List.of("S256"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256", "ES256"));
    document.put("userinfo_signing_alg_values_supported", List.of("RS256", "ES256"));
    document.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none"));
    document.put("token_endpoint_auth_signing_alg_values_supported", ASSERTIONS);
    document.put(
        "revocation_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none"));
    document.put("revocation_endpoint_auth_signing_alg_values_supported", ASSERTIONS);
    document.put(
        "introspection_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post", "private_key_jwt"));
    document.put("introspection_endpoint_auth_signing_alg_values_supported", ASSERTIONS);
    document.put("authorization_response_iss_parameter_supported", true);
    document.put("prompt_values_supported", List.of("none", "login", "consent", "select_account"));
    document.put("display_values_supported", List.of("page", "popup", "touch"));
    document.put("acr_values_supported", IdTokens.acrValues(tenant));
    document.put("claims_supported", claims());
    document.put("ui_locales_supported", List.of("en", "zh-CN"));
    document.put("claims_parameter_supported", true);
    document.put("request_parameter_supported", false);
    document.put("request_uri_parameter_supported", false);
    return document;
  }

  private static List<String> claims() {
    List<String> claims =
        new ArrayList<>(
            List.of(
                "iss", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "sid", "acr", "azp"));
    claims.addAll(Claims.SUPPORTED);
    return claims;
  }

  Response jwks(Request request) {
    List<JWK> set = new ArrayList<>();
    for (SigningKeys.Published key : keys.published(request.path("tenant"))) {
      set.add(jwk(key));
    }
    return Cors.open(Response.json(200, new JWKSet(set).toJSONObject(true)))
        .with("Cache-Control", KEYS_CACHE)
        .compressible();
  }

  private static JWK jwk(SigningKeys.Published key) {
    JWSAlgorithm alg = JWSAlgorithm.parse(key.alg());
    PublicKey publicKey = key.publicKey();
    if (publicKey instanceof ECPublicKey ec) {
      return new ECKey.Builder(Curve.P_256, ec)
          .keyID(key.kid())
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(alg)
          .build();
    }
    return new RSAKey.Builder((RSAPublicKey) publicKey)
        .keyID(key.kid())
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(alg)
        .build();
  }
}
