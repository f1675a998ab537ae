package com.example.muster.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.SignInMethod;
import dev.muster.testkit.platform.Persona;
import dev.muster.testkit.platform.PlatformFixture;
import dev.muster.testkit.platform.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small OpenID Provider, and what can go wrong at one. */
final class FakeProvider implements PlatformFixture {
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ChatProvider provider = new OidcProvider();
  private final String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
  private final Map<String, Persona> codes = new ConcurrentHashMap<>();
  private final AtomicInteger discoveries = new AtomicInteger();
  private volatile Optional<Trouble> trouble = Optional.empty();
  private volatile ECKey key = newKey();

  FakeProvider() throws IOException {
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String body = "";
    int status = 200;
    switch (trouble.map(Enum::name).orElse("")) {
      case "THROTTLED" -> status = 429;
      case "SERVER_ERROR" -> status = 500;
      case "HTML" -> body = "<html>";
      case "NONSENSE" -> body = "{\"iss";
      case "HANG" -> hang();
      default -> {
        body =
            switch (exchange.getRequestURI().getPath()) {
              case "/.well-known/openid-configuration" -> discovery();
              case "/keys" ->
                  new JWKSet(
                          trouble.isPresent() && trouble.get() == Trouble.TOKEN_REFUSED
                              ? List.of()
                              : List.of(key.toPublicJWK()))
                      .toString();
              default -> token(exchange, form);
            };
        status = body.contains("\"error\"") ? body.contains("invalid_client") ? 401 : 400 : 200;
      }
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String discovery() {
    discoveries.incrementAndGet();
    return JSONObjectUtils.toJSONString(
        Map.of(
            "issuer",
            issuer,
            "authorization_endpoint",
            issuer + "/authorize",
            "token_endpoint",
            issuer + "/token",
            "jwks_uri",
            issuer + "/keys"));
  }

  private String token(HttpExchange exchange, String form) {
    String basic =
        "Basic "
            + java.util.Base64.getEncoder()
                .encodeToString("muster:s3cret-of-the-client".getBytes(StandardCharsets.US_ASCII));
    if (trouble.isPresent() && trouble.get() == Trouble.WRONG_SECRET
        || !basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return "{\"error\":\"invalid_client\"}";
    }
    String code =
        URLDecoder.decode(form.replaceAll("(^|.*&)code=([^&]*).*", "$2"), StandardCharsets.UTF_8);
    Persona persona = codes.remove(code);
    return persona == null
        ? "{\"error\":\"invalid_grant\"}"
        : JSONObjectUtils.toJSONString(Map.of("id_token", idToken(persona)));
  }

  private String idToken(Persona persona) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
              new JWTClaimsSet.Builder()
                  .issuer(persona == Persona.FOREIGN_MEMBER ? "https://other.example" : issuer)
                  .audience("muster")
                  .subject("li")
                  .issueTime(new Date())
                  .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                  .claim("email", "li@corp.example")
                  .claim("email_verified", true)
                  .build());
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ChatProvider provider() {
    return provider;
  }

  @Override
  public Map<String, String> fields() {
    return Map.of(
        "issuer",
        issuer,
        "authorizationEndpoint",
        issuer + "/authorize",
        "clientId",
        "muster",
        "clientSecret",
        "s3cret-of-the-client");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public CheckEnvironment environment() {
    return CheckEnvironment.of(URI.create("https://muster.example"), List.of());
  }

  @Override
  public String platformTenant() {
    return issuer;
  }

  @Override
  public Optional<String> code(SignInMethod method, Persona persona) {
    if (persona != Persona.MEMBER && persona != Persona.FOREIGN_MEMBER) {
      return Optional.empty(); // a provider gives no code to whom it does not know
    }
    String code = UUID.randomUUID().toString();
    codes.put(code, persona);
    return Optional.of(code);
  }

  @Override
  public Set<Trouble> possible() {
    return EnumSet.complementOf(EnumSet.of(Trouble.ADDRESS_NOT_ALLOWED));
  }

  @Override
  public void begin(Trouble begun) {
    trouble = Optional.of(begun);
  }

  @Override
  public void revokeTokens() {
    key = newKey(); // what was discovered before is of no use any more
  }

  @Override
  public long tokenCalls() {
    return discoveries.get();
  }

  @Override
  public void reset() {
    trouble = Optional.empty();
    codes.clear();
    discoveries.set(0);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
