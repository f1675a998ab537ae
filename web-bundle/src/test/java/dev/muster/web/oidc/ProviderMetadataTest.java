package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.api.ProblemException;
import dev.muster.api.Session;
import dev.muster.api.Users;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The metadata say what the specifications say that they say, and of each thing that they tell one
 * call shows that it works, and of what they do not tell that it does not.
 */
class ProviderMetadataTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BELOW = "/t/" + Gateway.TENANT;

  private final Gateway gateway = new Gateway("https://id.corp.example");
  private final Browser browser = new Browser(gateway);
  private final Flow flow = new Flow(gateway);

  private JsonNode metadata() throws IOException {
    return read(
        gateway.server.answer(TestRequest.get(BELOW + "/.well-known/openid-configuration")));
  }

  private static JsonNode read(Response response) throws IOException {
    return JSON.readTree(Browser.text(response));
  }

  private List<String> told(String name) throws IOException {
    List<String> values = new ArrayList<>();
    metadata().path(name).forEach(value -> values.add(value.asText()));
    assertThat(values).as(name).isNotEmpty();
    return values;
  }

  private Optional<String> error(Response response) {
    return Browser.parameter(Browser.location(response), "error");
  }

  @Test
  void areAsTheSpecificationsDescribeThem() throws IOException {
    try (InputStream schema =
        ProviderMetadataTest.class.getResourceAsStream("provider-metadata.schema.json")) {
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(
                      schema,
                      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build())
                  .validate(metadata()))
          .isEmpty();
    }
  }

  @Test
  void nameLanguagesInTheirCanonicalForm() throws IOException {
    assertThat(told("ui_locales_supported"))
        .allSatisfy(tag -> assertThat(Locale.forLanguageTag(tag).toLanguageTag()).isEqualTo(tag));
  }

  @Test
  void nameAddressesBelowTheIssuerOfWhichEachAnswers() throws IOException {
    JsonNode metadata = metadata();
    List<String> addresses = new ArrayList<>();
    metadata
        .properties()
        .forEach(
            field -> {
              if (field.getKey().endsWith("_endpoint") || field.getKey().endsWith("_uri")) {
                addresses.add(field.getValue().asText());
              }
            });
    assertThat(addresses).hasSize(8).doesNotHaveDuplicates();
    for (String address : addresses) {
      assertThat(address).startsWith(metadata.path("issuer").asText() + "/");
      String path = URI.create(address).getPath();
      Response get = gateway.server.answer(TestRequest.get(path));
      Response post =
          gateway.server.answer(
              TestRequest.of("POST", path).body("application/x-www-form-urlencoded", ""));
      assertThat(get.status() == 404 || get.status() == 405 ? post.status() : get.status())
          .as(path)
          .isNotIn(404, 405, 500);
    }
  }

  @Test
  void nameEveryGrantThatIsThere() throws IOException {
    assertThat(told("grant_types_supported"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(GrantType.values()).map(GrantType::id).toList());
    for (String grant : told("grant_types_supported")) {
      assertThat(Browser.text(grant(grant))).doesNotContain("unsupported_grant_type");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "client_credentials",
        "implicit",
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:ietf:params:oauth:grant-type:jwt-bearer"
      })
  void nameNoOtherGrant(String grant) throws IOException {
    assertThat(told("grant_types_supported")).doesNotContain(grant);
    assertThat(Browser.text(grant(grant))).contains("\"unsupported_grant_type\"");
  }

  private Response grant(String grant) {
    return flow.post(
        Flow.form(Map.of("grant_type", grant)), Flow.basic("shop", Gateway.secret("shop")));
  }

  @Test
  void nameEveryResponseMode() throws IOException {
    flow.code(browser);
    for (String mode : told("response_modes_supported")) {
      Response answer = browser.get(new Flow(gateway).with("response_mode", mode).authorize());
      String where = answer.status() == 303 ? Browser.location(answer) : Browser.text(answer);
      assertThat(where).as(mode).contains("code").doesNotContain("error");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "response_mode,fragment,invalid_request",
    "response_mode,query.jwt,invalid_request",
    "response_type,token,unsupported_response_type",
    "response_type,id_token,unsupported_response_type",
    "response_type,code id_token,unsupported_response_type",
    "code_challenge_method,plain,invalid_request",
    "prompt,create,invalid_request",
    "request,eyJhbGciOiJub25lIn0.e30.,request_not_supported",
    "request_uri,https://shop.example/request,request_uri_not_supported"
  })
  void nameNothingOfAnAuthorizationRequestThatIsRefused(String name, String value, String error)
      throws IOException {
    assertThat(metadata().toString()).doesNotContain("\"" + value + "\"");
    Response response = browser.get(flow.with("prompt", "none").with(name, value).authorize());
    assertThat(error(response)).contains(error);
  }

  @Test
  void nameEveryPromptAndScopeAndWayToShowIt() throws IOException {
    gateway.client("shop", Gateway.draftWithRefreshTokens());
    flow.code(browser);
    for (String prompt : told("prompt_values_supported")) {
      Response response = browser.get(new Flow(gateway).with("prompt", prompt).authorize());
      assertThat(error(response)).as(prompt).isEmpty();
    }
    for (String display : told("display_values_supported")) {
      assertThat(error(browser.get(new Flow(gateway).with("display", display).authorize())))
          .as(display)
          .isEmpty();
    }
    Set<String> scopes = new HashSet<>(told("scopes_supported"));
    gateway.client("shop", Gateway.draftWithRefreshTokens().toBuilder().scopes(scopes).build());
    Flow all = new Flow(gateway).with("scope", String.join(" ", scopes) + " address groups");
    assertThat(read(all.token(all.code(new Browser(gateway)))).path("scope").asText().split(" "))
        .containsExactlyInAnyOrderElementsOf(scopes);
  }

  @Test
  void nameEveryClaim() throws Exception {
    gateway.client("shop", Gateway.draftWithClaimsInIdToken());
    flow.code(browser);
    gateway.core.users.change(
        Caller.SYSTEM,
        Gateway.TENANT,
        gateway.userId("alice"),
        Users.Change.of(
            before ->
                before.toBuilder()
                    .displayName(Optional.of("Alice"))
                    .nickname(Optional.of("Al"))
                    .email(Optional.of("alice@corp.example"), true)
                    .phone(Optional.of("+8613800000000"), true)
                    .locale(Optional.of("en"))
                    .picture(Optional.of(URI.create("https://corp.example/a.png")))
                    .build()),
        OptionalLong.empty());
    String token = read(flow.token(flow.code(new Browser(gateway)))).path("id_token").asText();
    assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaims().keySet())
        .containsExactlyInAnyOrderElementsOf(told("claims_supported"));
  }

  @ParameterizedTest
  @EnumSource(AuthMethod.class)
  void nameEveryWayToAuthenticateAClient(AuthMethod method) throws Exception {
    assertThat(told("token_endpoint_auth_methods_supported")).contains(method.id());
    assertThat(told("revocation_endpoint_auth_methods_supported")).contains(method.id());
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    if (method == AuthMethod.NONE) {
      gateway.removeClient("shop");
    }
    gateway.client("shop", settings(method, new JWKSet(key)));
    String code = flow.code(browser);
    assertThat(present(code, method, JWSAlgorithm.ES256, new ECDSASigner(key)).status())
        .isEqualTo(200);
    for (AuthMethod other : AuthMethod.values()) {
      if (other != method) {
        assertThat(present(code, other, JWSAlgorithm.ES256, new ECDSASigner(key)).status())
            .as(other.id())
            .isEqualTo(401);
      }
    }
    assertThat(told("introspection_endpoint_auth_methods_supported").contains(method.id()))
        .isEqualTo(method != AuthMethod.NONE);
  }

  @Test
  void nameNoWayToAuthenticateAClientThatIsNotThere() throws IOException {
    assertThat(told("token_endpoint_auth_methods_supported"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AuthMethod.values()).map(AuthMethod::id).toList());
  }

  private static Client.Settings settings(AuthMethod method, JWKSet keys) {
    boolean confidential = method != AuthMethod.NONE;
    Client.Settings settings = Gateway.draft(confidential, method, "RS256", Set.of("*"), true);
    return method == AuthMethod.PRIVATE_KEY_JWT
        ? settings.toBuilder().jwks(Optional.of(keys.toString(true))).build()
        : settings;
  }

  private Response present(String code, AuthMethod method, JWSAlgorithm alg, JWSSigner signer)
      throws JOSEException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", Gateway.CALLBACK);
    form.put("code_verifier", flow.verifier());
    switch (method) {
      case CLIENT_SECRET_BASIC -> {
        return flow.post(Flow.form(form), Flow.basic("shop", Gateway.secret("shop")));
      }
      case CLIENT_SECRET_POST -> {
        form.put("client_id", "shop");
        form.put("client_secret", Gateway.secret("shop"));
      }
      case PRIVATE_KEY_JWT -> {
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion(alg, signer));
      }
      case NONE -> form.put("client_id", "shop");
    }
    return flow.post(Flow.form(form), "");
  }

  private String assertion(JWSAlgorithm alg, JWSSigner signer) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(alg).keyID("k").build(),
            new JWTClaimsSet.Builder()
                .issuer("shop")
                .subject("shop")
                .audience(gateway.issuer())
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(gateway.clock.instant().plus(Duration.ofMinutes(1))))
                .build());
    jwt.sign(signer);
    return jwt.serialize();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "RS256", "PS256", "RS384", "PS512"})
  void nameEveryAlgorithmThatAClientMaySignWithAndNoOther(String name) throws Exception {
    JWSAlgorithm alg = JWSAlgorithm.parse(name);
    ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("k").generate();
    boolean isElliptic = JWSAlgorithm.Family.EC.contains(alg);
    gateway.client("shop", settings(AuthMethod.PRIVATE_KEY_JWT, new JWKSet(isElliptic ? ec : rsa)));
    Response answer =
        present(
            flow.code(browser),
            AuthMethod.PRIVATE_KEY_JWT,
            alg,
            isElliptic ? new ECDSASigner(ec) : new RSASSASigner(rsa));
    for (String endpoint : List.of("token", "revocation", "introspection")) {
      assertThat(told(endpoint + "_endpoint_auth_signing_alg_values_supported").contains(name))
          .isEqualTo(answer.status() == 200);
    }
  }

  @Test
  void nameEveryAlgorithmThatTokensAreSignedWith() throws Exception {
    for (String alg : told("id_token_signing_alg_values_supported")) {
      gateway.client("shop", Gateway.draft().toBuilder().idTokenSignedResponseAlg(alg).build());
      String token = read(flow.token(flow.code(new Browser(gateway)))).path("id_token").asText();
      assertThat(SignedJWT.parse(token).getHeader().getAlgorithm().getName()).isEqualTo(alg);
    }
    for (String alg : told("userinfo_signing_alg_values_supported")) {
      gateway.client(
          "shop", Gateway.draft().toBuilder().userinfoSignedResponseAlg(Optional.of(alg)).build());
      String token =
          read(flow.token(flow.code(new Browser(gateway)))).path("access_token").asText();
      SignedJWT told = SignedJWT.parse(Browser.text(flow.userInfo(token)));
      assertThat(told.getHeader().getAlgorithm().getName()).isEqualTo(alg);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "PS256", "ES384"})
  void nameNoAlgorithmThatNoClientCanBeSetTo(String alg) throws IOException {
    assertThat(told("id_token_signing_alg_values_supported")).doesNotContain(alg);
    assertThat(told("userinfo_signing_alg_values_supported")).doesNotContain(alg);
    Client.Settings settings = Gateway.draft();
    Stream.of(
            settings.toBuilder().idTokenSignedResponseAlg(alg).build(),
            settings.toBuilder().userinfoSignedResponseAlg(Optional.of(alg)).build())
        .forEach(
            changed ->
                assertThatThrownBy(() -> gateway.client("shop", changed))
                    .isInstanceOf(ProblemException.class));
  }

  @Test
  void nameHowPeopleOfTheTenantSignIn() throws IOException {
    assertThat(told("acr_values_supported")).containsExactly(Session.ACR_PLATFORM);
    gateway.core.tenants.change(
        Caller.SYSTEM,
        Gateway.TENANT,
        before -> before.withPasswordSignIn(true),
        OptionalLong.empty());
    assertThat(told("acr_values_supported"))
        .containsExactly(Session.ACR_PLATFORM, Session.ACR_PASSWORD);
  }
}
