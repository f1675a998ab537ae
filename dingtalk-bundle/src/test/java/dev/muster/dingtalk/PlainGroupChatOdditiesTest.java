package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupMessage;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.MemberResult.Outcome;
import dev.muster.spi.chat.Posted;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Internal groups, which know no key, have two ids, and into which a robot is put. */
final class PlainGroupChatOdditiesTest extends GroupChatOddities {
  private static final String OPEN = "/v1.0/im/group/create";
  private static final String UPDATE = "/v1.0/im/group/update";
  private static final String READ = "/chat/get";
  private static final String ADD_ROBOT = "/v1.0/im/conversations/robots";
  private static final String DISSOLVE = "/v1.0/im/chat/scenegroup/disband";
  private static final String SAY = "/v1.0/robot/groupMessages/send";
  private static final GroupChatRef CHAT = new GroupChatRef("chat1", "cid1");
  private static final String OPENED =
      "{\"chatid\":\"chat1\",\"openConversationId\":\"cid1\",\"conversationTag\":2}";
  private static final String NO_CHAT = "{\"errcode\":34001,\"errmsg\":\"\"}";

  PlainGroupChatOdditiesTest() {
    super(new CannedContext().set("chat.plain", "always"), CHAT);
  }

  @Test
  void areNotOpenedTwiceWhereThePlatformDoesNotSayWhatItDid() {
    context.answer(OPEN, 500, error("systemError")).then(OPEN, OPENED);

    assertThat(fault(this::open)).isEqualTo(Code.UNAVAILABLE);
    assertThat(context.paths()).containsExactly(OPEN);
  }

  @Test
  void areOpenedWithTheirOwnerForLateJoinersToRead() throws Exception {
    context.answer(OPEN, OPENED);

    assertThat(open()).isEqualTo(CHAT);
    assertThat(context.sent(OPEN))
        .contains("\"owner\":\"li\"", "\"useridlist\":[\"li\"]", "\"showHistoryType\":1");
    assertThat(context.paths()).as("no robot is put into it unasked").containsExactly(OPEN);
  }

  @Test
  void haveTheAppsRobotPutIntoThemWhereASettingSaysSo() throws Exception {
    context.set("chat.plain.robot", "true").answer(OPEN, OPENED).answer(ADD_ROBOT, "{}");

    assertThat(open()).isEqualTo(CHAT);
    assertThat(context.sent(ADD_ROBOT))
        .contains("\"openConversationId\":\"cid1\"", "\"robotCode\":\"dingapp\"");

    context.answer(ADD_ROBOT, 400, error("robot.notFound"));
    assertThat(open()).as("the chat is open all the same").isEqualTo(CHAT);
  }

