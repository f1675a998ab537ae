package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.GroupMessage;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A group chat of which the platform says what a test wants. */
abstract class GroupChatOddities {
  static final String ADD = "/v1.0/im/sceneGroup/member/add";
  static final String QUERY = "/v1.0/im/sceneGroups/query";
  static final String MEMBERS = "/v1.0/im/sceneGroups/members/batchQuery";
  static final String SEND = "/topapi/im/chat/scencegroup/message/send_v2";
  static final String USER = "/topapi/v2/user/get";
  static final String KEY = "0123456789abcdef0123456789abcdef";
  static final String DONE = "{\"success\":true}";
  static final String STANDS = "{\"success\":true,\"status\":1,\"title\":\"Down\"}";
  static final String DISSOLVED = "{\"success\":true,\"status\":2,\"title\":\"Down\"}";
  static final String NOBODY = "{\"errcode\":60121,\"errmsg\":\"\"}";
  static final String HIDDEN = "{\"errcode\":50002,\"errmsg\":\"\"}";
  static final String SOMEBODY = "{\"errcode\":0,\"result\":{\"userid\":\"zhao\",\"active\":true}}";

  final CannedContext context;
  private final GroupChatRef chat;

  GroupChatOddities(CannedContext context, GroupChatRef chat) {
    this.context = context;
    this.chat = chat;
  }

  final GroupChats chats() {
    return ((GroupChatConnection) context.connect()).groupChats().orElseThrow();
  }

  final GroupChatRef open() throws ProviderException {
    return chats().open(NewGroupChat.of(KEY, "Down").withOwner("li"), soon());
  }

  final List<MemberResult> add(String... people) throws ProviderException {
    return chats().add(chat, List.of(people), soon());
  }

  final void rename() throws ProviderException {
    chats().change(chat, GroupChatChange.title("Up"), soon());
  }

  final void handOn() throws ProviderException {
    chats().change(chat, GroupChatChange.owner("zhao"), soon());
  }

  final void say() throws ProviderException {
    chats().send(chat, GroupMessage.text("Down"), soon());
  }

  static Code fault(ThrowingCallable call) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, call);
    assertThat(fault).isNotNull();
    return fault.code();
  }

  static String error(String word) {
    return "{\"code\":\"" + word + "\",\"message\":\"no\",\"requestid\":\"1\"}";
  }

  static String members(String... people) {
    return "{\"success\":true,\"hasMore\":false,\"memberUserIds\":[\""
        + String.join("\",\"", people)
        + "\"]}";
  }

  static String sent() {
    return "{\"errcode\":0,\"success\":true,\"open_msg_id\":\"m1\"}";
  }

  static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}
