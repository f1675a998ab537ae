package dev.muster.lark;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What chats are asked for, and that it is asked for again where the platform is busy. */
final class ChatCallsTest {
  private static final String CHATS = "/open-apis/im/v1/chats";
  private static final String CHAT = CHATS + "/oc_1";
  private static final String MEMBERS = CHAT + "/members";
  private static final GroupChatRef REF = GroupChatRef.of("oc_1");
  private static final String DONE = "{'code':0,'data':{}}";
  private static final String BUSY = "{'code':2200,'msg':'Internal Error'}";
  private static final String LINK = "{'code':0,'data':{'share_link':'https://go.example/j'}}";
  private static final NewGroupChat NEW =
      NewGroupChat.of("0123456789abcdef0123456789abcdef", "Checkout is down");

  private final CannedContext context = new CannedContext();

  /** What is asked for once or twice alike. */
  enum Asked {
    ADD(MEMBERS) {
      @Override
      void of(GroupChats chats) throws ProviderException {
        assertThat(chats.add(REF, List.of("li"), soon()))
            .containsExactly(MemberResult.of("li", Outcome.DONE));
      }
    },
    REMOVE(MEMBERS) {
      @Override
      void of(GroupChats chats) throws ProviderException {
        assertThat(chats.remove(REF, List.of("li"), soon()))
            .containsExactly(MemberResult.of("li", Outcome.DONE));
      }
    },
    RENAME(CHAT) {
      @Override
      void of(GroupChats chats) throws ProviderException {
        chats.change(REF, GroupChatChange.title("Up"), soon());
      }
    },
    MUTE(CHAT + "/moderation") {
      @Override
      void of(GroupChats chats) throws ProviderException {
        chats.mute(REF, true, soon());
      }
    },
    PIN(CHAT + "/top_notice/put_top_notice") {
      @Override
      void of(GroupChats chats) throws ProviderException {
        chats.pin(REF, "om_1", soon());
      }
    },
    JOIN_LINK(CHAT + "/link") {
      @Override
      void of(GroupChats chats) throws ProviderException {
        assertThat(chats.joinLink(REF, soon())).isEqualTo(URI.create("https://go.example/j"));
      }
    },
    DISSOLVE(CHAT) {
      @Override
      void of(GroupChats chats) throws ProviderException {
        chats.dissolve(REF, soon());
      }
    };

    private final String path;

    Asked(String path) {
      this.path = path;
    }

    abstract void of(GroupChats chats) throws ProviderException;
  }

  @ParameterizedTest
  @EnumSource(Asked.class)
  void isAskedForAgainWhereThePlatformIsBusy(Asked asked) throws Exception {
    context.answer(asked.path, BUSY).then(asked.path, asked == Asked.JOIN_LINK ? LINK : DONE);

    asked.of(chats());
    assertThat(context.paths()).filteredOn(asked.path::equals).hasSize(2);
  }

  @Test
  void letsTheOwnerAloneWriteAndEverybodyAgain() throws Exception {
    context.answer(Asked.MUTE.path, DONE);
    chats().mute(REF, true, soon());
    assertThat(context.sent(Asked.MUTE.path)).isEqualTo("{\"moderation_setting\":\"only_owner\"}");
    assertThat(last().method()).isEqualTo("PUT");
    chats().mute(REF, false, soon());
    assertThat(context.sent(Asked.MUTE.path)).isEqualTo("{\"moderation_setting\":\"all_members\"}");
  }

  /** The other kind of action would be an announcement, not the message. */
  @Test
  void putsTheMessageItselfAboveTheChat() throws Exception {
    context.answer(Asked.PIN.path, DONE);
    chats().pin(REF, "om_1", soon());
    assertThat(context.sent(Asked.PIN.path))
        .contains("\"action_type\":\"1\"", "\"message_id\":\"om_1\"");
  }

  @Test
  void leadsInForAYearAndNotForEver() throws Exception {
    context.answer(Asked.JOIN_LINK.path, LINK);
    Asked.JOIN_LINK.of(chats());
    assertThat(context.sent(Asked.JOIN_LINK.path)).isEqualTo("{\"validity_period\":\"year\"}");
  }

  /** Otherwise one who cannot be added would keep out all others. */
  @Test
  void addsWhomeverItCanByTheirUserIds() throws Exception {
    context.answer(MEMBERS, DONE);
    Asked.ADD.of(chats());
    assertThat(last().uriWithQuery().getQuery())
        .contains("succeed_type=1", "member_id_type=user_id");
  }

  @Test
  void addsAsManyAtOnceAsThePlatformTakes() {
    assertThat(chats().traits().mostAtOnce()).isEqualTo(50);
    assertThat(chats().traits().mostAtOpening()).isEqualTo(50);
  }

