package dev.muster.fuzz;

import static dev.muster.core.testing.TestCore.ALICE;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.User;
import dev.muster.core.testing.SentCodes;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.InAppPage;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import dev.muster.web.http.TestServer;
import dev.muster.web.oidc.Flow;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tenant with people, sources and clients of every kind, and browsers that are in the middle of
 * something. The words of inputs: {@code cookie-}, {@code csrf-} and {@code query-} with a place
 * ({@code account}, {@code consent}, {@code password}, {@code recovery}, {@code code}, {@code
 * bind}, {@code begun}), {@code state}, {@code code}, {@code verifier}, {@code refresh}, {@code
 * access}, {@code idtoken}, {@code requesturi}, {@code key}, {@code basic}, {@code secret}, {@code
 * assertion} and {@code password}.
 */
final class Company implements Subject {
  /** What a platform has its page of a sign-in load. */
  static final String SCRIPT = "https://sdk.example/a.js";

  private static final String AT = "/t/" + Gateway.TENANT;
  private static final String PASSWORD = "correct horse battery";
  private static final String BASIC = Flow.basic("shop", Gateway.secret("shop"));
  private static final ECKey KEY = key();

  /** What shows which client asks. */
  private static final Set<String> OF_CLIENTS =
      Set.of("basic", "secret", "assertion", "requesturi");

  /**
   * What shows which person asks, beside the cookies of a browser. All other words are no proof:
   * they mean something only to the browser or the client that they were made for.
   */
  private static final Set<String> OF_PEOPLE =
      Set.of("code", "refresh", "access", "idtoken", "key", "password");

  /** What clients write by asking, and end. */
  private static final Set<String> CHANGED_BY_CLIENTS =
      Set.of("pushed-request", "used-assertion", "tenant-collection", "grant");

  /** What is made together, and used up together. */
  private static final Set<String> TOKENS = Set.of("refresh", "access", "idtoken");

  private static final Set<String> GRANT = Set.of("code", "verifier");

  /** Between inputs that leave something behind: what makes people wait has to end. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Between others: what was prepared has to stay good for all of them. */
  private static final Duration MOMENT = Duration.ofMillis(10);

  private final Gateway gateway = new Gateway(Invariants.PUBLIC_URL);
  private final SentCodes sent = new SentCodes();
  private final Changed changed;
  private final Places places = new Places(gateway);
  private final Map<String, String> values = new HashMap<>();

