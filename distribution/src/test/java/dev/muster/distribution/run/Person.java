package dev.muster.distribution.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.PlainBrowser;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Somebody with a browser, who signs in to the application over plain HTTP, hop by hop; the
 * application's own call is made here as well. Remembers everything that nobody else may learn.
 */
final class Person {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** RFC 7636, appendix B. */
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
  private final PlainBrowser browser = new PlainBrowser();
  private final List<String> secrets = new ArrayList<>(List.of(VERIFIER));
  private final String name;
  private final String base;

  Person(String name) {
    this(name, "default");
  }

  /** Somebody who signs in to a tenant. */
  Person(String name, String tenant) {
    this.name = name;
    this.base = "/t/" + tenant;
  }

  /** Codes, tokens and cookies that came by so far. */
  List<String> secrets() {
    return Stream.concat(secrets.stream(), browser.values().stream()).toList();
  }

  /** From the application to the platform and back to the address of the callback, not into it. */
  URI scan(Distribution node) {
    URI start =
        URI.create(
            node.publicUrl()
                + base
                + "/oauth2/authorize?response_type=code&client_id="
                + Company.CLIENT_ID
                + "&redirect_uri="
                + encode(Company.REDIRECT_URI)
                + "&scope=openid%20profile&state=af0ifjsldkj&nonce=n-0S6_WzA2Mj&code_challenge="
                + CHALLENGE
                + "&code_challenge_method=S256&identity_source="
                + Company.SOURCE);
    URI platform = browser.browse(start);
    URI callback = browser.sentFrom(URI.create(platform + "&scan_as=" + name));
    secrets.add(parameter(callback, "code"));
    return callback;
  }

  /** Into the callback and on to the application; the address there carries a code. */
  URI arrive(URI callback) {
    URI application = browser.browse(callback);
    secrets.add(parameter(application, "code"));
    return application;
  }

  /** What the application is told for that code. */
  JsonNode redeem(Distribution node, URI application) {
    String form =
        "grant_type=authorization_code&code="
            + encode(parameter(application, "code"))
            + "&redirect_uri="
            + encode(Company.REDIRECT_URI)
            + "&code_verifier="
            + VERIFIER;
    String credentials = Company.CLIENT_ID + ":" + Company.CLIENT_SECRET;
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(address(node, base + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(form)));
    try {
      JsonNode tokens = JSON.readTree(answer.body());
      if (answer.statusCode() != 200 || !tokens.has("id_token")) {
        throw new AssertionError("no ID token: " + answer.statusCode() + " " + answer.body());
      }
      secrets.add(tokens.path("id_token").asText());
      secrets.add(tokens.path("access_token").asText());
      return tokens;
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  /** From start to end at one node. */
  JsonNode signIn(Distribution node) {
    return redeem(node, arrive(scan(node)));
  }

  /** The person's own page, as text. */
  HttpResponse<String> account(Distribution node) {
    return get(address(node, base + "/account"));
  }

  /** One request of the browser. */
  HttpResponse<String> get(URI address) {
    return browser.get(address);
  }

  private static URI address(Distribution node, String path) {
    return URI.create("http://127.0.0.1:" + node.port() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String parameter(URI address, String name) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : Optional.ofNullable(address.getRawQuery()).orElse("").split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(
          parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return Optional.ofNullable(parameters.get(name))
        .orElseThrow(() -> new AssertionError("no " + name + " in " + parameters.keySet()));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
