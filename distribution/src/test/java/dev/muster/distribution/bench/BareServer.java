package dev.muster.distribution.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * What a sign-in cannot do without: the hops of the gateway, its two calls to the platform, an ID
 * token with the same signature. No storage, no checks of the client, no pages, no log. On the
 * Jetty of the product's own HTTP bundle.
 */
public final class BareServer extends Handler.Abstract {
  private static final String STATE_COOKIE = "state";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final SecureRandom random = new SecureRandom();
  private final Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
  private final int port;
  private final String platform;
  private final JWSHeader header;
  private final JWSSigner signer;
  private volatile String accessToken = "";

  private BareServer(int port, int platformPort, JWSAlgorithm algorithm) throws JOSEException {
    this.port = port;
    this.platform = "http://127.0.0.1:" + platformPort + "/wechatwork";
    this.header = new JWSHeader.Builder(algorithm).keyID("bare").build();
    this.signer =
        algorithm.equals(JWSAlgorithm.ES256)
            ? new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate())
            : new RSASSASigner(new RSAKeyGenerator(2048).generate());
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments its port, the simulated platform's port, the algorithm of its ID tokens
   * @throws Exception if it cannot start
   */
  public static void main(String... arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    Server server = new Server(new InetSocketAddress("127.0.0.1", port));
    server.setHandler(
        new BareServer(port, Integer.parseInt(arguments[1]), JWSAlgorithm.parse(arguments[2])));
    server.start();
    System.out.println("READY");
    server.join();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (path.endsWith("/oauth2/authorize")) {
      authorize(request, response);
    } else if (path.endsWith("/callback")) {
      callback(request, response);
    } else if (path.endsWith("/oauth2/token")) {
      byte[] body = token(request);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      response.write(true, ByteBuffer.wrap(body), callback);
      return true;
    } else {
      return false;
    }
    callback.succeeded();
    return true;
  }

  private void authorize(Request request, Response response) throws Exception {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String state = text.encodeToString(bytes);
    Fields query = Request.extractQueryParameters(request);
    String carried = query.getValue("state") + "~" + query.getValue("nonce");
    Response.addCookie(
        response,
        HttpCookie.build(STATE_COOKIE, state + "~" + carried).path("/").httpOnly(true).build());
    String back = "http://localhost:" + port + LoadPlan.CALLBACK;
    redirect(
        response,
        platform
            + "/wwlogin/sso/login?login_type=CorpApp&appid="
            + BenchPlatform.CORP_ID
            + "&agentid="
            + BenchPlatform.AGENT_ID
            + "&redirect_uri="
            + encode(back)
            + "&state="
            + state);
  }

  private void callback(Request request, Response response) throws Exception {
    Fields query = Request.extractQueryParameters(request);
    String[] cookie = stateCookie(request).split("~");
    if (!cookie[0].equals(query.getValue("state"))) {
      response.setStatus(400);
      return;
    }
    JsonNode whose = call("/cgi-bin/auth/getuserinfo", "code", query.getValue("code"));
    JsonNode person = call("/cgi-bin/user/get", "userid", whose.path("userid").textValue());
    String code =
        String.join("~", person.path("userid").asText(), person.path("name").asText(), cookie[2]);
    redirect(
        response,
        LoadPlan.REDIRECT_URI
            + "?code="
            + text.encodeToString(code.getBytes(StandardCharsets.UTF_8))
            + "&state="
            + cookie[1]);
  }

  private byte[] token(Request request) throws Exception {
    Fields form = Request.getParameters(request);
    String code =
        new String(Base64.getUrlDecoder().decode(form.getValue("code")), StandardCharsets.UTF_8);
    String[] parts = code.split("~");
    Instant now = Instant.now();
    SignedJWT idToken =
        new SignedJWT(
            header,
            new JWTClaimsSet.Builder()
                .issuer("http://localhost:" + port + "/t/" + LoadPlan.TENANT)
                .subject(parts[0])
                .audience(LoadPlan.CLIENT_ID)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(900)))
                .claim("auth_time", now.getEpochSecond())
                .claim("name", parts[1])
                .claim("nonce", parts[2])
                .build());
    idToken.sign(signer);
    return json.writeValueAsBytes(
        Map.of(
            "access_token",
            UUID.randomUUID().toString(),
            "token_type",
            "Bearer",
            "expires_in",
            900,
            "id_token",
            idToken.serialize()));
  }

  private JsonNode call(String path, String name, String value)
      throws IOException, InterruptedException {
    if (accessToken.isEmpty()) {
      accessToken = askForToken();
    }
    JsonNode answer =
        fetch(path + "?access_token=" + encode(accessToken) + "&" + name + "=" + encode(value));
    if (answer.path("errcode").asInt(-1) != 0) {
      throw new IOException(answer.toString());
    }
    return answer;
  }

  private synchronized String askForToken() throws IOException, InterruptedException {
    String query =
        "?corpid=" + BenchPlatform.CORP_ID + "&corpsecret=" + encode(BenchPlatform.APP_SECRET);
    return fetch("/cgi-bin/gettoken" + query).path("access_token").textValue();
  }

  private JsonNode fetch(String target) throws IOException, InterruptedException {
    HttpRequest call =
        HttpRequest.newBuilder(URI.create(platform + target))
            .timeout(Duration.ofSeconds(5))
            .build();
    return json.readTree(http.send(call, BodyHandlers.ofByteArray()).body());
  }

  private static String stateCookie(Request request) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(STATE_COOKIE))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  private static void redirect(Response response, String location) {
    response.setStatus(302);
    response.getHeaders().put(new HttpField(HttpHeader.LOCATION, location));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
