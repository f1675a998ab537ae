package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.Deadline;
import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChatTraits;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.testkit.platform.GroupChatFixture.SeenChat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Opening, finding, changing and ending a chat. */
abstract class OpeningChatsContract extends GroupChatContract {
  OpeningChatsContract(PlatformFixture fixture) {
    super(fixture);
  }

  @Test
  void sayAtOnceAndAlwaysTheSameWhatTheyCanDo() {
    GroupChats chats = connect();
    platform.begin(Trouble.SERVER_ERROR);
    assertThat(chats.traits()).isEqualTo(connect().traits());
  }

  @Test
  void areOpenedWithATitleAndTheirPeople() throws Exception {
    GroupChats chats = connect();
    NewGroupChat wanted = least(chats, KEY, "Checkout is down");
    GroupChatRef chat = chats.open(wanted, soon());

    SeenChat seen = seen(chat);
    assertThat(seen.standing()).isTrue();
    assertThat(seen.title()).isEqualTo("Checkout is down");
    assertThat(seen.members()).containsExactlyInAnyOrderElementsOf(wanted.members());
    assertThat(seen.owner()).isEqualTo(wanted.owner());
    assertThat(read(chats, chat).title()).isEqualTo("Checkout is down");
    assertThat(read(chats, chat).ref()).isEqualTo(chat);
    assertThat(members(chats, chat)).containsExactlyInAnyOrderElementsOf(wanted.members());
  }

  @Test
  void areOpenedWithAsManyPeopleAsTheTraitsSay() throws Exception {
    GroupChats chats = connect();
    GroupChatTraits traits = chats.traits();
    int most = Math.min(traits.mostAtOpening(), 120);
    assumeTrue(most > Math.max(1, traits.leastAtOpening()), "It is opened with a fixed number");
    NewGroupChat wanted =
        NewGroupChat.of(KEY, "Checkout is down")
            .withOwner(member())
            .withMembers(server().people(most - 1));
    GroupChatRef chat = chats.open(wanted, soon());

    assertThat(seen(chat).members()).hasSize(most).containsAll(wanted.members());
    assertThat(seen(chat).owner()).contains(member());
  }

  @Test
  void openedAgainByTheirKeyAreTheSame() throws Exception {
    GroupChats chats = connect();
    assumeTrue(
        !chats.traits().keyLife().equals(Optional.of(Duration.ZERO)), "Keys mean nothing here");
    GroupChatRef chat = open(chats);
    assertThat(open(chats)).isEqualTo(chat);
    assertThat(open(connect())).isEqualTo(chat);
    assertThat(server().opened()).isOne();

    assertThat(chats.open(least(chats, OTHER_KEY, "Checkout is down"), soon())).isNotEqualTo(chat);
    assertThat(server().opened()).isEqualTo(2);
  }

  @Test
  void openedWithoutAnAnswerAreUnknownAndNoSecondOneIsOpenedByTheirKey() throws Exception {
    assumeTrue(platform.possible().contains(Trouble.HANG), "The platform always answers");
    GroupChats chats = connect();
    chats.open(least(chats, OTHER_KEY, "Another"), soon());
    server().loseNextAnswer();
    assertThat(fault(() -> chats.open(least(chats, KEY, "Lost"), Deadline.in(SHORT))).code())
        .isEqualTo(Code.TIMEOUT);
    assertThat(server().opened()).isEqualTo(2);

    assumeTrue(
        !chats.traits().keyLife().equals(Optional.of(Duration.ZERO)), "Keys mean nothing here");
    GroupChatRef chat = chats.open(least(chats, KEY, "Lost"), soon());
    assertThat(server().opened()).isEqualTo(2);
    assertThat(seen(chat).title()).isEqualTo("Lost");
  }

  @Test
  void areFoundByTheirKey() throws Exception {
    GroupChats chats = connect();
    needs(chats, GroupChatFeature.FIND, () -> chats.find(KEY, soon()));
    assertThat(chats.find(KEY, soon())).isEmpty();
    GroupChatRef chat = open(chats);
    chats.open(least(chats, OTHER_KEY, "Another"), soon());

    assertThat(chats.find(KEY, soon())).contains(chat);
    chats.change(chat, GroupChatChange.title("Checkout is up"), soon());
    assertThat(connect().find(KEY, soon())).contains(chat);
    assertThat(chats.find("0".repeat(32), soon())).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> haveTheirTitleCutBetweenCharacters() {
    return Stream.of("Checkout is down 结账故障 ".repeat(40), "🚨".repeat(400), "码".repeat(400))
        .map(
            title ->
                DynamicTest.dynamicTest(
                    title.substring(0, 4),
                    () -> {
                      platform.reset();
                      GroupChats chats = connect();
                      GroupChatRef chat = chats.open(least(chats, KEY, title.strip()), soon());
                      assertCut(title, seen(chat).title(), chats.traits().titleCharacters());
                      chats.change(chat, GroupChatChange.title("x" + title.strip()), soon());
                      assertCut("x" + title, seen(chat).title(), chats.traits().titleCharacters());
                    }));
  }

  private static void assertCut(String whole, String seen, int most) {
    String kept = seen.endsWith("…") ? seen.substring(0, seen.length() - 1) : seen;
    assertThat(whole).startsWith(kept);
    assertThat(seen.length()).isBetween(most / 2, 2 * most);
    assertThat(seen.codePointCount(0, seen.length())).isLessThanOrEqualTo(most);
    assertThat(seen.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff)).isTrue();
  }

