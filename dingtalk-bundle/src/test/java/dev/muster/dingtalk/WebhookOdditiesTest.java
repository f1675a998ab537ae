package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.platform.WebhookEvent;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks.Received;
import dev.muster.spi.platform.Webhooks.Received.Accepted;
import dev.muster.spi.platform.Webhooks.Received.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookOdditiesTest {
  private static final String TOKEN = "token";
  private static final String KEY = "SandboxSandboxSandboxSandboxSandboxSandbox1";
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private final CannedContext context =
      new CannedContext().secret("callbackToken", TOKEN).secret("callbackAesKey", KEY).at(NOW);

  /** The vendor's own samples: what holds no event of an object is signed and read all the same. */
  @ParameterizedTest
  @CsvSource({
    "123456, 1234567890123456789012345678901234567890123, dingsnotzck6pm5veliw, 1614767836,"
        + " A7Co0cJLMzIDtMMI, 9a95a004dd16f5c307e849b994173f76aa26e5eb,"
        + " YvkvaGe4hQxd3VxRmEty0dVlnCOAqwf56xwTRHDHoOURqhalbmBJQk5FNcRk42Gl5T0YQXZNwpwWSm1xAFJ5ZA==,"
        + " false",
    "mryue, Yue0EfdN5900c1ce5cf6A152c63DDe1808a60c5ecd7, ding6ccabc44d2c8d38b, 1608001896814,"
        + " WL4PK6yA, 03044561471240d4a14bb09372dfcfd4fd0e40cb,"
        + " 0vJiX6vliEpwG3U45CtXqi+m8PXbQRARJ8p8BbDuD1EMTDf0jKpQ79QS93qEk7XHpP6u+oTTrd15NRPvNvmBKyDC"
        + "YxxOK+HZeKju4yhELOFchzNukR+t8SB/qk4ROMu3, true",
    "tokenxxxx, o1w0aum42yaptlz8alnhwikjd3jenzt9cb9wmzptgus, dingxxxxxx, 1605695694141,"
        + " WelUQl6bCqcBa2fM, f36f4ba5337d426c7d4bca0dbcb06b3ddc1388fc,"
        + " X1VSe9cTJUMZu60d3kyLYTrBq5578ZRJtteU94wG0Q4Uk6E/wQYeJRIC0/UFW5Wkya1Ihz9oXAdLlyC9TRaqsQ==,"
        + " false",
    "123456, 4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij, suite4xxxxxxxxxxxxxxx, 1445827045067,"
        + " nEXhMP4r, 5a65ceeef9aab2d149439f82dc191dd6c5cbe2c0,"
        + " 1a3NBxmCFwkCJvfoQ7WhJHB+iX3qHPsc9JbaDznE1i03peOk1LaOQoRz3+nlyGNhwmwJ3vDMG+OzrHMeiZI7gTRW"
        + "VdUBmfxjZ8Ej23JVYa9VrYeJ5as7XM/ZpulX8NEQis44w53h1qAgnC3PRzM7Zc/D6Ibr0rgUathB6zRHP8PYrfgn"
        + "NOS9PhSBdHlegK+AGGanfwjXuQ9+0pZcy0w9lQ==, true"
  })
  void readsTheVendorsSamples(
      String token,
      String key,
      String owner,
      long timestamp,
      String nonce,
      String signature,
      String encrypted,
      boolean holdsAnObject) {
    boolean seconds = timestamp < 10_000_000_000L;
    context
        .field("clientId", owner)
        .secret("callbackToken", token)
        .secret("callbackAesKey", key)
        .at(seconds ? Instant.ofEpochSecond(timestamp) : Instant.ofEpochMilli(timestamp));
    WebhookRequest request =
        WebhookRequest.of(
            "POST",
            Map.of("signature", signature, "timeStamp", timestamp + "", "nonce", nonce),
            Map.of(),
            ("{\"encrypt\":\"" + encrypted + "\"}").getBytes(StandardCharsets.UTF_8));
    if (holdsAnObject) {
      assertThat(events(receive(request))).isEmpty();
    } else {
      assertThat(receive(request)).isEqualTo(Received.rejected("it holds no object"));
    }
  }

  @Test
  void takesEitherNameOfTheOwnerAndNoOther() {
    assertThat(receive(request("dingapp", "{}"))).isInstanceOf(Accepted.class);
    assertThat(receive(request("dingcorp", "{}"))).isInstanceOf(Accepted.class);
    assertThat(receive(request("", "{}"))).isInstanceOf(Rejected.class);
    assertThat(receive(request("DINGAPP", "{}"))).isInstanceOf(Rejected.class);
  }

  @Test
  void refusesWhatIsAboutAnotherCompany() {
    assertThat(receive(request("dingapp", "{\"CorpId\":\"dingother\"}")))
        .isEqualTo(Received.rejected("it is about another company"));
  }

  @Test
  void takesNothingButAPost() {
    WebhookRequest request = request("dingapp", "{}");
    assertThat(
            receive(WebhookRequest.of("GET", request.query(), request.headers(), request.body())))
        .isInstanceOf(Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1e9", "99999999999999999999"})
  void refusesATimeThatIsNone(String timestamp) {
    WebhookRequest request = request("dingapp", "{}");
    Map<String, String> query = new HashMap<>(request.query());
    query.put("timestamp", timestamp);
    assertThat(receive(WebhookRequest.of("POST", query, Map.of(), request.body())))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void hasNoWebhooksWithHalfTheKeys() {
    assertThat(new CannedContext().secret("callbackToken", TOKEN).connect().webhooks()).isEmpty();
    assertThat(new CannedContext().secret("callbackAesKey", KEY).connect().webhooks()).isEmpty();
  }

  @Test
  void refusesEverythingWithAKeyThatIsNone() {
    context.secret("callbackAesKey", "short");
    assertThat(receive(request("dingapp", "{}"))).isInstanceOf(Rejected.class);
  }

  @Test
  void tellsOfEachPersonInARequest() {
    assertThat(
            events(
                "{\"EventType\":\"user_leave_org\",\"EventTime\":1772352000000,\"eventId\":\"e1\","
                    + "\"CorpId\":\"dingcorp\",\"UserId\":[\"li\",\"wang\",\"li\"]}"))
        .containsExactly(
            WebhookEvent.userLeft("e1:li", NOW, "li"),
            WebhookEvent.userLeft("e1:wang", NOW, "wang"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"user_add_org", "user_modify_org", "user_active_org"})
  void tellsOfWhoCameOrChanged(String type) {
    assertThat(
            events(
                "{\"EventType\":\""
                    + type
                    + "\",\"eventId\":\"e\",\"userId\":[\"li\"],\"diffInfo\":[]}"))
        .containsExactly(WebhookEvent.userChanged("e:li", NOW, "li"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"org_dept_create", "org_dept_modify", "org_dept_remove"})
  void tellsOfDepartments(String type) {
    assertThat(events("{\"EventType\":\"" + type + "\",\"BizId\":\"b\",\"DeptId\":[7]}"))
        .containsExactly(WebhookEvent.departmentChanged("b:7", NOW, "7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"EventType\":\"check_url\"}",
        "{\"EventType\":\"chat_disband\",\"ChatId\":\"c\"}",
        "{\"EventType\":\"user_leave_org\"}",
        "{\"EventType\":\"user_leave_org\",\"UserId\":{}}",
        "{}"
      })
  void acceptsWhatNobodyHereAsksAbout(String message) {
    assertThat(events(message)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "chat_add_member, '\"userId\":[\"li\",\"wang\"],\"unionId\":[\"u1\"]', li wang, ''",
    "chat_remove_member, '\"userId\":[\"li\"]', '', li",
    "chat_quit, '\"operator\":\"li\"', '', li",
  })
  void tellsWhoCameIntoAChatAndWhoLeft(String type, String people, String joined, String left) {
    assertThat(events(chat(type, people)))
        .containsExactly(
            WebhookEvent.chatMembersChanged(
                "e:cid+a/b==", NOW, "cid+a/b==", words(joined), words(left)));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  @Test
  void tellsThatAChatWasRenamedOrDissolved() {
    assertThat(events(chat("chat_update_title", "\"title\":\"Up\"")))
        .containsExactly(WebhookEvent.chatRenamed("e:cid+a/b==", NOW, "cid+a/b==", "Up"));
    assertThat(events(chat("chat_disband", "\"operator\":\"li\"")))
        .containsExactly(WebhookEvent.chatDissolved("e:cid+a/b==", NOW, "cid+a/b=="));
  }

  /** People of other companies come without an id. */
  @ParameterizedTest
  @CsvSource({
    "chat_add_member, '\"unionId\":[\"u1\"]'",
    "chat_add_member, '\"userId\":[]'",
    "chat_quit, '\"operatorUnionId\":\"u1\"'",
    "chat_update_title, '\"title\":\" \"'",
    "chat_update_owner, '\"owner\":\"li\"'",
  })
  void tellsNothingOfAChatThatNobodyHereAsksAbout(String type, String more) {
    assertThat(events(chat(type, more))).isEmpty();
  }

  /** As it comes over HTTP, some of it twice. */
  private static String chat(String type, String more) {
    return """
    {"EventType":"%s","EventTime":1772352000000,"CorpId":"dingcorp","eventId":"e",\
    "timeStamp":1,"chatId":"chat1","corpId":"dingcorp","eventType":"%s",\
    "openConversationId":"cid+a/b==",%s}
    """
        .formatted(type, type, more);
  }

  @Test
  void knowsAgainARequestWithoutAnId() {
    String message = "{\"EventType\":\"user_leave_org\",\"UserId\":[\"li\"]}";
    assertThat(events(message)).isEqualTo(events(message));
    assertThat(events(message).get(0).id())
        .isNotEqualTo(
            events("{\"EventType\":\"user_leave_org\",\"EventTime\":1,\"UserId\":[\"li\"]}")
                .get(0)
                .id());
  }

  @Test
  void keepsIdsShort() {
    String id = "x".repeat(500);
    assertThat(
            events(
                "{\"EventType\":\"user_leave_org\",\"eventId\":\""
                    + id
                    + "\",\"UserId\":[\"li\"]}"))
        .allMatch(event -> event.id().length() <= 200);
  }

  private List<WebhookEvent> events(String message) {
    return events(receive(request("dingapp", message)));
  }

  private static List<WebhookEvent> events(Received received) {
    assertThat(received).isInstanceOf(Accepted.class);
    return ((Accepted) received).events();
  }

  private Received receive(WebhookRequest request) {
    return context.connect().webhooks().orElseThrow().receive(request);
  }

  private static WebhookRequest request(String owner, String message) {
    return DingTalkWebhookFixture.sealed(TOKEN, KEY, owner, NOW, message);
  }
}