  /** The platform says the same where something else is wrong. */
  @ParameterizedTest
  @ValueSource(strings = {"34001", "parameter.invalid", "permession.checkFailed"})
  void areChangedNoMoreOnlyWhereTheyAreGone(String word) throws Exception {
    context.answer(UPDATE, 400, error(word)).answer(USER, somebody("wang"));
    List<ThrowingCallable> changes =
        List.of(this::rename, () -> chats().mute(CHAT, true, soon()), () -> add("wang"));
    for (String gone : List.of(NO_CHAT, info("2", "li"))) {
      context.answer(READ, gone);
      assertThat(chats().read(CHAT, soon())).isEmpty();
      for (ThrowingCallable change : changes) {
        assertThat(fault(change)).isEqualTo(Code.NOT_FOUND);
      }
    }

    context.answer(READ, info("1", "li"));
    for (ThrowingCallable change : changes.subList(0, 2)) {
      assertThat(fault(change)).isNotEqualTo(Code.NOT_FOUND);
    }
    assertThat(add("wang"))
        .containsExactly(MemberResult.of("wang", Outcome.FAILED).withPlatformCode(word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"groupDisbang", "parameter.invalid"})
  void areSpokenInAndDissolvedNoMoreOnlyWhereTheyAreGone(String word) throws Exception {
    context.set("chat.plain.dissolve", "true");
    context.answer(SAY, 400, error(word)).answer(DISSOLVE, 400, error(word));
    context.answer(READ, NO_CHAT);
    assertThat(fault(this::say)).isEqualTo(Code.NOT_FOUND);
    chats().dissolve(CHAT, soon());

    context.answer(READ, info("1", "li"));
    assertThat(fault(this::say)).isEqualTo(Code.REJECTED);
    assertThat(fault(() -> chats().dissolve(CHAT, soon()))).isEqualTo(Code.REJECTED);
  }

  @Test
  void areNamedByTheOtherIdWhereTheyAreSpokenInAndDissolved() throws Exception {
    context.set("chat.plain.dissolve", "true");
    context.answer(SAY, "{\"processQueryKey\":\"k1\"}").answer(DISSOLVE, "{\"success\":true}");

    assertThat(chats().send(CHAT, GroupMessage.text("Down"), soon()))
        .isEqualTo(Posted.sent(Optional.of("k1"), false));
    chats().dissolve(CHAT, soon());

    assertThat(context.sent(SAY)).contains("\"openConversationId\":\"cid1\"");
    assertThat(context.sent(DISSOLVE)).isEqualTo("{\"openConversationId\":\"cid1\"}");
  }

  @Test
  void areDissolvedOnlyWhereASettingSaysSoAndThePlatformToo() {
    assertThat(chats().traits().has(GroupChatFeature.DISSOLVE)).isFalse();
    assertThatThrownBy(() -> chats().dissolve(CHAT, soon()))
        .isInstanceOf(UnsupportedOperationException.class);

    context.set("chat.plain.dissolve", "true").answer(DISSOLVE, "{\"success\":false}");
    assertThat(fault(() -> chats().dissolve(CHAT, soon()))).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void keepLateJoinersReadingWhereTheyAreMuted() throws Exception {
    context.answer(UPDATE, "{\"success\":true}");
    chats().mute(CHAT, true, soon());

    assertThat(context.sent(UPDATE))
        .contains("\"chatid\":\"chat1\"", "\"chatBannedType\":1", "\"showHistoryType\":1");
  }

  @Test
  void haveATitleOfNoMoreThanTwentyJavaCharacters() throws Exception {
    context.answer(UPDATE, "{\"success\":true}");
    chats().change(CHAT, GroupChatChange.title("🚨 数据库主库不可用，支付与下单接口全部超时"), soon());

    String sent = context.sent(UPDATE).replaceAll(".*\"name\":\"([^\"]*)\".*", "$1");
    assertThat(sent).startsWith("🚨 数据库").endsWith("…").hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void takePeopleInAndOutByTheSameCall() throws Exception {
    context.answer(UPDATE, "{\"success\":true}").answer(READ, info("1", "li", "wang"));

    assertThat(add("wang")).containsExactly(MemberResult.of("wang", Outcome.DONE));
    assertThat(context.sent(UPDATE)).contains("\"add_useridlist\":[\"wang\"]");
    assertThat(chats().remove(CHAT, List.of("zhao"), soon()))
        .containsExactly(MemberResult.of("zhao", Outcome.DONE));
    assertThat(context.sent(UPDATE)).contains("\"del_useridlist\":[\"zhao\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"errcode\":0}", "{\"errcode\":0,\"chat_info\":[]}"})
  void areInDoubtWhereTheirInformationIsNone(String answer) {
    context.answer(READ, answer);

    assertThat(fault(() -> chats().read(CHAT, soon()))).isEqualTo(Code.UNEXPECTED_ANSWER);
    assertThat(fault(() -> chats().members(CHAT, Optional.empty(), soon())))
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  private static String info(String status, String... people) {
    return "{\"errcode\":0,\"chat_info\":{\"name\":\"Down\",\"owner\":\"li\",\"status\":%s,\"useridlist\":[\"%s\"]}}"
        .formatted(status, String.join("\",\"", people));
  }

  private static String somebody(String id) {
    return "{\"errcode\":0,\"result\":{\"userid\":\"" + id + "\",\"active\":true}}";
  }
}