  Company() {
    gateway.signIns.leaveCodesAlone();
    gateway.core.deliveries.add(sent, 0);
    gateway.core.tenants.change(
        ALICE, Gateway.TENANT, was -> was.withPasswordSignIn(true), OptionalLong.empty());
    gateway.source(Gateway.TENANT, "lark", "Lark", "lark");
    gateway.lark.asksByScript(InAppPage.of(List.of(URI.create(SCRIPT)), "done('ok-lin');"));
    gateway.source(Gateway.TENANT, "ask", "Ask", "ding");
    gateway.core.sources.change(
        ALICE,
        Gateway.TENANT,
        "ask",
        settings -> settings.withAssociation(new Association(Mode.ASK, List.of(), Set.of())),
        OptionalLong.empty());
    Client.Settings all =
        Gateway.draftWithRefreshTokens().toBuilder()
            .scopes(Set.of("openid", "profile", "email", "phone", "platform", "offline_access"))
            .postLogoutRedirectUris(List.of(URI.create("https://shop.example/bye")))
            .tokenEndpointAuthMethod(Optional.empty())
            .build();
    gateway.client("shop", all);
    gateway.client("third", all.toBuilder().firstParty(false).build());
    gateway.client(
        "app",
        Gateway.draft(false, AuthMethod.NONE, "ES256", Set.of("*"), true).toBuilder()
            .scopes(Set.of("openid", "offline_access"))
            .grantTypes(Set.of(GrantType.values()))
            .build());
    gateway.client("signed", all);
    gateway.client(
        "signed",
        all.toBuilder()
            .tokenEndpointAuthMethod(Optional.of(AuthMethod.PRIVATE_KEY_JWT))
            .jwks(Optional.of(new JWKSet(KEY).toString(true)))
            .build());
    gateway.core.users.create(
        ALICE,
        Gateway.TENANT,
        User.Profile.builder("wang").email(Optional.of("wang@corp.example"), true).build(),
        Optional.of(Secret.of(PASSWORD)));
    // a tenant's keys are made when somebody first looks for them
    for (String tenant : List.of(TestCore.TENANT, Gateway.TENANT, "other")) {
      gateway.server.answer(TestRequest.get("/t/" + tenant + "/oauth2/jwks"));
    }
    changed = new Changed(gateway.core.store);
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public TestServer server() {
    return gateway.server;
  }

  @Override
  public Changed changed() {
    return changed;
  }

  @Override
  public List<String> secrets() {
    return List.of(Gateway.secret("shop"), Gateway.secret("third"), PASSWORD);
  }

  @Override
  public boolean mayChange(String collection, Input input) {
    boolean client = input.used().stream().anyMatch(OF_CLIENTS::contains);
    boolean person =
        input.sent().contains("ok-")
            || input.used().stream()
                .anyMatch(word -> OF_PEOPLE.contains(word) || word.startsWith("cookie-"));
    return person || (client && CHANGED_BY_CLIENTS.contains(collection));
  }

  @Override
  public Optional<String> value(String word) {
    int dash = word.indexOf('-');
    if (dash < 0) {
      return one(word);
    }
    return places
        .find(word.substring(dash + 1))
        .flatMap(
            it ->
                switch (word.substring(0, dash)) {
                  case "cookie" -> Optional.of(it.cookie());
                  case "csrf" -> Optional.of(it.csrf());
                  case "query" -> Optional.of(it.query());
                  default -> Optional.empty();
                });
  }

  private Optional<String> one(String word) {
    return switch (word) {
      case "state" -> places.find("begun").flatMap(it -> Browser.parameter("?" + it.query(), word));
      case "code", "verifier" -> Optional.of(kept(word, this::grant));
      case "refresh", "access", "idtoken" -> Optional.of(kept(word, this::tokens));
      case "requesturi" -> Optional.of(kept(word, this::push));
      case "key" -> Optional.of(kept(word, this::ask));
      case "basic" -> Optional.of(BASIC);
      case "secret" -> Optional.of(Gateway.secret("shop"));
      case "assertion" -> Optional.of(kept(word, this::sign));
      case "password" -> Optional.of(PASSWORD);
      default -> Optional.empty();
    };
  }

  private String kept(String word, Runnable makes) {
    if (!values.containsKey(word)) {
      makes.run();
    }
    return values.getOrDefault(word, "");
  }

  private String grant() {
    Flow flow =
        new Flow(gateway)
            .with("identity_source", "wecom")
            .with("scope", "openid profile offline_access");
    Response back = flow.signIn(new Browser(gateway), "ok-alice");
    String code = Browser.parameter(Browser.location(back), "code").orElseThrow();
    values.put("code", code);
    values.put("verifier", flow.verifier());
    return code;
  }

  private void tokens() {
    String answer =
        Browser.text(
            new Flow(gateway)
                .post(
                    Flow.tokenForm(grant(), Gateway.CALLBACK, values.get("verifier")),
                    Flow.basic("shop", Gateway.secret("shop"))));
    values.put("refresh", member("refresh_token", answer));
    values.put("access", member("access_token", answer));
    values.put("idtoken", member("id_token", answer));
    values.remove("code");
    values.remove("verifier");
  }

  private void push() {
    Response pushed =
        gateway.server.answer(
            TestRequest.of("POST", AT + "/oauth2/par")
                .header("Authorization", Flow.basic("shop", Gateway.secret("shop")))
                .body(Input.FORM, new Flow(gateway).query()));
    values.put("requesturi", member("request_uri", Browser.text(pushed)));
  }

  private void ask() {
    Map<String, String> form =
        Map.of(
            "grant_type",
            GrantType.PLATFORM_CODE.id(),
            "identity_source",
            "ask",
            "code",
            places.somebody());
    Response asked =
        new Flow(gateway).post(Flow.form(form), Flow.basic("shop", Gateway.secret("shop")));
    values.put("key", member("key", Browser.text(asked)));
  }

  private static String member(String name, String json) {
    Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
    if (!value.find()) {
      throw new IllegalStateException("No " + name + " in " + json);
    }
    return value.group(1);
  }

  private void sign() {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer("signed")
            .subject("signed")
            .audience(gateway.issuer())
            .jwtID(UUID.randomUUID().toString())
            .expirationTime(Date.from(gateway.clock.instant().plus(Duration.ofMinutes(1))))
            .build();
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(), claims);
    try {
      jwt.sign(new ECDSASigner(KEY));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
    values.put("assertion", jwt.serialize());
  }

  @Override
  public void after(Input input, Response response, Map<String, Integer> changes) {
    boolean lasts = changed.lasts();
    gateway.clock.advance(lasts ? PAUSE : MOMENT);
    if (!lasts) {
      gateway.wechatwork.forgetCodes();
      gateway.lark.forgetCodes();
    }
    if (changed.ended()) {
      places.leave();
      values.clear();
    } else if (lasts && !changes.isEmpty()) {
      input.used().forEach(this::forget);
    }
  }

  private void forget(String word) {
    int dash = word.indexOf('-');
    String place = word.equals("state") ? "begun" : word.substring(dash + 1);
    places.leave(place);
    if (TOKENS.contains(word)) {
      values.keySet().removeAll(TOKENS);
    } else if (GRANT.contains(word)) {
      values.keySet().removeAll(GRANT);
    } else {
      values.remove(word);
    }
  }
}
