package dev.muster.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that says what a test writes down. */
class MusterClientTest {
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final TokenStorage storage = TokenStorage.inMemory();
  private HttpServer server;
  private String issuer;
  private MusterClient client;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    issuer = "http://127.0.0.1:" + server.getAddress().getPort() + "/t/acme";
    client = MusterClient.of(issuer + "/", "app").storage(storage).timeoutMillis(5000).build();
  }

  @AfterEach
  void close() {
    server.stop(0);
    ((ExecutorService) server.getExecutor()).shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath().substring("/t/acme".length());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        path
            + " "
            + body
            + " "
            + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse(""));
    byte[] bytes = answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Retry-After", "7");
    exchange.sendResponseHeaders(statuses.getOrDefault(path, 200), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void says(String path, int status, String body) {
    statuses.put(path, status);
    answers.put(path, body);
  }

  private String idToken(String issued, String audience, String subject, long expires) {
    String claims =
        "{\"iss\":\""
            + issued
            + "\",\"aud\":"
            + audience
            + ",\"sub\":\""
            + subject
            + "\",\"exp\":"
            + expires
            + "}";
    return "h."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".s";
  }

  private static long later() {
    return System.currentTimeMillis() / 1000 + 900;
  }

  private String tokens(String access, int expiresIn, String refresh, String subject) {
    return "{\"access_token\":\""
        + access
        + "\",\"expires_in\":"
        + expiresIn
        + (refresh.isEmpty() ? "" : ",\"refresh_token\":\"" + refresh + "\"")
        + ",\"id_token\":\""
        + idToken(issuer, "\"app\"", subject, later())
        + "\"}";
  }

  private void signIn(int expiresIn, String refresh) throws MusterException {
    says("/oauth2/token", 200, tokens("first", expiresIn, refresh, "li"));
    assertThat(client.signIn("wecom", "c 1").subject()).contains("li");
    requests.clear();
  }

  private static void fails(
      String error, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MusterException.class, e -> assertThat(e.error()).isEqualTo(error));
  }

  @Test
  void readsWhatThePlatformsSdkNeeds() throws MusterException {
    says(
        "/login/we%2Fcom/mobile-config",
        200, "{\"schema\":\"wwauth1\",\"corpId\":\"ww\\u0031\",\"n\":null,\"x\":[1]}");
    assertThat(client.mobileConfig("we/com"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("schema", "wwauth1", "corpId", "ww1"));
    says("/login/none/mobile-config", 404, "{\"code\":\"not-found\",\"detail\":\"Not there.\"}");
    fails("not-found", () -> client.mobileConfig("none"));
  }

  @Test
  void signsInAndKeepsWhatItWasGiven() throws MusterException {
    assertThat(client.subject()).isEmpty();
    says("/oauth2/token", 200, tokens("first", 900, "", "li"));

    assertThat(client.signIn("wecom", "c 1", "v").subject()).contains("li");
    assertThat(requests.get(0))
        .contains(
            "grant_type=urn%3Amuster%3Aoauth%3Agrant-type%3Aplatform-code",
            "client_id=app",
            "identity_source=wecom",
            "code=c+1",
            "code_verifier=v",
            "scope=openid+profile");
    assertThat(client.accessToken()).isEqualTo("first");
    MusterClient later = MusterClient.of(issuer, "app").storage(storage).build();
    assertThat(later.subject()).contains("li");
    assertThat(later.accessToken()).isEqualTo("first");

    client.signOut();
    assertThat(client.subject()).isEmpty();
    fails(MusterException.SIGN_IN_REQUIRED, client::accessToken);
  }

  @Test
  void takesNoTokensThatAreNotForThisApp() {
    for (String idToken :
        List.of(
            "",
            "a.b.c",
            idToken("https://other", "\"app\"", "li", later()),
            idToken(issuer, "\"other\"", "li", later()),
            idToken(issuer, "[\"other\"]", "li", later()),
            idToken(issuer, "\"app\"", "li", 1000))) {
      says(
          "/oauth2/token",
          200,
          "{\"access_token\":\"a\",\"expires_in\":900,\"id_token\":\"" + idToken + "\"}");
      fails(MusterException.UNEXPECTED_ANSWER, () -> client.signIn("wecom", "c"));
    }
    says("/oauth2/token", 200, "{}");
    fails(MusterException.UNEXPECTED_ANSWER, () -> client.signIn("wecom", "c"));
    assertThat(client.subject()).isEmpty();
  }

  @Test
  void takesAnIdTokenForSeveral() throws MusterException {
    says(
        "/oauth2/token",
        200,
        "{\"access_token\":\"a\",\"expires_in\":900,\"id_token\":\""
            + idToken(issuer, "[\"other\",\"app\"]", "li", later())
            + "\"}");
    assertThat(client.signIn("wecom", "c").subject()).contains("li");
  }

  private Interaction asked() throws MusterException {
    says(
        "/oauth2/token",
        400,
        "{\"error\":\"interaction_required\",\"interaction\":{\"kind\":\"bind-or-create\","
            + "\"key\":\"k/1\",\"expiresIn\":300,\"proofs\":[\"password\",\"identity-source\"]}}");
    SignInResult asked = client.signIn("wecom", "c");
    assertThat(asked.subject()).isEmpty();
    Interaction interaction = asked.interaction().orElseThrow();
    assertThat(interaction.kind()).isEqualTo("bind-or-create");
    assertThat(interaction.mayCreate()).isTrue();
    assertThat(interaction.proofs()).containsExactly("password", "identity-source");
    assertThat(interaction.expiresAtMillis()).isGreaterThan(System.currentTimeMillis() + 200_000);
    assertThat(interaction.toString()).doesNotContain("k/1");
    return interaction;
  }

  @Test
  void followsWhatThePersonIsAsked() throws MusterException {
    Interaction interaction = asked();
    String path = "/login/interactions/k%2F1";
    says(path, 400, "{\"error\":\"invalid_proof\",\"attemptsLeft\":4}");

    SignInResult wrong = client.bindByPassword(interaction, "wang", "q\"\\\n");
    assertThat(wrong.attemptsLeft()).isEqualTo(4);
    assertThat(wrong.interaction()).containsSame(interaction);
    assertThat(requests.get(1))
        .contains(
            "{\"choice\":\"bind\",\"proof\":\"password\",\"username\":\"wang\","
                + "\"password\":\"q\\\"\\\\\\u000a\"}");
    says(path, 400, "{\"error\":\"invalid_proof\",\"attemptsLeft\":0}");
    assertThat(client.bindBySource(interaction, "lark", "c", "v").interaction()).isEmpty();
    assertThat(requests.get(2))
        .contains(
            "\"proof\":\"identity-source\",\"identity_source\":\"lark\",\"code\":\"c\","
                + "\"code_verifier\":\"v\"");
    says(path, 400, "{\"error\":\"invalid_interaction\"}");
    fails("invalid_interaction", () -> client.create(interaction));
    says(path, 200, tokens("a", 900, "", "wang"));
    assertThat(client.create(interaction).subject()).contains("wang");
    assertThat(requests.get(requests.size() - 1)).contains("{\"choice\":\"create\"}");
  }

  @Test
  void provesAnAccountByACodeThatWasSent() throws MusterException {
    Interaction interaction = asked();
    String path = "/login/interactions/k%2F1";
    says(path, 202, "{\"sent\":true,\"expiresIn\":600}");

    Interaction waiting = client.sendCode(interaction, "wang");
    assertThat(requests.get(1))
        .contains("{\"choice\":\"bind\",\"proof\":\"code\",\"username\":\"wang\"}");
    assertThat(waiting.expiresAtMillis()).isGreaterThan(System.currentTimeMillis() + 500_000);
    assertThat(waiting.proofs()).isEqualTo(interaction.proofs());
    says(path, 400, "{\"error\":\"invalid_proof\",\"attemptsLeft\":4}");
    assertThat(client.bindByCode(waiting, "000000").attemptsLeft()).isEqualTo(4);
    assertThat(requests.get(2))
        .contains("{\"choice\":\"bind\",\"proof\":\"code\",\"code\":\"000000\"}");
    says(path, 200, tokens("a", 900, "", "wang"));
    assertThat(client.bindByCode(waiting, "123456").subject()).contains("wang");
    says(path, 429, "{\"error\":\"temporarily_unavailable\"}");
    fails("temporarily_unavailable", () -> client.sendCode(interaction, "wang"));
  }

  @Test
  void believesNobodyWithoutTls() {
    for (String other :
        List.of("http://muster.example/t/acme", "http://localhost.example/t/acme", "ftp://x", "")) {
      assertThatThrownBy(() -> MusterClient.of(other, "app").build())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void readsWhatARefusedClientIsTold() {
    says("/oauth2/token", 401, "{\"error\":\"invalid_client\"}");
    fails("invalid_client", () -> client.signIn("wecom", "c"));
  }

  @Test
  void tellsWhatTheServerSaid() {
    says(
        "/oauth2/token",
        503,
        "{\"error\":\"temporarily_unavailable\",\"error_description\":\"Busy\"}");
    assertThatThrownBy(() -> client.signIn("wecom", "c"))
        .hasMessage("Busy")
        .isInstanceOfSatisfying(
            MusterException.class, e -> assertThat(e.retryAfterSeconds()).isEqualTo(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "[]", "{\"a\":", "{\"a\":tru}", "{\"a\":\"\\x\"}", "{} x"})
  void survivesWhatIsNoJson(String body) {
    says("/oauth2/token", 200, body);
    fails(MusterException.UNEXPECTED_ANSWER, () -> client.signIn("wecom", "c"));
    says("/oauth2/token", 502, body);
    fails(MusterException.UNEXPECTED_ANSWER, () -> client.signIn("wecom", "c"));
  }

  @Test
  void doesNotReadWithoutEnd() {
    says("/oauth2/token", 200, "[".repeat(5000));
    fails(MusterException.UNEXPECTED_ANSWER, () -> client.signIn("wecom", "c"));
    says("/oauth2/token", 200, " ".repeat((1 << 20) + 10));
    fails(MusterException.UNREACHABLE, () -> client.signIn("wecom", "c"));
  }

  @Test
  void saysThatNobodyAnswers() {
    server.stop(0);
    fails(MusterException.UNREACHABLE, () -> client.signIn("wecom", "c"));
  }

  @Test
  void refreshesATokenThatIsAboutToEndOnceForAll() throws Exception {
    signIn(10, "r1");
    says("/oauth2/token", 200, tokens("second", 900, "r2", "li"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(threads.submit(client::accessToken));
      }
      for (Future<String> each : all) {
        assertThat(each.get()).isEqualTo("second");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0)).contains("grant_type=refresh_token", "refresh_token=r1");
    assertThat(storage.read().orElseThrow()).contains("r2");
  }

  @Test
  void takesNobodyElsesTokensForARefreshedOne() throws MusterException {
    signIn(10, "r1");
    says("/oauth2/token", 200, tokens("second", 900, "r2", "wang"));
    fails(MusterException.UNEXPECTED_ANSWER, client::accessToken);
    assertThat(client.subject()).contains("li");
  }

  @Test
  void signsOutWhoseRefreshTokenIsWorthNothingAndKeepsWhomTheServerCouldNotServe()
      throws MusterException {
    signIn(10, "r1");
    says("/oauth2/token", 503, "{\"error\":\"temporarily_unavailable\"}");
    fails("temporarily_unavailable", client::accessToken);
    assertThat(client.subject()).contains("li");
    says("/oauth2/token", 400, "{\"error\":\"invalid_grant\"}");
    fails(MusterException.SIGN_IN_REQUIRED, client::accessToken);
    assertThat(client.subject()).isEmpty();
  }

  @Test
  void usesATokenToItsEndWhereItCannotBeRefreshed() throws MusterException {
    signIn(10, "");
    assertThat(client.accessToken()).isEqualTo("first");
    signIn(-1, "");
    fails(MusterException.SIGN_IN_REQUIRED, client::accessToken);
  }

  @Test
  void readsWhoThePersonIs() throws MusterException {
    signIn(900, "");
    says("/oauth2/userinfo", 200, "{\"sub\":\"li\",\"name\":\"李\",\"departments\":[\"7\"]}");
    assertThat(client.userInfo()).containsEntry("name", "李");
    assertThat(requests.get(0)).endsWith("Bearer first");
    says("/oauth2/userinfo", 401, "");
    fails(MusterException.SIGN_IN_REQUIRED, client::userInfo);
  }

  @Test
  void startsAnewWhereWhatWasKeptIsNotReadable() {
    for (String kept : List.of("", "x", "{}", "{\"accessToken\":7}")) {
      storage.write(kept);
      assertThat(client.subject()).isEmpty();
      fails(MusterException.SIGN_IN_REQUIRED, client::accessToken);
    }
  }
}
