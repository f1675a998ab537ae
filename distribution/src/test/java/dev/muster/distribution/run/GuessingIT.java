package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wrong passwords, secrets and tokens, from several addresses: as a trusted proxy names them. */
class GuessingIT {
  private static final String PASSWORD = "right password of the tests";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Company company;
  private static Distribution node;
  private static Child process;

  @BeforeAll
  static void start() {
    company = new Company();
    node =
        Distribution.unpack(
            "guessing",
            company.settings(
                Map.of(
                    "MUSTER_ADMIN_PASSWORD", PASSWORD, "MUSTER_TRUSTED_PROXIES", "127.0.0.1/32")));
    process = node.run();
    Company.bind(node);
  }

  @AfterAll
  static void stop() {
    process.close();
    company.close();
  }

  private static HttpResponse<String> send(
      String address, String path, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
            .header("X-Forwarded-For", address);
    headers.forEach(request::header);
    if (!body.isEmpty()) {
      request.POST(BodyPublishers.ofString(body));
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> signIn(String address, String password, String cookie) {
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    if (!cookie.isEmpty()) {
      headers.put("Cookie", cookie);
    }
    return send(
        address,
        "/api/v1/session",
        headers,
        "{\"username\":\"admin\",\"password\":\"" + password + "\"}");
  }

  private static HttpResponse<String> token(String address, String secret) {
    String basic =
        Base64.getEncoder()
            .encodeToString((Company.CLIENT_ID + ":" + secret).getBytes(StandardCharsets.US_ASCII));
    return send(
        address,
        "/t/default/oauth2/token",
        Map.of(
            "Authorization", "Basic " + basic, "Content-Type", "application/x-www-form-urlencoded"),
        "grant_type=authorization_code&code=x&code_verifier="
            + "v".repeat(43)
            + "&redirect_uri="
            + URLEncoder.encode("https://shop.example/cb", StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> api(String address, String token, String path) {
    return send(address, "/api/v1" + path, Map.of("Authorization", "Bearer " + token), "");
  }

  private static List<Integer> statuses(int times, IntFunction<HttpResponse<String>> attempt) {
    return IntStream.range(0, times).mapToObj(i -> attempt.apply(i).statusCode()).toList();
  }

  private static final List<Integer> TEN = Stream.generate(() -> 401).limit(10).toList();

  @Test
  void ofThePasswordMakesThatAddressWaitAlone() {
    String device =
        signIn("203.0.113.1", PASSWORD, "").headers().allValues("Set-Cookie").stream()
            .filter(cookie -> cookie.startsWith("muster-device="))
            .findFirst()
            .orElseThrow()
            .split(";", 2)[0];
    assertThat(statuses(10, i -> signIn("203.0.113.1", "wrong", ""))).isEqualTo(TEN);

    HttpResponse<String> eleventh = signIn("203.0.113.1", PASSWORD, "");
    assertThat(eleventh.statusCode()).isEqualTo(429);
    assertThat(eleventh.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(signIn("203.0.113.2", PASSWORD, "").statusCode()).isEqualTo(200);
    assertThat(signIn("203.0.113.1", PASSWORD, device).statusCode()).isEqualTo(200);
    assertThat(events("", "admin.sign-in-refused")).contains("203.0.113.1").doesNotContain("wrong");
  }

  @Test
  void ofAClientSecretMakesThatAddressWaitAlone() {
    assertThat(statuses(10, i -> token("203.0.113.3", "guess-" + i))).isEqualTo(TEN);

    HttpResponse<String> eleventh = token("203.0.113.3", Company.CLIENT_SECRET);
    assertThat(eleventh.statusCode()).isEqualTo(429);
    assertThat(eleventh.body()).contains("\"error\":\"temporarily_unavailable\"");
    assertThat(token("203.0.113.4", Company.CLIENT_SECRET).body()).contains("invalid_grant");
    assertThat(events("/tenants/default", "client.authentication-refused"))
        .contains("client:" + Company.CLIENT_ID, "203.0.113.3");
  }

  @Test
  void ofATokenMakesThatAddressWaitAlone() {
    assertThat(statuses(10, i -> api("203.0.113.5", "guess-" + i, "/tenants"))).isEqualTo(TEN);

    assertThat(api("203.0.113.5", Distribution.ADMIN_TOKEN, "/tenants").statusCode())
        .isEqualTo(429);
    assertThat(api("203.0.113.6", Distribution.ADMIN_TOKEN, "/tenants").statusCode())
        .isEqualTo(200);
    assertThat(events("", "token.refused")).contains("203.0.113.5");
  }

  private static String events(String tenant, String action) {
    HttpResponse<String> answer =
        api("203.0.113.9", Distribution.ADMIN_TOKEN, tenant + "/audit-events?action=" + action);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
