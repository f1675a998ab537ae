package dev.muster.lark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChatState;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.MemberResult.Outcome;
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chats and who is in them; what is said there is in {@link ChatMessageOdditiesTest}. */
final class GroupChatOdditiesTest {
  private static final String CHATS = "/open-apis/im/v1/chats";
  private static final String CHAT = CHATS + "/oc_1";
  private static final String MEMBERS = CHAT + "/members";
  private static final String LI = CannedContext.USERS + "/li";
  private static final String WANG = CannedContext.USERS + "/wang";
  private static final GroupChatRef REF = GroupChatRef.of("oc_1");
  private static final NewGroupChat ALONE =
      NewGroupChat.of("0123456789abcdef0123456789abcdef", "Checkout is down");
  private static final String OPENED = "{'code':0,'data':{'chat_id':'oc_1'}}";

  private final CannedContext context = new CannedContext();

  @Test
  void staysAnAdministratorOfAChatThatItGivesToSomebody() throws Exception {
    context.answer(CHATS, OPENED);
    assertThat(open(ALONE.withOwner("li").withMembers(List.of("wang")))).isEqualTo(REF);
    assertThat(context.sent(CHATS))
        .contains("\"owner_id\":\"li\"", "\"user_id_list\":[\"wang\"]", "\"private\"");
    assertThat(lastQuery())
        .contains(
            "user_id_type=user_id", "uuid=0123456789abcdef0123456789abcdef", "set_bot_manager");
  }

  @Test
  void opensAChatAloneAndOwnsIt() throws Exception {
    context.answer(CHATS, OPENED);
    assertThat(open(ALONE)).isEqualTo(REF);
    assertThat(context.sent(CHATS)).doesNotContain("owner_id", "user_id_list");
    assertThat(lastQuery()).doesNotContain("set_bot_manager");
  }

  @Test
  void asksAgainForAChatThatIsBeingOpenedByTheSameKey() throws Exception {
    context
        .answer(CHATS, 400, "{'code':232068,'msg':'The group is being created'}")
        .then(CHATS, OPENED);
    assertThat(open(ALONE)).isEqualTo(REF);
  }

  @ParameterizedTest
  @CsvSource({
    "232022, REJECTED",
    "232024, REJECTED",
    "232043, REJECTED",
    "99992351, REJECTED",
    "99992360, REJECTED",
    "232023, REJECTED",
    "232025, NOT_PERMITTED",
    "232033, NOT_PERMITTED",
    "232034, CREDENTIAL_REFUSED",
    "232019, THROTTLED",
  })
  void tellsWhyNoChatIsOpened(int code, Code expected) {
    context.answer(CHATS, 400, "{'code':" + code + "}");
    assertThat(fault(() -> open(ALONE.withOwner("li")))).isEqualTo(expected);
  }

