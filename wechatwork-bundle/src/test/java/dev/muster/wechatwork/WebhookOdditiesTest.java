package dev.muster.wechatwork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.WebhookEvent;
import dev.muster.spi.platform.WebhookEvent.DepartmentChanged;
import dev.muster.spi.platform.WebhookEvent.UserChanged;
import dev.muster.spi.platform.WebhookEvent.UserLeft;
import dev.muster.spi.platform.WebhookEvent.UserRenamed;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks;
import dev.muster.spi.platform.Webhooks.Received;
import dev.muster.spi.platform.Webhooks.Received.Accepted;
import dev.muster.spi.platform.Webhooks.Received.Rejected;
import dev.muster.testkit.platform.TestProviderContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendor's own samples of webhook events, and what is particular to them. */
final class WebhookOdditiesTest {
  private static final String TOKEN = "QDG6eK";
  private static final String KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
  private static final String CORP = "wx5823bf96d3bd56c7";
  private static final Instant THEN = Instant.ofEpochSecond(1_409_659_813);

  private static final String MESSAGE =
      "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHH"
          + "hGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4a"
          + "SknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP"
          + "7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8"
          + "V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p"
          + "8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==";

  private static final String MESSAGE_WITH_ODD_PREFIX =
      "EUCt7xMcNiyASzZj0Hjc5yDjFQrCum6AfQ3ntHiUzjGQ51xieKmbvtrZ40/EcB2W/W8yH0n4Lqx48gJl"
          + "/T9HD/R309I0P/r5pIZucK3lyEn48FYMr4YdE0QdL2jIJ3xkcXUr6uzefzCxG6lMvwpAJaOyVCzN7sRR"
          + "w47njfxy5EIqU6R9ZBhlTzfdnhhOhK/nTwzrZX3SoGlXFA9OBeZ6ru1NWpXFk76x9DUMe0lcxPPiUqK8"
          + "ctnQcYXSGUHVqC6DfG7E7mab0OmruNN8cBZY5d3dYOBA4OgaH55Q0AJmUpdT8vNiXpXx+6TxT3TIjySX"
          + "pDrHVyrsb772aYywgg/Nu4kUmGkALwFZlzhjNegR7wDwb9lr4ERXsSSS8JZ8lbBmaQ3F2Tq584xoPj5r"
          + "IhXAF734ynm4no1g+SdHiNqR328=";

  private static Webhooks webhooks(String token, String key, String corpId, Instant now) {
    TestProviderContext context =
        new TestProviderContext(
            Map.of("secret", "s", "callbackToken", token, "callbackAesKey", key),
            Map.of(),
            Clock.fixed(now, ZoneOffset.UTC));
    return new WechatWorkProvider()
        .connect(
            ConnectionSettings.of(
                "test",
                Map.of("corpId", corpId, "agentId", "218"),
                Set.of("secret", "callbackToken", "callbackAesKey")),
            context)
        .webhooks()
        .orElseThrow();
  }

  private static Map<String, String> query(String signature, String timestamp, String nonce) {
    return Map.of("msg_signature", signature, "timestamp", timestamp, "nonce", nonce);
  }

