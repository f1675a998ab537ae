package dev.muster.distribution.bench;

import dev.muster.distribution.bench.HttpConnection.Answer;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One person after another signs in: what a browser, the platform's page and an application do, in
 * one thread, on connections that are kept. Each person is a browser without a cookie.
 */
final class SignInScript implements Closeable {
  private static final int MOST_HOPS = 6;

  /** RFC 7636, appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final LoadPlan plan;
  private final HttpConnection server;
  private final HttpConnection platform;
  private final String start;
  private final String ownOrigin;
  private final String authorization;

  SignInScript(LoadPlan plan) throws IOException {
    this.plan = plan;
    this.server = new HttpConnection(plan.port());
    this.platform = new HttpConnection(plan.platformPort());
    this.ownOrigin = "http://localhost:" + plan.port();
    this.start =
        plan.base()
            + "/oauth2/authorize?response_type=code&client_id="
            + LoadPlan.CLIENT_ID
            + "&redirect_uri="
            + encode(LoadPlan.REDIRECT_URI)
            + "&scope=openid%20profile&state=af0ifjsldkj&nonce=n-0S6_WzA2Mj&code_challenge="
            + CHALLENGE
            + "&code_challenge_method=S256&identity_source="
            + plan.platform().id();
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (LoadPlan.CLIENT_ID + ":" + LoadPlan.CLIENT_SECRET)
                        .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Signs somebody in.
   *
   * @param person the person's id at the platform
   * @return nanoseconds that the server's hops took, the platform's page not counted
   * @throws IOException if anything but an ID token comes of it
   */
  long signIn(String person) throws IOException {
    Map<String, String> jar = new LinkedHashMap<>();
    long before = System.nanoTime();
    URI atPlatform = toPlatform(jar);
    long first = System.nanoTime() - before;

    Map<String, String> asked = query(atPlatform);
    String code = code(person, asked);
    URI callback = URI.create(required(asked, "redirect_uri"));
    String target =
        callback.getRawPath() + "?code=" + code + "&state=" + encode(required(asked, "state"));

    before = System.nanoTime();
    URI atApplication = browse(target, jar, ownOrigin);
    String form =
        "grant_type=authorization_code&code="
            + encode(required(query(atApplication), "code"))
            + "&redirect_uri="
            + encode(LoadPlan.REDIRECT_URI)
            + "&code_verifier="
            + VERIFIER;
    Answer tokens = server.post(plan.base() + "/oauth2/token", authorization, form);
    long rest = System.nanoTime() - before;
    if (tokens.status() != 200 || !tokens.body().contains("\"id_token\"")) {
      throw new IOException("no ID token: " + tokens.status() + " " + tokens.body());
    }
    return first + rest;
  }

  /**
   * Begins a sign-in.
   *
   * @param jar the browser's cookies
   * @return where the platform waits
   * @throws IOException if the person is not sent there
   */
  URI toPlatform(Map<String, String> jar) throws IOException {
    return browse(start, jar, ownOrigin);
  }

  /** Follows redirects for as long as they stay on the server. */
  private URI browse(String target, Map<String, String> jar, String origin) throws IOException {
    String next = target;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      Answer answer = server.get(next, cookies(jar));
      answer.cookies().forEach(cookie -> keep(cookie, jar));
      if (answer.status() / 100 != 3 || answer.location().isEmpty()) {
        throw new IOException(next + ": " + answer.status() + " " + head(answer.body()));
      }
      String location = answer.location();
      if (location.startsWith(origin + "/")) {
        next = location.substring(origin.length());
      } else if (location.startsWith("/")) {
        next = location;
      } else {
        return URI.create(location);
      }
    }
    throw new IOException(target + ": redirected without end");
  }

  private String code(String person, Map<String, String> asked) throws IOException {
    String form = "person=" + person + "&redirectUri=" + encode(required(asked, "redirect_uri"));
    if (asked.containsKey("code_challenge")) {
      form += "&codeChallenge=" + encode(asked.get("code_challenge"));
    }
    Answer answer = platform.post(plan.platform().codes(), "", form);
    String body = answer.body();
    int key = body.indexOf("\"code\"");
    int from = body.indexOf('"', body.indexOf(':', key)) + 1;
    if (answer.status() != 200 || key < 0) {
      throw new IOException("no code from the platform: " + answer.status() + " " + head(body));
    }
    return body.substring(from, body.indexOf('"', from));
  }

  private static void keep(String setCookie, Map<String, String> jar) {
    int equals = setCookie.indexOf('=');
    int end = setCookie.indexOf(';');
    String name = setCookie.substring(0, equals);
    String value = setCookie.substring(equals + 1, end < 0 ? setCookie.length() : end);
    if (value.isEmpty() || setCookie.contains("Max-Age=0")) {
      jar.remove(name);
    } else {
      jar.put(name, value);
    }
  }

  private static String cookies(Map<String, String> jar) {
    StringBuilder header = new StringBuilder();
    jar.forEach(
        (name, value) ->
            header.append(header.length() == 0 ? "" : "; ").append(name).append('=').append(value));
    return header.toString();
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  private static String required(Map<String, String> parameters, String name) throws IOException {
    String value = parameters.get(name);
    if (value == null) {
      throw new IOException("no " + name + " in " + parameters.keySet());
    }
    return value;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String head(String body) {
    return body.substring(0, Math.min(300, body.length()));
  }

  @Override
  public void close() throws IOException {
    server.close();
    platform.close();
  }
}