  @Test
  void opensNoChatWithWhatIsNoUserId() {
    assertThat(fault(() -> open(ALONE.withMembers(List.of("li", "a b"))))).isEqualTo(Code.REJECTED);
    assertThat(context.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'code':0}", "{'code':0,'data':{'chat_id':'../x'}}"})
  void takesNothingForAChatThatHasNoId(String answer) {
    context.answer(CHATS, answer);
    assertThat(fault(() -> open(ALONE))).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dissolved", "dissolved_save"})
  void missesAChatThatThePlatformStillTellsAbout(String status) throws Exception {
    context.answer(CHAT, "{'code':0,'data':{'name':'x','chat_status':'" + status + "'}}");
    assertThat(chats().read(REF, soon())).isEmpty();
  }

  @Test
  void readsWhoOwnsAChat() throws Exception {
    context
        .answer(CHAT, "{'code':0,'data':{'name':'Down','owner_id':'li','chat_status':'normal'}}")
        .then(CHAT, 200, Map.of(), "{'code':0,'data':{'chat_status':'normal'}}");
    assertThat(chats().read(REF, soon())).contains(GroupChatState.of(REF, "Down").withOwner("li"));
    assertThat(chats().read(REF, soon())).contains(GroupChatState.of(REF, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "..", "oc_1?x=y"})
  void asksForNoChatWhoseIdIsNone(String id) throws Exception {
    GroupChatRef odd = GroupChatRef.of(id);
    assertThat(chats().read(odd, soon())).isEmpty();
    assertThat(fault(() -> chats().mute(odd, true, soon()))).isEqualTo(Code.NOT_FOUND);
    assertThat(context.calls()).isEmpty();
  }

  @Test
  void namesMembersOnceAndNobodyOfAnotherCompany() throws Exception {
    context.answer(
        MEMBERS,
        "{'code':0,'data':{'has_more':true,'page_token':'p2','items':["
            + "{'member_id':'li','tenant_key':'tk'},{'member_id':'li','tenant_key':'tk'},"
            + "{'member_id':'wang','tenant_key':'another'},{'member_id':'zhao'}]}}");
    var page = chats().members(REF, Optional.empty(), soon());
    assertThat(page.items()).containsExactly("li", "zhao");
    assertThat(page.next()).contains("p2");
    assertThat(fault(() -> chats().members(REF, page.next(), soon())))
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void lacksAPermissionWhereMembersHaveNoIds() {
    context.answer(MEMBERS, "{'code':0,'data':{'items':[{'name':'Li','tenant_key':'tk'}]}}");
    assertThat(fault(() -> chats().members(REF, Optional.empty(), soon())))
        .isEqualTo(Code.NOT_PERMITTED);
  }

  @Test
  void saysOfEachWhatBecameOfThem() throws Exception {
    context.answer(
        MEMBERS,
        "{'code':0,'data':{'invalid_id_list':['li','wang','gone'],'not_existed_id_list':['nobody'],"
            + "'pending_approval_id_list':['later']}}");
    context.answer(LI, person("li", "is_resigned")).answer(WANG, person("wang", "none"));
    context.answer(CannedContext.USERS + "/gone", 400, "{'code':41012}");
    List<MemberResult> results = add("zhao", "li", "wang", "gone", "nobody", "later", "a b");
    assertThat(results)
        .extracting(MemberResult::outcome)
        .containsExactly(
            Outcome.DONE,
            Outcome.LEFT_COMPANY,
            Outcome.NOT_VISIBLE,
            Outcome.NOT_FOUND,
            Outcome.NOT_FOUND,
            Outcome.PENDING,
            Outcome.NOT_FOUND);
    assertThat(context.sent(MEMBERS)).doesNotContain("a b");
  }

  @Test
  void tellsOfThoseWhoWereAddedThoughTheAddressBookFails() throws Exception {
    context.answer(MEMBERS, "{'code':0,'data':{'invalid_id_list':['li']}}");
    context.answer(LI, 400, "{'code':99991400}");
    assertThat(add("zhao", "li"))
        .extracting(MemberResult::outcome)
        .containsExactly(Outcome.DONE, Outcome.NOT_VISIBLE);
  }

  /** By other ids than they were asked for: whoever it is, nobody is known to be in the chat. */
  @Test
  void takesNobodyForAddedWhereThePlatformNamesSomebodyElse() throws Exception {
    context.answer(MEMBERS, "{'code':0,'data':{'invalid_id_list':['ou_1']}}");
    assertThat(add("li", "wang")).extracting(MemberResult::outcome).containsOnly(Outcome.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "232013, FULL",
    "232044, FULL",
    "232022, LEFT_COMPANY",
    "232024, NOT_VISIBLE",
    "232043, NOT_VISIBLE",
    "232027, NOT_VISIBLE",
    "232030, NOT_VISIBLE",
    "99992360, NOT_FOUND",
    "99992381, NOT_FOUND",
    "232028, FAILED",
  })
  void saysWhyOneIsNotAdded(int code, Outcome expected) throws Exception {
    context.answer(MEMBERS, 400, "{'code':" + code + "}").answer(LI, 400, "{'code':41050}");
    assertThat(add("li"))
        .containsExactly(MemberResult.of("li", expected).withPlatformCode(Integer.toString(code)));
    assertThat(fault(() -> add("li", "wang"))).isEqualTo(Code.REJECTED);
  }

  @ParameterizedTest
  @CsvSource({"232006, NOT_FOUND", "232009, NOT_FOUND", "232017, NOT_PERMITTED"})
  void missesTheChatAndNotThePeople(int code, Code expected) {
    context.answer(MEMBERS, 400, "{'code':" + code + "}");
    assertThat(fault(() -> add("li"))).isEqualTo(expected);
    assertThat(fault(() -> remove("li"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'code':0,'data':{'chat_status':'dissolved_save'}}; NOT_FOUND",
        "{'code':0,'data':{'chat_status':'normal'}}; NOT_PERMITTED",
        "{'code':99991400}; NOT_PERMITTED",
      })
  void looksWhetherAChatIsThereThatItIsNotIn(String chat, Code expected) {
    context.answer(MEMBERS, 400, "{'code':232011}").answer(CHAT, chat);
    assertThat(fault(() -> add("li"))).isEqualTo(expected);
    assertThat(fault(() -> chats().members(REF, Optional.empty(), soon()))).isEqualTo(expected);
    context.answer("/open-apis/im/v1/messages", 400, "{'code':230002}");
    assertThat(fault(() -> chats().history(REF, Instant.EPOCH, Optional.empty(), soon())))
        .isEqualTo(expected);
  }

  @Test
  void removesByABodyOfADelete() throws Exception {
    context.answer(MEMBERS, "{'code':0,'data':{}}");
    assertThat(remove("li", "a b"))
        .containsExactly(MemberResult.of("li", Outcome.DONE), MemberResult.of("a b", Outcome.DONE));
    HttpCall call = context.calls().get(context.calls().size() - 1);
    assertThat(call.method()).isEqualTo("DELETE");
    assertThat(context.sent(MEMBERS)).isEqualTo("{\"id_list\":[\"li\"]}");
  }

  @Test
  void takesWhoIsNotInTheChatForRemoved() throws Exception {
    context.answer(MEMBERS, 400, "{'code':232027}");
    assertThat(remove("li", "wang")).extracting(MemberResult::outcome).containsOnly(Outcome.DONE);
    context.answer(MEMBERS, 400, "{'code':99992360}");
    assertThat(remove("li")).containsExactly(MemberResult.of("li", Outcome.DONE));
  }

  @Test
  void looksWhetherWhoWasNotRemovedIsInTheChat() throws Exception {
    context
        .answer(MEMBERS, "{'code':0,'data':{'invalid_id_list':['li','wang']}}")
        .then(MEMBERS, "{'code':0,'data':{'items':[{'member_id':'wang'}]}}");
    assertThat(remove("li", "wang"))
        .extracting(MemberResult::outcome)
        .containsExactly(Outcome.DONE, Outcome.FAILED);
  }

  @Test
  void neverRemovesTheOwner() throws Exception {
    context.answer(MEMBERS, 400, "{'code':232076}");
    assertThat(remove("li"))
        .containsExactly(MemberResult.of("li", Outcome.FAILED).withPlatformCode("232076"));
    assertThat(fault(() -> remove("li", "wang"))).isEqualTo(Code.REJECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "232012, REJECTED",
    "232016, NOT_PERMITTED",
    "99992360, REJECTED",
    "232009, NOT_FOUND",
  })
  void tellsWhyAChatIsNotHandedOn(int code, Code expected) {
    context.answer(CHAT, 400, "{'code':" + code + "}");
    assertThat(fault(() -> chats().change(REF, GroupChatChange.owner("li"), soon())))
        .isEqualTo(expected);
  }

  @Test
  void dissolvesOnlyWhatItMay() {
    context.answer(CHAT, 400, "{'code':232017}");
    assertThat(fault(() -> chats().dissolve(REF, soon()))).isEqualTo(Code.NOT_PERMITTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a.example/x", "javascript:alert(1)", "no link", "https:///x"})
  void takesNothingForALinkThatIsNone(String link) {
    context.answer(CHAT + "/link", "{'code':0,'data':{'share_link':'" + link + "'}}");
    assertThat(fault(() -> chats().joinLink(REF, soon()))).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void takesAsManyPeopleAsTheSettingSays() {
    assertThat(chats().traits().mostMembers()).isEqualTo(5000);
    assertThat(context.set("chat.members", "30").connect("feishu"))
        .isInstanceOfSatisfying(
            GroupChatConnection.class,
            app -> {
              assertThat(app.groupChats().orElseThrow().traits().mostMembers()).isEqualTo(30);
              assertThat(app.groupChats().orElseThrow().traits().mostAtOpening()).isEqualTo(30);
            });
    assertThatThrownBy(() -> context.set("chat.members", "1").connect("feishu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("platform.lark.chat.members");
  }

  private static String person(String id, String flag) {
    String flags = "{'is_resigned':false,'is_exited':false,'is_frozen':false}";
    return "{'code':0,'data':{'user':{'user_id':'%s','status':%s}}}"
        .formatted(id, flags.replace("'" + flag + "':false", "'" + flag + "':true"));
  }

  private GroupChats chats() {
    return ((GroupChatConnection) context.connect("feishu")).groupChats().orElseThrow();
  }

  private GroupChatRef open(NewGroupChat chat) throws ProviderException {
    return chats().open(chat, soon());
  }

  private List<MemberResult> add(String... people) throws ProviderException {
    return chats().add(REF, List.of(people), soon());
  }

  private List<MemberResult> remove(String... people) throws ProviderException {
    return chats().remove(REF, List.of(people), soon());
  }

  private String lastQuery() {
    return context.calls().get(context.calls().size() - 1).uriWithQuery().getQuery();
  }

  private static Code fault(ThrowingCallable call) {
    return catchThrowableOfType(ProviderException.class, call).code();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}