  private static WebhookRequest post(Map<String, String> query, String encrypted) {
    String body =
        "<xml><ToUserName><![CDATA[x]]></ToUserName><AgentID><![CDATA[218]]></AgentID>"
            + "<Encrypt><![CDATA["
            + encrypted
            + "]]></Encrypt></xml>";
    return WebhookRequest.of("POST", query, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<WebhookEvent> events(String message) {
    Instant now = Instant.ofEpochSecond(1_800_000_000);
    Received received =
        webhooks(TOKEN, KEY, CORP, now)
            .receive(WechatWorkWebhookFixture.sealed(TOKEN, KEY, CORP, now, message));
    assertThat(received).isInstanceOf(Accepted.class);
    return ((Accepted) received).events();
  }

  private static String contact(String type, String more) {
    return "<xml><FromUserName>sys</FromUserName><CreateTime>1799999999</CreateTime>"
        + "<MsgType>event</MsgType><Event>change_contact</Event><ChangeType>"
        + type
        + "</ChangeType>"
        + more
        + "</xml>";
  }

  @ParameterizedTest
  @CsvSource({
    "QDG6eK, jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C, wx5823bf96d3bd56c7, 1409659589,"
        + " 263014780, 5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3,"
        + " P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==,"
        + " 1616140317555161061",
    "kjr2TKI8umCBfVF3wAHk8JiPwma5VBme, 4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws,"
        + " ww6a112864f8022910, 1583940690, VHh7ymSeb0jc4lSb,"
        + " 1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb011,"
        + " 6KmUQuPVu7UhjyVqRdbo5SfcRqaHvbUlKSHFvBV2ZuR6TIlKsygcfeSd1GDplg1C5KSKr6UPHCaC/nIX3ZNt9w==,"
        + " 94966531020182955848408",
  })
  void echoesTheVendorsAddressCheckAlsoWhenAPlusBecameABlank(
      String token,
      String key,
      String corpId,
      String timestamp,
      String nonce,
      String signature,
      String echo,
      String plain) {
    Webhooks webhooks =
        webhooks(token, key, corpId, Instant.ofEpochSecond(Long.parseLong(timestamp)));
    for (String sent : new String[] {echo, echo.replace('+', ' ')}) {
      Map<String, String> query =
          Map.of(
              "msg_signature", signature, "timestamp", timestamp, "nonce", nonce, "echostr", sent);
      assertThat(webhooks.receive(WebhookRequest.of("GET", query, Map.of(), new byte[0])))
          .isInstanceOfSatisfying(
              Accepted.class, it -> assertThat(it.answer()).asString().isEqualTo(plain));
    }
  }

  @Test
  void readsTheVendorsMessagesAndHasNoEventForThem() {
    WebhookRequest first =
        post(
            query("477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149"), MESSAGE);
    assertThat(webhooks(TOKEN, KEY, CORP, THEN).receive(first))
        .isInstanceOfSatisfying(
            Accepted.class,
            it -> {
              assertThat(it.answer()).isEmpty();
              assertThat(it.events()).isEmpty();
            });
    WebhookRequest odd =
        post(
            query("f265ae551b1932727204c3d707628d01376a6940", "1583995625", "1584392382"),
            MESSAGE_WITH_ODD_PREFIX);
    Webhooks other =
        webhooks(
            "kz7Yx62CH8SaLN",
            "cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP",
            "ww6a112864f8022910",
            Instant.ofEpochSecond(1_583_995_625));
    assertThat(other.receive(odd)).isInstanceOf(Accepted.class);
  }

  @Test
  void refusesTheVendorsMessageYearsLater() {
    WebhookRequest request =
        post(
            query("477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149"), MESSAGE);
    assertThat(webhooks(TOKEN, KEY, CORP, Instant.now()).receive(request))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void readsChangesOfTheAddressBook() {
    assertThat(events(contact("create_user", "<UserID>li</UserID>")).get(0))
        .isInstanceOf(UserChanged.class);
    assertThat(events(contact("delete_user", "<UserID>li</UserID>")).get(0))
        .isInstanceOf(UserLeft.class);
    assertThat(
            events(contact("update_user", "<UserID>li</UserID><NewUserID>lei</NewUserID>")).get(0))
        .isInstanceOfSatisfying(
            UserRenamed.class, it -> assertThat(it.newUserId()).isEqualTo("lei"));
    assertThat(events(contact("delete_party", "<Id>7</Id>")).get(0))
        .isInstanceOfSatisfying(
            DepartmentChanged.class, it -> assertThat(it.departmentId()).isEqualTo("7"));
  }

  @Test
  void readsWhoComesIntoSightOfTheAppAndOutOfIt() {
    assertThat(events(ofTheApp("subscribe"))).singleElement().isInstanceOf(UserChanged.class);
    assertThat(events(ofTheApp("unsubscribe"))).singleElement().isInstanceOf(UserLeft.class);
  }

  private static String ofTheApp(String event) {
    return "<xml><FromUserName>li</FromUserName><CreateTime>1799999999</CreateTime>"
        + "<MsgType>event</MsgType><Event>"
        + event
        + "</Event></xml>";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<xml><Event>enter_agent</Event><FromUserName>li</FromUserName></xml>",
        "<xml><Event>change_contact</Event><ChangeType>update_tag</ChangeType></xml>",
        "<xml><Event>change_contact</Event><ChangeType>delete_user</ChangeType></xml>",
        "<xml><Event>change_contact</Event><ChangeType>delete_user</ChangeType>"
            + "<UserID>../etc</UserID></xml>",
        "<xml><Event>change_contact</Event><ChangeType>update_party</ChangeType><Id>x</Id></xml>",
        "<xml></xml>",
      })
  void acceptsWhatItHasNoEventFor(String message) {
    assertThat(events(message)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no xml",
        "<!DOCTYPE x [<!ENTITY e \"e\">]><xml><Event>&e;</Event></xml>",
        "<xml><Event>a</Event><Event>b</Event></xml>"
      })
  void refusesWhatCannotBeReadThoughItIsSealed(String message) {
    Instant now = Instant.ofEpochSecond(1_800_000_000);
    assertThat(
            webhooks(TOKEN, KEY, CORP, now)
                .receive(WechatWorkWebhookFixture.sealed(TOKEN, KEY, CORP, now, message)))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void refusesAStrangersXmlThatIsNestedToExhaustItsReader() {
    String nested = "<a>".repeat(30_000) + "</a>".repeat(30_000);
    WebhookRequest request =
        WebhookRequest.of(
            "POST", query("s", "1", "n"), Map.of(), nested.getBytes(StandardCharsets.UTF_8));
    assertThat(webhooks(TOKEN, KEY, CORP, THEN).receive(request)).isInstanceOf(Rejected.class);
  }
}
