package dev.muster.lark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.GroupMessage;
import dev.muster.spi.chat.HistoryEntry;
import dev.muster.spi.chat.Posted;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.Quota;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatMessageOdditiesTest {
  private static final String MESSAGES = "/open-apis/im/v1/messages";
  private static final String SENT = "{'code':0,'data':{'message_id':'om_1'}}";
  private static final GroupChatRef REF = GroupChatRef.of("oc_1");
  private static final Instant SINCE = Instant.ofEpochMilli(1_700_000_000_500L);

  private final CannedContext context = new CannedContext();

  @Test
  void sendsTextInWhichNothingIsMarkup() throws Exception {
    context.answer(MESSAGES, SENT);
    String odd = "<at user_id=\"all\"></at> [a](https://b.example) **c**\n\nd";
    assertThat(send(GroupMessage.text(odd).withTitle("<b>Title</b>").withKey("k-1")))
        .isEqualTo(Posted.sent(Optional.of("om_1"), false));
    assertThat(context.sent(MESSAGES))
        .contains("\"msg_type\":\"post\"", "\"receive_id\":\"oc_1\"", "\"uuid\":\"k-1\"")
        .contains("\\\"tag\\\":\\\"text\\\"", "[a](https://b.example) **c**")
        .doesNotContain("\\\"tag\\\":\\\"at\\\"", "\\\"tag\\\":\\\"md\\\"");
    assertThat(last().uriWithQuery().getQuery()).isEqualTo("receive_id_type=chat_id");
  }

  @Test
  void sendsAgainOnlyWhatHasAKey() throws Exception {
    context.answer(MESSAGES, SENT);
    send(GroupMessage.text("x"));
    assertThat(last().idempotent()).isFalse();
    send(GroupMessage.text("x").withKey("k"));
    assertThat(last().idempotent()).isTrue();
  }

  /** Codes for signing in go by the same call, and are never to wait for an incident. */
  @Test
  void takesFromNoBudgetThatSigningInTakesFrom() throws Exception {
    context.answer(MESSAGES, SENT);
    send(GroupMessage.text("x"));
    assertThat(last().quota()).isEqualTo("chat-messages");
    assertThat(new LarkProvider().descriptor().callsPerMinute())
        .containsKeys("chat-messages", "chat-history")
        .doesNotContainKey(MESSAGES);
  }

  @Test
  void countsInTheCallsOfTheMonthAsTokensDoNot() throws Exception {
    Quota month = new LarkProvider().descriptor().quotas().get(0);
    context.answer(MESSAGES, SENT);
    send(GroupMessage.text("x"));

    assertThat(month.counts(last().name())).isTrue();
    assertThat(month.counts("/open-apis/contact/v3/users/batch_get_id")).isTrue();
    assertThat(month.counts("/open-apis/auth/v3/tenant_access_token/internal")).isFalse();
    assertThat(month.limit()).isEqualTo(10_000);
    assertThat(month.usedUpCodes()).containsExactly("99991403");
    assertThat(month.freeCodes()).containsExactly("99991400");
  }

  @Test
  void mentionsWhomItIsToAndNeverEverybody() throws Exception {
    context.answer(MESSAGES, SENT);
    send(GroupMessage.text("Come.").withMentions(List.of("li", "all", "a\"b")));
    assertThat(context.sent(MESSAGES))
        .contains("\\\"user_id\\\":\\\"li\\\"")
        .doesNotContain("\\\"all\\\"", "a\\\\");
  }

  @Test
  void sendsOfMarkdownWhatThePlatformShows() throws Exception {
    context.answer(MESSAGES, SENT);
    send(
        GroupMessage.markdown(
            "# **Down** #\n## \n#5 #x\n> q\n- [a](https://b.example)\n![x](img_1)\n<at id=all></at>"));
    assertThat(context.sent(MESSAGES))
        .contains("**Down**\\\\n", "> q", "- [a](https://b.example)", "\\\\n[x](img_1)", "＜at id")
        .doesNotContain("# ", "<at", "![");
  }

  /** Each line and each quote costs more in the request than in the text. */
  @ParameterizedTest
  @ValueSource(strings = {"a\n", "\"", "\\", "{}\n", "🚨", "码\n\n"})
  void cutsByWhatTheRequestHolds(String part) throws Exception {
    context.answer(MESSAGES, SENT);
    assertThat(send(GroupMessage.text("x" + part.repeat(28_000))))
        .isEqualTo(Posted.sent(Optional.of("om_1"), true));
    assertThat(context.sent(MESSAGES).getBytes(StandardCharsets.UTF_8).length)
        .isBetween(10_000, 30_000);
  }

  @Test
  void leavesRoomForTheTextBelowATitleThatIsLong() throws Exception {
    context.answer(MESSAGES, SENT);
    assertThat(send(GroupMessage.text("Come.").withTitle("码".repeat(9_000))))
        .isEqualTo(Posted.sent(Optional.of("om_1"), true));
    assertThat(context.sent(MESSAGES)).contains("Come.").hasSizeLessThan(2_000);
  }

  @Test
  void saysThatNotAllAreMentioned() throws Exception {
    context.answer(MESSAGES, SENT);
    List<String> people = IntStream.range(0, 2000).mapToObj(it -> "u" + it).toList();
    assertThat(send(GroupMessage.text("x").withMentions(people)))
        .isEqualTo(Posted.sent(Optional.of("om_1"), true));
    assertThat(context.sent(MESSAGES).length()).isLessThan(30_000);
  }

  @ParameterizedTest
  @CsvSource({
    "230049, UNAVAILABLE",
    "99992351, REJECTED",
    "230022, REJECTED",
    "230028, REJECTED",
    "230025, REJECTED",
    "230018, NOT_PERMITTED",
    "230034, NOT_FOUND",
    "232009, NOT_FOUND",
    "230020, THROTTLED",
    "11232, THROTTLED",
  })
  void tellsWhyAMessageIsNotSent(int code, Code expected) {
    context.answer(MESSAGES, 400, "{'code':" + code + "}");
    ProviderException fault =
        catchThrowableOfType(
            ProviderException.class, () -> send(GroupMessage.text("Top secret").withKey("k")));
    assertThat(fault.code()).isEqualTo(expected);
    assertThat(fault).hasMessageNotContaining("secret");
  }

  @Test
  void readsWhatWasSaidAsPlainText() throws Exception {
    context.answer(
        MESSAGES,
        history(
            message("om_1", "text", "{\\'text\\':\\'@_user_1 @_user_10 come\\'}")
                .replace("'deleted'", "'mentions':[{'key':'@_user_1','name':'Li'}],'deleted'"),
            message(
                "om_2",
                "post",
                "{\\'title\\':\\'T\\',\\'content\\':[[{\\'tag\\':\\'text\\',\\'text\\':\\'a \\'},"
                    + "{\\'tag\\':\\'a\\',\\'text\\':\\'b\\',\\'href\\':\\'https://c.example\\'}],"
                    + "[{\\'tag\\':\\'img\\',\\'image_key\\':\\'i\\'}]]}"),
            message("om_3", "image", "{\\'image_key\\':\\'i\\'}"),
            message(
                "om_4",
                "system",
                "{\\'template\\':\\'{from} invited {to}\\',\\'from\\':[\\'Li\\'],"
                    + "\\'to\\':[\\'Wang\\',\\'Zhao\\']}"),
            message("om_5", "text", "x").replace("'deleted':false", "'deleted':true"),
            message("om_6", "NO KIND", "no json")));
    assertThat(read())
        .extracting(HistoryEntry::text)
        .containsExactly(
            "@Li @_user_10 come",
            "T\na b (https://c.example)\n[image]",
            "[image]",
            "Li invited Wang, Zhao",
            "[recalled]",
            "[message]");
    assertThat(last().uriWithQuery().getQuery())
        .contains("container_id=oc_1", "start_time=1700000000", "sort_type=ByCreateTimeAsc");
    assertThat(last().quota()).isEqualTo("chat-history");
    assertThat(last().maxAnswerBytes()).isGreaterThan(20 * 2 * 150 * 1024);
  }

  @Test
  void knowsWhoSaidItByTheAddressBookOnceEach() throws Exception {
    context
        .answer(MESSAGES, history(said("om_1", "ou_1"), said("om_2", "ou_1"), said("om_3", "ou_2")))
        .answer(CannedContext.USERS + "/ou_1", "{'code':0,'data':{'user':{'user_id':'li'}}}")
        .answer(CannedContext.USERS + "/ou_2", 400, "{'code':41050}");
    assertThat(read())
        .extracting(HistoryEntry::userId)
        .containsExactly(Optional.of("li"), Optional.of("li"), Optional.empty());
    assertThat(context.paths()).filteredOn(path -> path.endsWith("/ou_1")).hasSize(1);
  }

  @Test
  void knowsWhatItSaidItselfFromWhatOtherAppsAndPeopleSay() throws Exception {
    context
        .answer(
            MESSAGES,
            history(
                by("om_1", "'sender_type':'app','id':'cli_a'"),
                by("om_2", "'sender_type':'app','id':'cli_other'"),
                by("om_3", "'sender_type':'user','id':'cli_a'"),
                by("om_4", "'sender_type':'app'")))
        .answer(CannedContext.USERS + "/ou_1", "{'code':0,'data':{'user':{'user_id':'li'}}}");
    assertThat(read()).extracting(HistoryEntry::isOwn).containsExactly(true, false, false, false);
  }

  private static String by(String id, String sender) {
    return message(id, "text", "{\\'text\\':\\'x\\'}").replace("'sender_type':'app'", sender);
  }

  @Test
  void readsWhatWasSaidThoughTheAddressBookFails() throws Exception {
    context
        .answer(MESSAGES, history(said("om_1", "ou_1"), said("om_2", "ou_2")))
        .answer(CannedContext.USERS + "/ou_1", 400, "{'code':99991400}");
    assertThat(read()).extracting(HistoryEntry::userId).containsOnly(Optional.empty());
  }

  /** The platform knows seconds alone. */
  @Test
  void leavesOutWhatWasSaidBefore() throws Exception {
    context.answer(
        MESSAGES,
        history(
            message("om_1", "text", "{\\'text\\':\\'early\\'}")
                .replace("1700000000500", "1700000000499"),
            message("om_2", "text", "{\\'text\\':\\'late\\'}")));
    assertThat(read()).extracting(HistoryEntry::text).containsExactly("late");
  }

  @Test
  void lacksAPermissionWhereItMayNotReadWhatWasSaid() {
    context.answer(MESSAGES, 400, "{'code':230027}");
    assertThat(catchThrowableOfType(ProviderException.class, this::read).code())
        .isEqualTo(Code.NOT_PERMITTED);
  }

  private static String history(String... messages) {
    return "{'code':0,'data':{'has_more':false,'items':[" + String.join(",", messages) + "]}}";
  }

  private static String said(String id, String openId) {
    return message(id, "text", "{\\'text\\':\\'x\\'}")
        .replace("'sender_type':'app'", "'sender_type':'user','id':'" + openId + "'");
  }

  private static String message(String id, String kind, String content) {
    return ("{'message_id':'%s','msg_type':'%s','create_time':'1700000000500','deleted':false,"
            + "'sender':{'sender_type':'app'},'body':{'content':'%s'}}")
        .formatted(id, kind, content);
  }

  private List<HistoryEntry> read() throws ProviderException {
    return chats().history(REF, SINCE, Optional.empty(), soon()).items();
  }

  private Posted send(GroupMessage message) throws ProviderException {
    return chats().send(REF, message, soon());
  }

  private GroupChats chats() {
    return ((GroupChatConnection) context.connect("feishu")).groupChats().orElseThrow();
  }

  private HttpCall last() {
    return context.calls().get(context.calls().size() - 1);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}
