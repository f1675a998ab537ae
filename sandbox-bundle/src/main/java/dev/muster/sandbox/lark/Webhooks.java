package dev.muster.sandbox.lark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.PlatformState;
import dev.muster.sandbox.common.WebhookCall;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Writes events as the platform sends them: encrypted, and signed but for the address check. */
final class Webhooks {
  private static final int BLOCK = 16;

  private final SecureRandom random = new SecureRandom();
  private final PlatformState<World> state;
  private final Clock clock;

  Webhooks(PlatformState<World> state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  WebhookCall of(Happening what, String subject) {
    return switch (what) {
      case VERIFICATION -> {
        ObjectNode plain =
            Json.object()
                .put("challenge", UUID.randomUUID().toString())
                .put("token", world().app().verificationToken())
                .put("type", "url_verification");
        yield new WebhookCall("POST", Map.of(), Map.of("Content-Type", JSON), encrypted(plain));
      }
      case LEFT -> signed("contact.user.deleted_v3", user(subject));
      case CHANGED -> signed("contact.user.updated_v3", user(subject));
      case RENAMED -> {
        String[] ids = subject.split(" ", 2);
        if (ids.length < 2) {
          throw new IllegalArgumentException("subject has to be the old and the new id");
        }
        ObjectNode event = user(ids[1]);
        event.putObject("old_object").put("user_id", ids[0]);
        yield signed("contact.user.updated_v3", event);
      }
      case DEPARTMENT_CHANGED -> {
        ObjectNode event = Json.object();
        event.putObject("object").put("open_department_id", subject);
        yield signed("contact.department.updated_v3", event);
      }
    };
  }

  /** People came into a chat ({@code added}), or left it ({@code deleted}). */
  WebhookCall members(String what, GroupChat chat, List<String> people) {
    ObjectNode event = chat(chat).put("name", chat.title());
    ArrayNode users = event.putArray("users");
    for (String person : people) {
      ObjectNode user =
          users
              .addObject()
              .put("name", world().person(person).map(it -> it.name().zh()).orElse(person))
              .put("tenant_key", world().tenantKey());
      user.set("user_id", user(person).path("object"));
    }
    return signed("im.chat.member.user." + what + "_v1", event);
  }

  WebhookCall renamed(GroupChat before, String name) {
    ObjectNode event = chat(before);
    event.putObject("after_change").put("name", name);
    event.putObject("before_change").put("name", before.title());
    return signed("im.chat.updated_v1", event);
  }

  WebhookCall dissolved(GroupChat chat) {
    return signed("im.chat.disbanded_v1", chat(chat).put("name", chat.title()));
  }

  private ObjectNode chat(GroupChat chat) {
    return Json.object()
        .put("chat_id", chat.id())
        .put("external", false)
        .put("operator_tenant_key", world().tenantKey());
  }

  private static final String JSON = "application/json;charset=utf-8";

  private ObjectNode user(String id) {
    ObjectNode event = Json.object();
    ObjectNode object = event.putObject("object").put("open_id", openId(id));
    if (world().app().scopes().contains(Scopes.USER_ID)) {
      object.put("user_id", id);
    }
    return event;
  }

  private String openId(String id) {
    return world().person(id).map(Person::openId).orElse("ou_" + id);
  }

  private WebhookCall signed(String type, ObjectNode event) {
    World.App app = world().app();
    ObjectNode plain = Json.object().put("schema", "2.0");
    plain
        .putObject("header")
        .put("event_id", UUID.randomUUID().toString())
        .put("event_type", type)
        .put("create_time", Long.toString(clock.millis()))
        .put("token", app.verificationToken())
        .put("app_id", app.appId())
        .put("tenant_key", world().tenantKey());
    plain.set("event", event);
    byte[] body = encrypted(plain);
    String timestamp = Long.toString(clock.millis() / 1000);
    String nonce = Integer.toString(random.nextInt(1_000_000_000));
    MessageDigest digest = sha256();
    digest.update((timestamp + nonce + app.encryptKey()).getBytes(StandardCharsets.UTF_8));
    digest.update(body);
    return new WebhookCall(
        "POST",
        Map.of(),
        Map.of(
            "Content-Type", JSON,
            "X-Lark-Request-Timestamp", timestamp,
            "X-Lark-Request-Nonce", nonce,
            "X-Lark-Signature", HexFormat.of().formatHex(digest.digest())),
        body);
  }

  private byte[] encrypted(ObjectNode plain) {
    try {
      byte[] iv = new byte[BLOCK];
      random.nextBytes(iv);
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      byte[] key = sha256().digest(world().app().encryptKey().getBytes(StandardCharsets.UTF_8));
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      byte[] sealed = cipher.doFinal(Json.bytes(plain));
      byte[] wire = Arrays.copyOf(iv, BLOCK + sealed.length);
      System.arraycopy(sealed, 0, wire, BLOCK, sealed.length);
      return Json.bytes(Json.object().put("encrypt", Base64.getEncoder().encodeToString(wire)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has AES", e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private World world() {
    return state.world();
  }
}
