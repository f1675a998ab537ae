package dev.muster.wechatwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.GroupMessage;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.MemberResult.Outcome;
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.Quota;
import dev.muster.spi.platform.Quota.Period;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GroupChatOdditiesTest {
  private static final String CREATE = "/cgi-bin/appchat/create";
  private static final String GET = "/cgi-bin/appchat/get";
  private static final String UPDATE = "/cgi-bin/appchat/update";
  private static final String SEND = "/cgi-bin/appchat/send";
  private static final String AGENT = "/cgi-bin/agent/get";
  private static final String USER = "/cgi-bin/user/get";
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final GroupChatRef CHAT = GroupChatRef.of(KEY);
  private static final String OK = "{\"errcode\":0}";
  private static final String WHOLE = "{\"errcode\":0,\"allow_partys\":{\"partyid\":[1]}}";
  private static final String PART = "{\"errcode\":0,\"allow_partys\":{\"partyid\":[2,3]}}";

  private final CannedContext context = new CannedContext();

  @Test
  void opensAChatByTheKey() throws Exception {
    context.answer(CREATE, "{\"errcode\":0,\"chatid\":\"" + KEY + "\"}");
    assertThat(open()).isEqualTo(CHAT);
    assertThat(context.sent(CREATE))
        .contains("\"chatid\":\"" + KEY + "\"", "\"owner\":\"Li\"", "[\"Li\",\"Wang\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"errcode\":0}", "{\"errcode\":0,\"chatid\":\"another\"}"})
  void takesNoOtherChatForTheOneItOpened(String answer) {
    context.answer(CREATE, answer);
    assertThat(fault(this::open)).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void answersWithTheChatThatIsThereAlready() throws Exception {
    context.answer(CREATE, error(86215)).answer(GET, chat("Li", "Wang"));
    assertThat(open()).isEqualTo(CHAT);
  }

  @Test
  void missesAChatWhoseKeyIsTakenAndThatIsThereNoMore() {
    context.answer(CREATE, error(86215)).answer(GET, error(40050));
    assertThat(fault(this::open)).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void takesNoChatOfAnotherAppForItsOwn() {
    context.answer(CREATE, error(86215)).answer(GET, error(86008));
    assertThat(fault(this::open)).isEqualTo(Code.NOT_PERMITTED);
  }

  /** The platform says the same of one of the people and of an app that is not for everybody. */
  @Test
  void tellsAPersonOutsideTheRangeFromAnAppThatIsNotForEverybody() {
    context.answer(CREATE, error(60011)).answer(AGENT, WHOLE);
    assertThat(fault(this::open)).isEqualTo(Code.REJECTED);
    context.answer(AGENT, PART);
    assertThat(fault(this::open)).isEqualTo(Code.NOT_PERMITTED);
    context.answer(UPDATE, error(60011));
    assertThat(fault(() -> add("Li"))).isEqualTo(Code.NOT_PERMITTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {86007, 86207, 40003, 60111, 86006})
  void neverTakesAPersonWhoIsNotThereForAChatThatIsNot(int errcode) {
    context.answer(CREATE, error(errcode)).answer(UPDATE, error(errcode));
    assertThat(fault(this::open)).isEqualTo(Code.REJECTED);
    assertThat(fault(() -> chats().change(CHAT, GroupChatChange.owner("Nobody"), soon())))
        .isEqualTo(Code.REJECTED);
  }

  @Test
  void countsChatsThatAreOpenedInADayAndChangesInAnHour() {
    List<Quota> quotas = new WechatWorkProvider().descriptor().quotas();

    assertThat(quotas).extracting(Quota::period).containsExactly(Period.DAY, Period.HOUR);
    assertThat(quotas.get(0).counts(CREATE)).isTrue();
    assertThat(quotas.get(0).counts(UPDATE)).isFalse();
    assertThat(quotas.get(1).counts(UPDATE)).isTrue();
    assertThat(quotas).noneMatch(quota -> quota.counts(GET) || quota.counts("/cgi-bin/gettoken"));
    assertThat(quotas).allMatch(quota -> quota.usedUpCodes().contains("45009"));
    assertThat(quotas).allMatch(quota -> quota.limit() == 1_000);
    assertThat(quotas)
        .extracting(quota -> quota.zone().getId())
        .as("on the vendor's clocks")
        .containsOnly("Asia/Shanghai");
  }

  /** A company that goes beyond it is shut out for the rest of the day, or of the hour. */
  @Test
  void stopsBeforeThePlatformShutsTheCompanyOut() throws Exception {
    context.set("chat.openings", "2").set("chat.changes", "3");
    context.answer(CREATE, "{\"errcode\":0,\"chatid\":\"" + KEY + "\"}").answer(UPDATE, OK);
    open();
    open();
    assertThat(fault(this::open)).isEqualTo(Code.THROTTLED);

    chats().change(CHAT, GroupChatChange.title("Down"), soon());
    add("Zhao");
    chats().remove(CHAT, List.of("Zhao"), soon());
    assertThat(fault(() -> add("Zhao"))).isEqualTo(Code.THROTTLED);
    assertThat(fault(() -> chats().change(CHAT, GroupChatChange.title("Up"), soon())))
        .isEqualTo(Code.THROTTLED);
    assertThat(context.paths()).containsExactly(CREATE, CREATE, UPDATE, UPDATE, UPDATE);
  }

  /** Of more the platform drops the rest without a word. */
  @Test
  void saysNoMoreInAMinuteThanSomebodyGets() {
    assertThat(new WechatWorkProvider().descriptor().callsPerMinute().get(SEND))
        .isLessThanOrEqualTo(200);
  }

  /** Chats are known by their id, so that what is done twice is done once; messages have none. */
  @Test
  void asksAgainForAnythingButMessages() throws Exception {
    String busy = error(-1);
    context.answer(CREATE, busy).then(CREATE, "{\"errcode\":0,\"chatid\":\"" + KEY + "\"}");
    assertThat(open()).isEqualTo(CHAT);
    context.answer(UPDATE, busy).then(UPDATE, OK);
    assertThat(outcomes(add("Zhao"))).containsExactly(Outcome.DONE);

    context.answer(SEND, busy).then(SEND, OK);
    assertThat(fault(() -> chats().send(CHAT, GroupMessage.text("x"), soon())))
        .isEqualTo(Code.UNAVAILABLE);
    assertThat(context.paths()).filteredOn(SEND::equals).hasSize(1);
  }

  @Test
  void asksForNobodyWhoseIdIsNone() throws Exception {
    NewGroupChat all = NewGroupChat.of(KEY, "Down").withMembers(List.of("Li", "@all"));
    assertThat(fault(() -> chats().open(all, soon()))).isEqualTo(Code.REJECTED);
    assertThat(outcomes(add("@all", "a|b"))).containsExactly(Outcome.NOT_FOUND, Outcome.NOT_FOUND);
    assertThat(context.paths()).isEmpty();
  }

  /** Whether the platform minds is not documented. */
  @Test
  void addsTheOthersWhereSomeAreInTheChatAlready() throws Exception {
    context.answer(UPDATE, error(86007)).then(UPDATE, OK).answer(GET, chat("Li", "WANG"));
    assertThat(outcomes(add("li", "Wang", "Zhao"))).containsOnly(Outcome.DONE);
    assertThat(context.sent(UPDATE)).contains("[\"Zhao\"]");
  }

  @Test
  void isContentWhereAllAreInTheChatAlready() throws Exception {
    context.answer(UPDATE, error(86007)).answer(GET, chat("Li", "Wang"));
    assertThat(outcomes(add("Li", "Wang"))).containsOnly(Outcome.DONE);
    context.answer(UPDATE, error(86216));
    assertThat(outcomes(chats().remove(CHAT, List.of("Zhao"), soon()))).containsOnly(Outcome.DONE);
  }

  @ParameterizedTest
  @CsvSource({
    "86007, '{\"errcode\":60111}', NOT_FOUND",
    "86007, '{\"errcode\":60011}', NOT_VISIBLE",
    "60011, '{\"errcode\":60011}', NOT_VISIBLE",
    "86007, '{\"errcode\":0,\"userid\":\"Zhao\",\"status\":5}', LEFT_COMPANY",
    "86007, '{\"errcode\":0,\"userid\":\"Zhao\",\"status\":2}', LEFT_COMPANY",
    "86007, '{\"errcode\":0,\"userid\":\"Zhao\",\"status\":1}', FAILED",
    "86007, '{\"errcode\":45009}', FAILED",
    "86006, '{\"errcode\":0,\"userid\":\"Zhao\",\"status\":1}', FULL",
  })
  void looksUpWhatIsWrongWithWhoeverItRefuses(int errcode, String user, Outcome outcome)
      throws Exception {
    context
        .answer(UPDATE, error(errcode))
        .answer(GET, chat("Li", "Wang"))
        .answer(AGENT, WHOLE)
        .answer(USER, user);
    MemberResult result = add("Zhao").get(0);
    assertThat(result.outcome()).isEqualTo(outcome);
    assertThat(result.platformCode()).contains(Integer.toString(errcode));
  }

  @Test
  void leavesItToTheCoreToFindOutWhoIsInTheWay() {
    context.answer(UPDATE, error(86007)).answer(GET, chat("Li", "Wang"));
    assertThat(fault(() -> add("Zhao", "Qian"))).isEqualTo(Code.REJECTED);
  }

  /** Whether a chat may be left by all but one is not documented. */
  @Test
  void saysThatTheLastTwoCannotBeTakenOut() throws Exception {
    context.answer(UPDATE, error(86006)).answer(GET, chat("Li", "Wang"));
    MemberResult result = chats().remove(CHAT, List.of("Wang"), soon()).get(0);
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.platformCode()).contains("86006");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":0}",
        "{\"errcode\":0,\"chat_info\":{\"name\":\"Down\",\"owner\":\"Li\"}}",
        "{\"errcode\":0,\"chat_info\":{\"name\":\"Down\",\"userlist\":[{\"userid\":\"Li\"}]}}",
      })
  void neverTakesAnAnswerWithoutMembersForAnEmptyChat(String answer) {
    context.answer(GET, answer);
    assertThat(fault(() -> chats().read(CHAT, soon()))).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void sendsTextAsTextAndMarkdownAsMarkdown() throws Exception {
    context.answer(SEND, OK);
    chats().send(CHAT, GroupMessage.text("a <a href=\"x\">b</a>").withTitle("T"), soon());
    assertThat(context.sent(SEND))
        .contains("\"msgtype\":\"text\"", "T\\na ＜a href")
        .doesNotContain("<");

    chats().send(CHAT, GroupMessage.markdown("**b** <@all>").withTitle("[x](y) *z*"), soon());
    assertThat(context.sent(SEND))
        .contains("\"msgtype\":\"markdown\"", "**［x］(y) ＊z＊**\\n**b** ＜@all>");
  }

  @ParameterizedTest
  @CsvSource({"chat.members, 1", "chat.members, 2001", "chat.openings, many", "chat.changes, -1"})
  void refusesASettingThatIsNone(String key, String value) {
    context.set(key, value);
    assertThatThrownBy(this::chats)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("platform.wechatwork." + key);
  }

  @Test
  void takesFewerPeopleWhereTheCompanySaysSo() {
    context.set("chat.members", "500");
    assertThat(chats().traits().mostMembers()).isEqualTo(500);
    assertThat(chats().traits().mostAtOpening()).isEqualTo(500);
  }

  private GroupChatRef open() throws ProviderException {
    return chats()
        .open(
            NewGroupChat.of(KEY, "Down").withOwner("Li").withMembers(List.of("Li", "Wang")),
            soon());
  }

  private List<MemberResult> add(String... people) throws ProviderException {
    return chats().add(CHAT, List.of(people), soon());
  }

  private static List<Outcome> outcomes(List<MemberResult> results) {
    return results.stream().map(MemberResult::outcome).toList();
  }

  private GroupChats chats() {
    return ((GroupChatConnection) context.connect(Map.of())).groupChats().orElseThrow();
  }

  private static Code fault(ThrowingCallable call) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, call);
    assertThat(fault).isNotNull();
    return fault.code();
  }

  private static String error(int errcode) {
    return "{\"errcode\":" + errcode + ",\"errmsg\":\"no\"}";
  }

  private static String chat(String... members) {
    return "{\"errcode\":0,\"chat_info\":{\"chatid\":\""
        + KEY
        + "\",\"name\":\"Down\",\"owner\":\"Li\",\"userlist\":[\""
        + String.join("\",\"", members)
        + "\"],\"chat_type\":0}}";
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}