  @Test
  void areGivenAnotherTitleAndOwner() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    chats.change(chat, GroupChatChange.title("Checkout is up"), soon());
    chats.change(chat, GroupChatChange.title("Checkout is up"), soon());
    assertThat(seen(chat).title()).isEqualTo("Checkout is up");
    assertThat(seen(chat).standing()).isTrue();

    assumeTrue(chats.traits().has(GroupChatFeature.CHANGE_OWNER), "Owners do not change");
    String owner = server().people(3).get(2);
    assertThat(add(chats, chat, owner)).hasToString("DONE");
    chats.change(chat, GroupChatChange.title("Checkout is well").withOwner(owner), soon());
    assertThat(seen(chat).title()).isEqualTo("Checkout is well");
    assertThat(seen(chat).owner()).contains(owner);
    assertThat(read(chats, chat).owner()).contains(owner);
  }

  @Test
  void areMutedAndHeardAgain() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    needs(chats, GroupChatFeature.MUTE, () -> chats.mute(chat, true, soon()));
    chats.mute(chat, true, soon());
    chats.mute(chat, true, soon());
    assertThat(seen(chat).muted()).isTrue();
    chats.mute(chat, false, soon());
    assertThat(seen(chat).muted()).isFalse();
  }

  @Test
  void areDissolvedAndStayThat() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    needs(chats, GroupChatFeature.DISSOLVE, () -> chats.dissolve(chat, soon()));
    chats.dissolve(chat, soon());
    chats.dissolve(chat, soon());
    assertThat(seen(chat).standing()).isFalse();
    assertThat(chats.read(chat, soon())).isEmpty();
    if (chats.traits().has(GroupChatFeature.FIND)) {
      assertThat(chats.find(KEY, soon())).isEmpty();
    }
  }

  @Test
  void areMissedWhereAMemberDissolvedThem() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    server().dissolveByHand(chat);

    assertThat(chats.read(chat, soon())).isEmpty();
    assertGone(() -> chats.members(chat, Optional.empty(), soon()));
    assertGone(() -> chats.add(chat, List.of(server().people(3).get(2)), soon()));
    assertGone(() -> chats.change(chat, GroupChatChange.title("Gone"), soon()));
  }

  @Test
  void areMissedWhereTheyNeverStood() throws Exception {
    GroupChats chats = connect();
    GroupChatRef real = open(chats);
    GroupChatRef made = new GroupChatRef("Z" + real.chatId().substring(1), real.detail());
    assertThat(chats.read(made, soon())).isEmpty();
  }

  @Test
  void areOpenedWithAFreshTokenWhereOneHasBecomeInvalid() throws Exception {
    GroupChats chats = connect();
    open(chats);
    platform.revokeTokens();
    assertThat(seen(chats.open(least(chats, OTHER_KEY, "Another"), soon())).standing()).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> areNeverTakenForOpenWhereThePlatformFails() {
    return platform.possible().stream()
        .map(
            trouble ->
                DynamicTest.dynamicTest(
                    trouble.name(),
                    () -> {
                      platform.reset();
                      GroupChats chats = connect();
                      NewGroupChat wanted = least(chats, KEY, "Top secret title");
                      platform.begin(trouble);
                      long began = System.nanoTime();
                      var fault = fault(() -> chats.open(wanted, Deadline.in(SHORT)));
                      assertThat(fault.code()).isEqualTo(trouble.expected());
                      assertThat(fault.toString()).doesNotContain("Top secret");
                      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIME);
                    }));
  }

  @Test
  void takeNoThread() throws Exception {
    GroupChats chats = connect();
    ThreadWatch.assertThatNoThreadIsMadeBy(() -> open(chats));
  }

  @Test
  void areNotOpenedWithSomebodyWhomTheAppDoesNotReach() {
    GroupChats chats = connect();
    assumeTrue(chats.traits().mostAtOpening() > 1, "It is opened with its owner at most");
    Optional<String> stranger = server().userId(Persona.STRANGER);
    assumeTrue(stranger.isPresent(), "There is nobody like it");
    List<String> people = new ArrayList<>(server().people(2));
    people.add(stranger.orElseThrow());
    NewGroupChat wanted =
        NewGroupChat.of(KEY, "Checkout is down").withOwner(member()).withMembers(people);

    assertThat(fault(() -> chats.open(wanted, soon())).code()).isEqualTo(Code.REJECTED);
    assertThat(server().opened()).isZero();
  }
}
