package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.Quota;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GroupChatOdditiesTest extends GroupChatOddities {
  private static final String CREATE = "/v1.0/im/sceneGroup/create";
  private static final String UPDATE = "/v1.0/im/sceneGroup/update";
  private static final String DISBAND = "/v1.0/im/chat/scenegroup/disband";
  private static final GroupChatRef CHAT = new GroupChatRef("cid+a/b==", "chat1");

  GroupChatOdditiesTest() {
    super(
        new CannedContext().field("groupTemplateId", "template").field("groupRobotId", "robot"),
        CHAT);
  }

  @Test
  void areThereWhereTemplateAndRobotAre() {
    assertThat(groupChats(new CannedContext())).isEmpty();
    assertThat(groupChats(new CannedContext().field("groupTemplateId", "t"))).isEmpty();
    assertThat(groupChats(new CannedContext().field("groupRobotId", "r"))).isEmpty();
    assertThat(groupChats(context)).isPresent();
    assertThat(
            groupChats(new CannedContext().field("groupTemplateId", "t").set("chat.robot", "app")))
        .isPresent();
  }

  @Test
  void areOpenedOfTheTemplateByTheKeyForLateJoinersToRead() throws Exception {
    context.answer(CREATE, "{\"open_conversation_id\":\"cid+a/b==\",\"chat_id\":\"chat1\"}");
    assertThat(open()).isEqualTo(CHAT);
    assertThat(context.sent(CREATE))
        .contains(
            "\"template_id\":\"template\"",
            "\"owner_user_id\":\"li\"",
            "\"user_ids\":[\"li\"]",
            "\"uuid\":\"" + KEY + "\"",
            "\"show_history_type\":1",
            "\"management_type\":1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"success\":true}",
        "{\"open_conversation_id\":\"a b\"}",
        "{\"status\":1}"
      })
  void takeNothingForOpenThatHasNoId(String answer) {
    context.answer(CREATE, answer);
    assertThat(fault(this::open)).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  /** The platform says the same of an owner outside the range and of a template it refuses. */
  @Test
  void tellAnOwnerWhomTheAppDoesNotSeeFromATemplateThatItMayNotUse() {
    context.answer(CREATE, 400, error("permession.checkFailed")).answer(USER, HIDDEN);
    assertThat(fault(this::open)).isEqualTo(Code.REJECTED);
    context.answer(USER, SOMEBODY.replace("zhao", "li"));
    assertThat(fault(this::open)).isEqualTo(Code.NOT_PERMITTED);
  }

  @Test
  void tellANewOwnerWhomTheAppDoesNotSeeFromAChatThatItMayNotChange() {
    context.answer(UPDATE, 400, error("permession.checkFailed")).answer(QUERY, STANDS);
    context.answer(USER, HIDDEN);
    assertThat(fault(this::handOn)).isEqualTo(Code.REJECTED);
    context.answer(USER, SOMEBODY);
    assertThat(fault(this::handOn)).isEqualTo(Code.NOT_PERMITTED);
  }

  @ParameterizedTest
  @CsvSource({
    "member.notFound, REJECTED",
    "parameter.invalid, REJECTED",
    "member.exceed, REJECTED",
    "groupTemplate.notFound, NOT_PERMITTED",
    "groupTemplate.permessionDenied.orgNotInGrayList, NOT_PERMITTED",
    "systemError, UNAVAILABLE",
    "Forbidden.AccessDenied.ApiCountLimitForOrg, THROTTLED",
  })
  void sayWhyTheyWereNotOpened(String word, Code code) {
    context.answer(CREATE, 400, error(word)).answer(USER, SOMEBODY.replace("zhao", "li"));
    assertThat(fault(this::open)).isEqualTo(code);
  }

  @Test
  void areOpenedForNobodyWhoseIdIsNone() {
    NewGroupChat unowned = NewGroupChat.of(KEY, "Down");
    assertThat(fault(() -> chats().open(unowned, soon()))).isEqualTo(Code.REJECTED);
    assertThat(fault(() -> chats().open(unowned.withOwner("a b"), soon())))
        .isEqualTo(Code.REJECTED);
    assertThat(context.paths()).isEmpty();
  }

  /** What it answers of a dissolved chat is not documented; its status is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "parameter.invalid",
        "permession.checkFailed",
        "groupPermissionDenied",
        "paramIllegal"
      })
  void areMissedWhereTheirStatusSaysSo(String word) throws Exception {
    for (String path : List.of(ADD, UPDATE, MEMBERS, DISBAND)) {
      context.answer(path, 400, error(word));
    }
    context.answer(QUERY, DISSOLVED);
    assertThat(fault(() -> add("wang"))).isEqualTo(Code.NOT_FOUND);
    assertThat(fault(this::rename)).isEqualTo(Code.NOT_FOUND);
    assertThat(fault(() -> chats().members(CHAT, Optional.empty(), soon())))
        .isEqualTo(Code.NOT_FOUND);
    assertThat(fault(() -> chats().mute(CHAT, true, soon()))).isEqualTo(Code.NOT_FOUND);
    chats().dissolve(CHAT, soon());

    context.answer(QUERY, STANDS);
    assertThat(fault(this::rename)).isNotEqualTo(Code.NOT_FOUND);
    assertThat(fault(() -> chats().dissolve(CHAT, soon()))).isNotEqualTo(Code.NOT_FOUND);
  }

  /** Or the core would take the chat for gone. */
  @Test
  void neverTakeAPersonWhoIsNotThereForAChatThatIsNot() {
    for (String path : List.of(CREATE, ADD, UPDATE, MEMBERS)) {
      context.answer(path, 404, error("invalidParameter.user.notFound"));
    }
    context.answer(USER, NOBODY);
    assertThat(fault(this::open)).isEqualTo(Code.REJECTED);
    assertThat(fault(this::rename)).isEqualTo(Code.REJECTED);
    assertThat(fault(() -> chats().change(CHAT, GroupChatChange.owner("gone"), soon())))
        .isEqualTo(Code.REJECTED);
    assertThat(fault(() -> add("gone", "wang"))).isEqualTo(Code.REJECTED);
    assertThat(fault(() -> chats().members(CHAT, Optional.empty(), soon())))
        .isEqualTo(Code.REJECTED);
  }

  @Test
  void waitWhereTheTemplateIsNotInstalledYet() {
    context.answer(MEMBERS, 400, error("groupPermissionDenied")).answer(QUERY, STANDS);
    ProviderException fault =
        catchThrowableOfType(
            ProviderException.class, () -> chats().members(CHAT, Optional.empty(), soon()));
    assertThat(fault.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(fault.retryAfter()).contains(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"status\":3}", "{\"status\":1,\"openConversationId\":\"cidX\"}"})
  void takeNothingForAChatThatDoesNotSayWhatItIs(String answer) {
    context.answer(QUERY, answer);
    assertThat(fault(() -> chats().read(CHAT, soon()))).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void areReadPageByPageWhereTheyAreLarge() throws Exception {
    context.answer(MEMBERS, members("li").replace("false", "true,\"nextToken\":\"2\""));
    assertThat(chats().members(CHAT, Optional.empty(), soon()).next()).contains("2");
    assertThat(fault(() -> chats().members(CHAT, Optional.of("2"), soon())))
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void keepLateJoinersReadingWhereTheyAreMuted() throws Exception {
    context.answer(UPDATE, DONE);
    chats().mute(CHAT, true, soon());
    assertThat(context.sent(UPDATE))
        .contains("\"chat_banned_type\":1", "\"show_history_type\":1", "\"management_type\":1");
  }

  @Test
  void takeASuccessThatSaysItIsNoneForNone() {
    context.answer(UPDATE, "{\"success\":false}").answer(DISBAND, "{\"success\":false}");
    assertThat(fault(this::rename)).isEqualTo(Code.UNEXPECTED_ANSWER);
    assertThat(fault(() -> chats().dissolve(CHAT, soon()))).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void haveATitleOfNoMoreThanThirtyJavaCharacters() throws Exception {
    context.answer(UPDATE, DONE);
    chats().change(CHAT, GroupChatChange.title("🚨 数据库主库不可用，支付与下单接口全部超时，影响华东区域全部租户"), soon());
    String sent = context.sent(UPDATE).replaceAll(".*\"title\":\"([^\"]*)\".*", "$1");
    assertThat(sent).startsWith("🚨 数据库").endsWith("…").hasSizeLessThanOrEqualTo(30);
  }

  @Test
  void leadInByALinkThatIsOne() throws Exception {
    context.answer(QUERY, "{\"status\":1,\"groupUrl\":\"https://qr.example/j?c=1\"}");
    assertThat(chats().joinLink(CHAT, soon())).hasToString("https://qr.example/j?c=1");
    for (String none : List.of("", "http://a.example", "javascript:alert(1)", "https://a|b")) {
      context.answer(QUERY, "{\"status\":1,\"groupUrl\":\"" + none + "\"}");
      assertThat(fault(() -> chats().joinLink(CHAT, soon()))).isEqualTo(Code.UNEXPECTED_ANSWER);
    }
    context.answer(QUERY, DISSOLVED);
    assertThat(fault(() -> chats().joinLink(CHAT, soon()))).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void countApartFromTheAddressBookAndItsFromTheirMessages() throws Exception {
    context.answer(SEND, sent()).answer(QUERY, STANDS);
    say();
    assertThat(chats().read(CHAT, soon())).isPresent();
    assertThat(context.calls())
        .extracting(HttpCall::quota)
        .containsExactly("group-messages", "group-chats");
    Map<String, Integer> limits = new DingTalkProvider().descriptor().callsPerMinute();
    assertThat(limits).containsKeys("group-messages", "group-chats", "address-book");
  }

  @Test
  void countInTheCallsOfTheMonthAsSigningInAndTheAddressBookDoNot() throws Exception {
    Quota month = new DingTalkProvider().descriptor().quotas().get(0);
    context.answer(SEND, sent()).answer(QUERY, STANDS);
    say();
    assertThat(chats().read(CHAT, soon())).isPresent();

    assertThat(context.calls()).hasSize(2).allMatch(call -> month.counts(call.name()));
    assertThat(
            List.of(
                "/v1.0/oauth2/accessToken",
                "/gettoken",
                "/v1.0/contact/users/me",
                "/topapi/v2/user/get",
                "/topapi/v2/department/listsub",
                "/topapi/role/simplelist",
                "/auth/scopes"))
        .noneMatch(month::counts);
    assertThat(month.limit()).isEqualTo(5_000);
    assertThat(month.usedUpCodes()).contains("90020", "Forbidden.AccessDenied.ApiCountLimitForOrg");
    assertThat(month.freeCodes()).contains("90018", "1111").doesNotContain("90020");
  }

  @ParameterizedTest
  @CsvSource({
    "chat.members, 1",
    "chat.at-once, 0",
    "chat.bytes, 255",
    "chat.key.minutes, soon",
    "chat.robot, other",
  })
  void refuseASettingThatIsNone(String key, String value) {
    context.set(key, value);
    assertThatThrownBy(this::chats)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("platform.dingtalk." + key);
  }

  @Test
  void takeTheLimitsThatAreSet() {
    context.set("chat.members", "50").set("chat.at-once", "80").set("chat.key.minutes", "0");
    assertThat(chats().traits().mostMembers()).isEqualTo(50);
    assertThat(chats().traits().mostAtOnce()).isEqualTo(50);
    assertThat(chats().traits().keyLife()).contains(Duration.ZERO);
  }

  private static Optional<GroupChats> groupChats(CannedContext context) {
    return ((GroupChatConnection) context.connect()).groupChats();
  }
}
