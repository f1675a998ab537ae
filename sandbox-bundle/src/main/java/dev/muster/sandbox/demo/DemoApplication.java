package dev.muster.sandbox.demo;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.Forms;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An application that signs people in: authorization code with PKCE (RFC 7636), as a public client.
 * It shows what userinfo tells of the person, fetched with the access token from the provider
 * itself (OpenID Connect Core 1.0 section 5.3).
 */
final class DemoApplication extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Asks to be signed in by the platform, whoever has a session. */
  static final String ANEW = "anew";

  private static final String COOKIE = "sandbox_app";
  private static final String SCOPE = "openid profile email phone platform";

  private final URI issuer;
  private final URI application;
  private final transient SecureRandom random = new SecureRandom();
  private final transient ObjectMapper json = new ObjectMapper();
  private final transient HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  DemoApplication(URI issuer, URI application) {
    this.issuer = issuer;
    this.application = application;
  }

  static URI callback(URI application) {
    return URI.create(application + "/callback");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("");
    switch (path) {
      case "", "/" -> new DemoPage(request, application).welcome().send(response, 200);
      case "/start" -> start(response, request.getParameter(ANEW) != null);
      case "/callback" -> finish(request, response);
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  /** The cookie keeps what the answer is compared with: state and verifier. */
  private void start(HttpServletResponse response, boolean anew) {
    String state = unguessable();
    String verifier = unguessable();
    Cookie cookie = new Cookie(COOKIE, state + "." + verifier);
    cookie.setHttpOnly(true);
    cookie.setPath(application.getPath());
    cookie.setMaxAge(600);
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
    redirect(
        response,
        issuer
            + "/oauth2/authorize?"
            + (anew ? "prompt=login&" : "")
            + Forms.encode(
                Map.ofEntries(
                    entry("response_type", "code"),
                    entry("client_id", DemoTenant.CLIENT),
                    entry("redirect_uri", callback(application).toString()),
                    entry("scope", SCOPE),
                    entry("state", state),
                    entry("nonce", unguessable()),
                    entry("code_challenge", challenge(verifier)),
                    entry("code_challenge_method", "S256"))));
  }

  private void finish(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String[] kept = cookie(request).orElse("").split("\\.", -1);
    @Nullable String code = request.getParameter("code");
    @Nullable String state = request.getParameter("state");
    DemoPage page = new DemoPage(request, application);
    if (kept.length != 2 || state == null || !equal(kept[0], state)) {
      page.problem("state").send(response, 400);
      return;
    }
    if (code == null) {
      String error = Optional.ofNullable(request.getParameter("error")).orElse("no code");
      page.problem(error).send(response, 200);
      return;
    }
    try {
      page.person(person(code, kept[1])).send(response, 200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      page.problem("interrupted").send(response, 502);
    }
  }

  private Map<String, String> person(String code, String verifier)
      throws IOException, InterruptedException {
    String redemption =
        Forms.encode(
            Map.ofEntries(
                entry("grant_type", "authorization_code"),
                entry("client_id", DemoTenant.CLIENT),
                entry("redirect_uri", callback(application).toString()),
                entry("code", code),
                entry("code_verifier", verifier)));
    JsonNode tokens =
        ask(
            HttpRequest.newBuilder(URI.create(issuer + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(redemption)));
    JsonNode claims =
        ask(
            HttpRequest.newBuilder(URI.create(issuer + "/oauth2/userinfo"))
                .header("Authorization", "Bearer " + tokens.path("access_token").asText()));
    Map<String, String> person = new LinkedHashMap<>();
    claims
        .properties()
        .forEach(
            claim ->
                person.put(
                    claim.getKey(),
                    claim.getValue().isValueNode()
                        ? claim.getValue().asText()
                        : claim.getValue().toString()));
    return person;
  }

  private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("the provider answered " + answer.statusCode());
    }
    return json.readTree(answer.body());
  }

  private static Optional<String> cookie(HttpServletRequest request) {
    Cookie @Nullable [] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE)) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  private static void redirect(HttpServletResponse response, String location) {
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", location);
    response.setHeader("Cache-Control", "no-store");
  }

  private String unguessable() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
