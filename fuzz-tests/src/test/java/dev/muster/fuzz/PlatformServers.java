package dev.muster.fuzz;

import static dev.muster.core.testing.TestCore.ALICE;

import dev.muster.core.task.TaskQueue;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import dev.muster.core.webhook.WebhookIntake;
import dev.muster.dingtalk.DingTalkProvider;
import dev.muster.lark.LarkProvider;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.WebhookEnvelope;
import dev.muster.spi.platform.WebhookEnvelope.Content;
import dev.muster.web.fake.AnyApi;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestServer;
import dev.muster.web.sdk.SdkRoutes;
import dev.muster.web.signin.TenantAddresses;
import dev.muster.web.signin.WebhookRoutes;
import dev.muster.wechatwork.WechatWorkProvider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A tenant with a mobile app of every platform, to which their servers send events. An input whose
 * method is {@code EVENT} or {@code CHECK} and whose address is a platform is what lies inside: it
 * is encrypted and signed as the platform would.
 */
final class PlatformServers implements Subject {
  private static final String TENANT = "acme";
  private static final String TOKEN = "callbacktoken";
  private static final String AES_KEY = "SandboxSandboxSandboxSandboxSandboxSandbox1";
  private static final String ENCRYPT_KEY = "encryptkey";
  private static final String APP_SECRET = "appsecret-0123456789";
  private static final int BLOCK = 16;
  private static final int MANY = 1_000_000;

  private final TestCore core = new TestCore();
  private final Changed changed;
  private final TestServer server;

  PlatformServers() {
    core.tenants.create(ALICE, TENANT, "Acme");
    core.platforms.all.clear();
    core.offer(new WechatWorkProvider());
    core.offer(new DingTalkProvider());
    core.offer(new LarkProvider());
    Map<String, String> keys = Map.of("callbackToken", TOKEN, "callbackAesKey", AES_KEY);
    bind("wechatwork", Map.of("corpId", "wwcorp", "agentId", "218", "secret", APP_SECRET), keys);
    bind(
        "dingtalk",
        Map.of("corpId", "dingcorp", "clientId", "dingapp", "clientSecret", APP_SECRET),
        keys);
    bind(
        "lark",
        Map.of("cloud", "feishu", "appId", "cli_a", "appSecret", APP_SECRET),
        Map.of("encryptKey", ENCRYPT_KEY, "verificationToken", TOKEN));
    CountedMetrics metrics = new CountedMetrics();
    TaskQueue queue = new TaskQueue(core.storage, core.clock, MANY, MANY);
    server =
        new TestServer(
            TestInstallation.plain().at(Invariants.PUBLIC_URL),
            metrics,
            new AnyApi(),
            new TenantAddresses(core.tenants),
            new SdkRoutes(core.tenants),
            new WebhookRoutes(
                new WebhookIntake(
                    core.credentials, core.connections, core.changes, queue, metrics, core.clock)));
    changed = new Changed(core.store);
  }

  private void bind(String platform, Map<String, String> app, Map<String, String> keys) {
    Map<String, String> fields = new HashMap<>(app);
    fields.putAll(keys);
    core.mobileApps.bind(ALICE, TENANT, platform, fields);
  }

  @Override
  public TestServer server() {
    return server;
  }

  @Override
  public Optional<String> value(String word) {
    return word.equals("token") ? Optional.of(TOKEN) : Optional.empty();
  }

  @Override
  public Changed changed() {
    return changed;
  }

  @Override
  public List<String> secrets() {
    return List.of(TOKEN, AES_KEY, ENCRYPT_KEY, APP_SECRET);
  }

  @Override
  public boolean mayChange(String collection, Input input) {
    return input.used().contains("sealed") && collection.equals("task");
  }

  @Override
  public void after(Input input, Response response, Map<String, Integer> changes) {
    core.clock.advance(Duration.ofSeconds(1));
    changed.ended();
  }

  /** What a platform would send, where the input is what lies inside; else the input itself. */
  Input sealed(Input input) {
    boolean check = input.method().equals("CHECK");
    if (!check && !input.method().equals("EVENT")) {
      return input;
    }
    String message = new String(input.body(), StandardCharsets.UTF_8);
    return switch (input.address()) {
      case "wechatwork" -> enveloped(input, check, "wwcorp", message);
      case "dingtalk" -> enveloped(input, false, "dingapp", message);
      default -> encrypted(input, message);
    };
  }

  private Input enveloped(Input input, boolean check, String receiver, String message) {
    WebhookEnvelope envelope =
        WebhookEnvelope.of(Secret.of(TOKEN), Secret.of(AES_KEY)).orElseThrow();
    boolean dingtalk = receiver.equals("dingapp");
    long millis = core.clock.millis();
    String timestamp = Long.toString(dingtalk ? millis : millis / 1000);
    String encrypted = envelope.seal(new Content(message, receiver));
    String query =
        "?msg_signature=%s&timestamp=%s&nonce=n0nce"
            .formatted(envelope.sign(timestamp, "n0nce", encrypted), timestamp);
    String address = "/t/acme/callbacks/" + input.address() + query;
    if (check) {
      return sent(input, "GET", address + "&echostr=" + url(encrypted), List.of(), "");
    }
    String body =
        dingtalk
            ? "{\"encrypt\":\"" + encrypted + "\"}"
            : "<xml><Encrypt><![CDATA[" + encrypted + "]]></Encrypt></xml>";
    return sent(input, "POST", address, List.of(), body);
  }

  private static String url(String base64) {
    return base64.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
  }

  private Input encrypted(Input input, String message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] key = digest.digest(bytes(ENCRYPT_KEY));
      byte[] iv = new byte[BLOCK];
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      byte[] sealed = cipher.doFinal(bytes(message));
      byte[] wire = Arrays.copyOf(iv, BLOCK + sealed.length);
      System.arraycopy(sealed, 0, wire, BLOCK, sealed.length);
      String body = "{\"encrypt\":\"" + Base64.getEncoder().encodeToString(wire) + "\"}";
      String timestamp = Long.toString(core.clock.millis() / 1000);
      String signature =
          HexFormat.of().formatHex(digest.digest(bytes(timestamp + "n0nce" + ENCRYPT_KEY + body)));
      return sent(
          input,
          "POST",
          "/t/acme/callbacks/lark",
          List.of(
              new Input.Header("X-Lark-Request-Timestamp", timestamp),
              new Input.Header("X-Lark-Request-Nonce", "n0nce"),
              new Input.Header("X-Lark-Signature", signature)),
          body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Input sent(
      Input input, String method, String address, List<Input.Header> headers, String body) {
    return new Input(method, address, headers, bytes(body), Set.of("sealed"), input.sent());
  }
}