  /** The platform forgets a key after ten hours, by its own clock. */
  @Test
  void trustsInAKeyForLessThanThePlatformKeepsIt() {
    assertThat(chats().traits().keyLife().orElseThrow())
        .isBetween(Duration.ofHours(1), Duration.ofHours(10).minusMinutes(30));
  }

  @Test
  void knowsNoOwnerByWhatIsNoUserId() throws Exception {
    context.answer(
        CHAT, "{'code':0,'data':{'name':'Down','owner_id':'ou 1','chat_status':'normal'}}");
    assertThat(chats().read(REF, soon())).contains(GroupChatState.of(REF, "Down"));
  }

  @Test
  void cutsATitleOfMoreThanSixtyCharactersBetweenTwo() throws Exception {
    String whole = "码🚨".repeat(40);
    context.answer(CHATS, "{'code':0,'data':{'chat_id':'oc_1'}}").answer(CHAT, DONE);
    chats().change(REF, GroupChatChange.title(whole), soon());
    assertTitle(context.sent(CHAT));
    chats().open(NewGroupChat.of(NEW.key(), whole), soon());
    assertTitle(context.sent(CHATS));
  }

  private static void assertTitle(String sent) {
    String title = sent.replaceAll(".*\"name\":\"([^\"]*)\".*", "$1");
    assertThat(title).startsWith("码🚨码").endsWith("码…");
    assertThat(title.codePointCount(0, title.length())).isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"230045", "232006", "232009"})
  void takesAChatThatIsNotThereForDissolved(String code) throws Exception {
    context.answer(CHAT, 400, "{'code':" + code + "}");
    chats().dissolve(REF, soon());
    assertThat(last().method()).isEqualTo("DELETE");
  }

  @Test
  void looksOnceAtEachOfAFewWhoCouldNotBeAdded() throws Exception {
    List<String> people = IntStream.range(0, 20).mapToObj(it -> "u" + it).toList();
    context.answer(
        MEMBERS, "{'code':0,'data':{'invalid_id_list':['" + String.join("','", people) + "']}}");
    people.forEach(it -> context.answer(CannedContext.USERS + "/" + it, 400, "{'code':41012}"));

    assertThat(chats().add(REF, people, soon()))
        .extracting(MemberResult::outcome)
        .contains(Outcome.NOT_FOUND, Outcome.NOT_VISIBLE)
        .hasSize(20);
    assertThat(context.paths()).filteredOn(it -> it.startsWith(CannedContext.USERS)).hasSize(10);
  }

  @Test
  void saysOfSomebodyWhoIsFrozenThatTheyLeft() throws Exception {
    context.answer(MEMBERS, "{'code':0,'data':{'invalid_id_list':['li']}}");
    context.answer(
        CannedContext.USERS + "/li",
        "{'code':0,'data':{'user':{'user_id':'li','status':"
            + "{'is_resigned':false,'is_exited':false,'is_frozen':true}}}}");

    assertThat(chats().add(REF, List.of("li"), soon()))
        .containsExactly(MemberResult.of("li", Outcome.LEFT_COMPANY));
  }

  /** They stand on the second page of the chat's members. */
  @Test
  void findsAlsoBehindTheFirstPageWhoWasNotRemoved() throws Exception {
    context.answer(MEMBERS, "{'code':0,'data':{'invalid_id_list':['li','wang']}}");
    context.then(
        MEMBERS, page("{'has_more':true,'page_token':'2','items':[{'member_id':'zhao'}]}"));
    context.then(MEMBERS, page("{'items':[{'member_id':'wang'}]}"));

    assertThat(outcomes(chats().remove(REF, List.of("li", "wang"), soon())))
        .containsExactly(Outcome.DONE, Outcome.FAILED);
  }

  @Test
  void isInDoubtWhoWasRemovedWhereTheMembersCannotBeRead() throws Exception {
    context.answer(MEMBERS, "{'code':0,'data':{'invalid_id_list':['li']}}");
    context.then(MEMBERS, "{'code':99991400}");

    assertThat(outcomes(chats().remove(REF, List.of("li", "wang"), soon())))
        .containsOnly(Outcome.UNKNOWN);
  }

  private static String page(String data) {
    return "{'code':0,'data':" + data + "}";
  }

  private static List<Outcome> outcomes(List<MemberResult> results) {
    return results.stream().map(MemberResult::outcome).toList();
  }

  private HttpCall last() {
    return context.calls().get(context.calls().size() - 1);
  }

  private GroupChats chats() {
    return ((GroupChatConnection) context.connect("feishu")).groupChats().orElseThrow();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}
