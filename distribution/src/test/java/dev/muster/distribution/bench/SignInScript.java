package dev.muster.distribution.bench;

import static dev.muster.distribution.bench.Browser.encode;
import static dev.muster.distribution.bench.Browser.head;
import static dev.muster.distribution.bench.Browser.query;
import static dev.muster.distribution.bench.Browser.required;

import dev.muster.distribution.bench.HttpConnection.Answer;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * One person after another signs in: what a browser, the platform's page and an application do, in
 * one thread, on connections that are kept. Each person is a browser without a cookie.
 */
final class SignInScript implements Closeable {
  /** RFC 7636, appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final LoadPlan plan;
  private final BenchClient client;
  private final HttpConnection server;
  private final HttpConnection platform;
  private final String start;

  /** Signs people in for a client. */
  SignInScript(LoadPlan plan, BenchClient client) throws IOException {
    this.plan = plan;
    this.client = client;
    this.server = new HttpConnection(plan.port());
    this.platform = new HttpConnection(plan.platformPort());
    this.start = authorize(client);
  }

  /**
   * Tokens that a client got.
   *
   * @param answer the token endpoint's, as JSON
   * @param nanos how long the server's answers took
   */
  record Tokens(String answer, long nanos) {}

  /**
   * Signs somebody in.
   *
   * @param person the person's id at the platform
   * @return nanoseconds that the server's hops took, the platform's page not counted
   * @throws IOException if anything but an ID token comes of it
   */
  long signIn(String person) throws IOException {
    return signIn(person, browser()).nanos();
  }

  /** Signs somebody in, in a browser in which a session is there then. */
  Tokens signIn(String person, Browser browser) throws IOException {
    long before = System.nanoTime();
    URI atPlatform = toPlatform(browser);
    long first = System.nanoTime() - before;
    String callback = callback(person, atPlatform);
    before = System.nanoTime();
    String answer = redeem(client, browser.leave(callback));
    return new Tokens(answer, first + System.nanoTime() - before);
  }

  /** Goes to another application in the session that is there. */
  Tokens again(BenchClient other, Browser browser) throws IOException {
    long before = System.nanoTime();
    String answer = redeem(other, browser.leave(authorize(other)));
    return new Tokens(answer, System.nanoTime() - before);
  }

  /** A browser without a cookie. */
  Browser browser() {
    return new Browser(server, plan.port());
  }

  /**
   * Begins a sign-in.
   *
   * @return where the platform waits
   * @throws IOException if the person is not sent there
   */
  URI toPlatform(Browser browser) throws IOException {
    return browser.leave(start);
  }

  /** What a browser opens to come to an application. */
  String authorize(BenchClient of) {
    return plan.base()
        + "/oauth2/authorize?response_type=code&client_id="
        + of.id()
        + "&redirect_uri="
        + encode(LoadPlan.REDIRECT_URI)
        + "&scope="
        + of.scope().replace(" ", "%20")
        + "&state=af0ifjsldkj&nonce=n-0S6_WzA2Mj&code_challenge="
        + CHALLENGE
        + "&code_challenge_method=S256&identity_source="
        + plan.manner().source();
  }

  /** Where the platform sends somebody back to with a code, on the server. */
  String callback(String person, URI atPlatform) throws IOException {
    Map<String, String> asked = query(atPlatform);
    String wishes = "&redirectUri=" + encode(required(asked, "redirect_uri"));
    if (asked.containsKey("code_challenge")) {
      wishes += "&codeChallenge=" + encode(asked.get("code_challenge"));
    }
    String code = code(person, wishes);
    return URI.create(required(asked, "redirect_uri")).getRawPath()
        + "?code="
        + code
        + "&state="
        + encode(required(asked, "state"));
  }

  /** A code of the platform's, such as an app gets without a page where there are no wishes. */
  String code(String person, String wishes) throws IOException {
    Answer answer = platform.post(plan.platform().codes(), "", "person=" + person + wishes);
    if (answer.status() != 200) {
      throw new IOException("no code from the platform: " + answer.status());
    }
    return field(answer.body(), "code");
  }

  private String redeem(BenchClient of, URI atApplication) throws IOException {
    return tokens(
        of,
        "grant_type=authorization_code&code="
            + encode(required(query(atApplication), "code"))
            + "&redirect_uri="
            + encode(LoadPlan.REDIRECT_URI)
            + "&code_verifier="
            + VERIFIER);
  }

  /** Tokens for whatever a client has. */
  String tokens(BenchClient of, String form) throws IOException {
    Answer tokens = post("/oauth2/token", of.authorization(), form);
    if (tokens.status() != 200 || !tokens.body().contains("\"id_token\"")) {
      throw new IOException("no ID token: " + tokens.status() + " " + tokens.body());
    }
    return tokens.body();
  }

  /** What an application sends to an endpoint, below the tenant's address. */
  Answer post(String path, String authorization, String form) throws IOException {
    return server.post(plan.base() + path, authorization, form);
  }

  /** A field of an answer, of which the value is text without escapes. */
  static String field(String json, String name) throws IOException {
    int key = json.indexOf("\"" + name + "\"");
    int from = json.indexOf('"', json.indexOf(':', key)) + 1;
    if (key < 0 || from == 0) {
      throw new IOException("no " + name + " in " + head(json));
    }
    return json.substring(from, json.indexOf('"', from));
  }

  @Override
  public void close() throws IOException {
    server.close();
    platform.close();
  }
}
