package dev.muster.lark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.WebhookEvent;
import dev.muster.spi.platform.WebhookEvent.DepartmentChanged;
import dev.muster.spi.platform.WebhookEvent.UserChanged;
import dev.muster.spi.platform.WebhookEvent.UserLeft;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks;
import dev.muster.spi.platform.Webhooks.Received;
import dev.muster.spi.platform.Webhooks.Received.Accepted;
import dev.muster.spi.platform.Webhooks.Received.Rejected;
import dev.muster.testkit.platform.TestProviderContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LarkWebhooksTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final String KEY = "kudryavka";
  private static final String TOKEN = "xxxxxx";

  /** Made once with another program, and signed with it. */
  private static final String CHALLENGED =
      "{\"encrypt\":\"AAECAwQFBgcICQoLDA0ODygxCRD00ikE2ev/uv2HP2cPQwyluYwOGj0jaTC8TJINQ4QaZKL2Bc8i"
          + "IcohiCmQChbYbO26ThZ5C+52IeqBNw0BAwbuigD3t23590yi20lT\"}";

  private static final String CHALLENGED_SIGNATURE =
      "d856c1995bd72870515d519d1f7276d27180353f92a8c484b635356be99c456b";

  private final Webhooks webhooks = webhooks(Set.of("encryptKey", "verificationToken"));

  @Test
  void answersAChallengeThatIsEncryptedInPlainText() {
    Accepted answer = accepted(Sealed.unsigned(bytes(CHALLENGED)));
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(text(answer.answer())).isEqualTo("{\"challenge\":\"ajls384kdjx98XX\"}");
    assertThat(answer.events()).isEmpty();
  }

  @Test
  void holdsAChallengeAgainstItsSignatureWhereItHasOne() {
    assertThat(received(challenged("1700000000", CHALLENGED_SIGNATURE)))
        .isInstanceOf(Accepted.class);
    assertThat(received(challenged("1700000001", CHALLENGED_SIGNATURE)))
        .isInstanceOf(Rejected.class);
    assertThat(received(challenged("1700000000", "0".repeat(64)))).isInstanceOf(Rejected.class);
    assertThat(received(challenged("1700000000", ""))).isInstanceOf(Rejected.class);
  }

  @Test
  void answersAPlainChallengeToWhomKnowsTheTokenAlone() {
    String plain = "{\"challenge\":\"a\\\"b\",\"token\":\"xxxxxx\",\"type\":\"url_verification\"}";
    assertThat(text(accepted(Sealed.unsigned(bytes(plain))).answer()))
        .isEqualTo("{\"challenge\":\"a\\\"b\"}");
    assertThat(received(Sealed.unsigned(bytes(plain.replace(TOKEN, "xxxxxX")))))
        .isInstanceOf(Rejected.class);
    assertThat(received(Sealed.unsigned(bytes(plain.replace(TOKEN, "")))))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void takesNoEventThatIsNotEncryptedWhateverItCarries() {
    byte[] plain = bytes(newer("contact.user.deleted_v3", "{'object':{'user_id':'li'}}"));
    assertThat(received(Sealed.unsigned(plain))).isInstanceOf(Rejected.class);
    assertThat(received(Sealed.signed(KEY, NOW, plain))).isInstanceOf(Rejected.class);
  }

  @Test
  void takesNoEventThatIsNotSigned() {
    byte[] body = Sealed.body(KEY, newer("contact.user.deleted_v3", "{'object':{}}"));
    assertThat(received(Sealed.unsigned(body))).isInstanceOf(Rejected.class);
  }

  @Test
  void saysTheSameOfEverythingUnsignedThatIsNoCheckOfOurAddress() {
    String event = newer("contact.user.deleted_v3", "{'object':{'user_id':'li'}}");
    String check = "{'challenge':'c','token':'%s','type':'url_verification'}";
    byte[] torn = bytes(CHALLENGED.replace("20lT", "20lU").replace("AAECAwQF", "BAECAwQF"));
    for (byte[] body :
        List.of(
            Sealed.body(KEY, event),
            Sealed.body("another key", event),
            Sealed.body(KEY, check.formatted("another")),
            Sealed.body("another key", check.formatted(TOKEN)),
            Sealed.body(KEY, check.formatted(TOKEN).replace("challenge", "nothing")),
            Sealed.body(
                KEY, check.formatted(TOKEN).replace("}", ",'x':'" + "x".repeat(2048) + "'}")),
            torn,
            bytes("{\"encrypt\":\"\"}"),
            bytes("{\"encrypt\":\"no base64\"}"),
            bytes(event.replace('\'', '"')))) {
      assertThat(received(Sealed.unsigned(body))).isEqualTo(Received.rejected("is not signed"));
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0S, true", "PT7H6M, true", "-PT4M, true", "PT13H, false", "-PT6M, false"})
  void takesASignatureAsLongAsThePlatformGoesOnTrying(Duration age, boolean taken) {
    byte[] body = Sealed.body(KEY, newer("contact.user.deleted_v3", "{'object':{'user_id':'li'}}"));
    assertThat(received(Sealed.signed(KEY, NOW.minus(age), body)) instanceof Accepted)
        .isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "99999999999999999999"})
  void takesNoTimeThatIsNone(String timestamp) {
    byte[] body = Sealed.body(KEY, newer("contact.user.deleted_v3", "{'object':{'user_id':'li'}}"));
    Map<String, String> headers = new HashMap<>();
    headers.put("x-lark-request-timestamp", timestamp);
    headers.put("x-lark-request-nonce", "n");
    headers.put("x-lark-signature", new EventCipher(KEY).signature(timestamp, "n", body));
    assertThat(received(WebhookRequest.of("POST", Map.of(), headers, body)))
        .isInstanceOf(Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "post"})
  void takesNothingButAPost(String method) {
    assertThat(received(WebhookRequest.of(method, Map.of(), Map.of(), bytes(CHALLENGED))))
        .isInstanceOf(Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"encryptKey", "verificationToken"})
  void receivesNothingWithHalfOfTheKeys(String only) {
    assertThat(connect(Set.of(only)).webhooks()).isEmpty();
  }

  @Test
  void tellsThatSomebodyLeft() {
    assertThat(told("contact.user.deleted_v3", "{'object':{'open_id':'ou_1','user_id':'li'}}"))
        .containsExactly(
            WebhookEvent.userLeft("e1", Instant.ofEpochMilli(1_608_725_989_123L), "li"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"is_frozen", "is_resigned", "is_exited"})
  void tellsThatSomebodyLeftWhenTheirStatusSaysSo(String flag) {
    assertThat(
            told(
                "contact.user.updated_v3",
                "{'object':{'user_id':'li','status':{'" + flag + "':true}}}"))
        .hasOnlyElementsOfType(UserLeft.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"contact.user.created_v3", "contact.user.updated_v3"})
  void tellsThatSomebodyCameOrChanged(String type) {
    assertThat(told(type, "{'object':{'user_id':'li','status':{'is_frozen':false}}}"))
        .hasSize(1)
        .hasOnlyElementsOfType(UserChanged.class);
  }

  @Test
  void tellsThatSomebodyHasAnotherIdAndThatTheyLeftUnderIt() {
    List<WebhookEvent> told =
        told(
            "contact.user.updated_v3",
            "{'object':{'user_id':'wang','status':{'is_resigned':true}},"
                + "'old_object':{'user_id':'li'}}");
    Instant at = Instant.ofEpochMilli(1_608_725_989_123L);
    assertThat(told)
        .containsExactly(
            WebhookEvent.userRenamed("e1", at, "li", "wang"),
            WebhookEvent.userLeft("e1:1", at, "wang"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contact.department.created_v3",
        "contact.department.updated_v3",
        "contact.department.deleted_v3",
      })
  void tellsThatADepartmentChanged(String type) {
    assertThat(told(type, "{'object':{'department_id':'D1','open_department_id':'od-1'}}"))
        .containsExactly(
            WebhookEvent.departmentChanged("e1", Instant.ofEpochMilli(1_608_725_989_123L), "od-1"));
  }

  @Test
  void tellsEverythingThatANewRangeShowsAndHides() {
    List<WebhookEvent> told =
        told(
            "contact.scope.updated_v3",
            "{'added':{'users':[{'user_id':'li'}],'departments':[{'open_department_id':'od-1'}]},"
                + "'removed':{'users':[{'user_id':'wang'}],"
                + "'departments':[{'open_department_id':'od-2'}]}}");
    Instant at = Instant.ofEpochMilli(1_608_725_989_123L);
    assertThat(told)
        .containsExactly(
            WebhookEvent.departmentChanged("e1", at, "od-1"),
            WebhookEvent.userChanged("e1:1", at, "li"),
            WebhookEvent.departmentChanged("e1:2", at, "od-2"),
            WebhookEvent.userLeft("e1:3", at, "wang"));
  }

  @Test
  void takesWhatItHasNoWordFor() {
    assertThat(told("im.message.receive_v1", "{'message':{}}")).isEmpty();
  }

  /** Sent again for hours otherwise, and it would say no more then. */
  @Test
  void takesAnEventThatNamesNobodyForLackOfAPermission() {
    assertThat(told("contact.user.deleted_v3", "{'object':{'open_id':'ou_1'}}")).isEmpty();
  }

  @Test
  void readsTheOlderForm() {
    String older =
        "{'uuid':'u1','token':'xxxxxx','ts':'1502199207.7171419','type':'event_callback',"
            + "'event':{'type':'user_leave','app_id':'cli_a','tenant_key':'tk','employee_id':'li'}}";
    assertThat(accepted(sealed(older)).events())
        .containsExactly(
            WebhookEvent.userLeft("u1", Instant.ofEpochMilli(1_502_199_207_717L), "li"));
    assertThat(accepted(sealed(older.replace("user_leave", "user_update"))).events())
        .hasOnlyElementsOfType(UserChanged.class);
    String department =
        older.replace("user_leave", "dept_add").replace("employee_id", "open_department_id");
    assertThat(accepted(sealed(department)).events())
        .hasOnlyElementsOfType(DepartmentChanged.class);
    assertThat(received(sealed(older.replace("xxxxxx", "another")))).isInstanceOf(Rejected.class);
    assertThat(received(sealed(older.replace("cli_a", "cli_b")))).isInstanceOf(Rejected.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1603977298000000, 2020-10-29T13:14:58Z",
    "1603977298000, 2020-10-29T13:14:58Z",
    "1603977298, 2020-10-29T13:14:58Z",
    "yesterday, 2023-11-14T22:13:20Z",
    "9999999999999999999, 2023-11-14T22:13:20Z",
  })
  void readsATimeOfWhateverLength(String time, Instant at) {
    String event = newer("contact.user.deleted_v3", "{'object':{'user_id':'li'}}");
    assertThat(accepted(sealed(event.replace("1608725989123", time))).events())
        .extracting(WebhookEvent::at)
        .containsExactly(at);
  }

  @ParameterizedTest
  @ValueSource(strings = {"event_id", "event_type", "app_id", "event", "token"})
  void takesNoEventThatLacksAPart(String part) {
    String event = newer("contact.user.deleted_v3", "{'object':{'user_id':'li'}}");
    assertThat(received(sealed(event.replace("'" + part + "'", "'other'"))))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void takesNothingThatNamesAFieldTwice() {
    String event = newer("contact.user.deleted_v3", "{'object':{'user_id':'li','user_id':'wang'}}");
    assertThat(received(sealed(event))).isInstanceOf(Rejected.class);
  }

  private List<WebhookEvent> told(String type, String event) {
    return accepted(sealed(newer(type, event))).events();
  }

  private static String newer(String type, String event) {
    return ("{'schema':'2.0','header':{'event_id':'e1','event_type':'%s',"
            + "'create_time':'1608725989123','token':'xxxxxx','app_id':'cli_a',"
            + "'tenant_key':'tk'},'event':%s}")
        .formatted(type, event);
  }

  private static WebhookRequest sealed(String json) {
    return Sealed.signed(KEY, NOW, Sealed.body(KEY, json));
  }

  private static WebhookRequest challenged(String timestamp, String signature) {
    return WebhookRequest.of(
        "POST",
        Map.of(),
        Map.of(
            "x-lark-request-timestamp",
            timestamp,
            "x-lark-request-nonce",
            "n0nce123",
            "x-lark-signature",
            signature),
        bytes(CHALLENGED));
  }

  private Received received(WebhookRequest request) {
    return webhooks.receive(request);
  }

  private Accepted accepted(WebhookRequest request) {
    Received received = received(request);
    assertThat(received).isInstanceOf(Accepted.class);
    return (Accepted) received;
  }

  private static Webhooks webhooks(Set<String> keys) {
    return connect(keys).webhooks().orElseThrow();
  }

  private static Connection connect(Set<String> keys) {
    Map<String, String> secrets =
        new HashMap<>(Map.of("appSecret", "s", "encryptKey", KEY, "verificationToken", TOKEN));
    Set<String> set = new HashSet<>(keys);
    set.add("appSecret");
    secrets.keySet().retainAll(set);
    return new LarkProvider()
        .connect(
            ConnectionSettings.of("test", Map.of("cloud", "feishu", "appId", "cli_a"), set),
            new TestProviderContext(secrets, Map.of(), Clock.fixed(NOW, ZoneOffset.UTC)));
  }

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
