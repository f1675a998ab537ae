package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.Deadline;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.MemberResult.Outcome;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who is in a chat. */
abstract class ChatMembersContract extends GroupChatContract {
  ChatMembersContract(PlatformFixture fixture) {
    super(fixture);
  }

  private List<String> others(GroupChats chats, int count) {
    int taken = chats.traits().leastAtOpening();
    return server().people(taken + count).subList(taken, taken + count);
  }

  private static List<Outcome> outcomes(List<MemberResult> results) {
    return results.stream().map(MemberResult::outcome).toList();
  }

  @Test
  void joinOnceHoweverOftenTheyAreAdded() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    List<String> people = others(chats, 2);

    List<MemberResult> results = chats.add(chat, people, soon());
    assertThat(results).extracting(MemberResult::userId).containsExactlyElementsOf(people);
    assertThat(outcomes(results)).containsOnly(Outcome.DONE);
    assertThat(outcomes(chats.add(chat, people, soon()))).containsOnly(Outcome.DONE);

    assertThat(seen(chat).members()).containsAll(people);
    assertThat(members(chats, chat)).containsAll(people).doesNotHaveDuplicates();
  }

  @Test
  void joinAsManyAtOnceAsTheTraitsSay() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    int room = chats.traits().mostMembers() - chats.traits().leastAtOpening();
    List<String> people = others(chats, Math.min(Math.min(chats.traits().mostAtOnce(), 120), room));

    assertThat(outcomes(chats.add(chat, people, soon()))).containsOnly(Outcome.DONE);
    assertThat(members(chats, chat)).containsAll(people).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> areNeverTakenForInTheChatWhereTheAppDoesNotReachThem() {
    return Stream.of(Persona.HIDDEN, Persona.LEAVER, Persona.STRANGER)
        .map(
            persona ->
                DynamicTest.dynamicTest(
                    persona.name(),
                    () -> {
                      platform.reset();
                      Optional<String> id = server().userId(persona);
                      assumeTrue(id.isPresent(), "There is nobody like it");
                      GroupChats chats = connect();
                      GroupChatRef chat = open(chats);
                      assertThat(add(chats, chat, id.orElseThrow()))
                          .isIn(
                              Outcome.NOT_FOUND,
                              Outcome.NOT_VISIBLE,
                              Outcome.LEFT_COMPANY,
                              Outcome.FAILED);
                      assertThat(seen(chat).members()).doesNotContain(id.orElseThrow());
                    }));
  }

  /** One who cannot be added keeps nobody out, though it may take several calls to see who. */
  @Test
  void joinWhateverBecomesOfOthers() throws Exception {
    Optional<String> stranger = server().userId(Persona.STRANGER);
    assumeTrue(stranger.isPresent(), "There is nobody like it");
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    List<String> people = others(chats, 2);
    List<String> all = new ArrayList<>(people);
    all.add(1, stranger.orElseThrow());

    try {
      List<MemberResult> results = chats.add(chat, all, soon());
      assertThat(results).extracting(MemberResult::userId).containsExactlyElementsOf(all);
      assertThat(results.get(0).outcome()).isEqualTo(Outcome.DONE);
      assertThat(results.get(1).outcome()).isNotEqualTo(Outcome.DONE);
      assertThat(results.get(2).outcome()).isEqualTo(Outcome.DONE);
      assertThat(seen(chat).members()).containsAll(people);
    } catch (ProviderException e) {
      assertThat(e.code()).isEqualTo(Code.REJECTED);
      assertThat(seen(chat).members()).doesNotContainAnyElementsOf(people);
    }
    assertThat(seen(chat).members()).doesNotContain(stranger.orElseThrow());
  }

  @Test
  void leaveWhereTheyAreRemoved() throws Exception {
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    List<String> people = others(chats, 3);
    chats.add(chat, people, soon());

    List<String> leaving = people.subList(0, 2);
    assertThat(outcomes(chats.remove(chat, leaving, soon()))).containsOnly(Outcome.DONE);
    assertThat(outcomes(chats.remove(chat, leaving, soon()))).containsOnly(Outcome.DONE);
    assertThat(seen(chat).members()).doesNotContainAnyElementsOf(leaving).contains(people.get(2));
  }

  @Test
  void areUnknownWhereTheCallWasNotAnswered() throws Exception {
    assumeTrue(platform.possible().contains(Trouble.HANG), "The platform always answers");
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    List<String> people = others(chats, 2);
    server().loseNextAnswer();
    assertThat(outcomes(chats.add(chat, people, Deadline.in(SHORT))))
        .containsExactly(Outcome.UNKNOWN, Outcome.UNKNOWN);
    assertThat(members(chats, chat)).containsAll(people);
  }

  @Test
  void areUnknownWhereTheirRemovalWasNotAnswered() throws Exception {
    assumeTrue(platform.possible().contains(Trouble.HANG), "The platform always answers");
    GroupChats chats = connect();
    GroupChatRef chat = open(chats);
    List<String> people = others(chats, 3);
    chats.add(chat, people, soon());
    List<String> leaving = people.subList(0, 2);
    server().loseNextAnswer();
    assertThat(outcomes(chats.remove(chat, leaving, Deadline.in(SHORT))))
        .containsExactly(Outcome.UNKNOWN, Outcome.UNKNOWN);
    assertThat(members(chats, chat)).doesNotContainAnyElementsOf(leaving).contains(people.get(2));
  }

  @TestFactory
  Stream<DynamicTest> areNeverTakenForMovedWhereThePlatformFails() {
    return platform.possible().stream()
        .filter(trouble -> trouble != Trouble.HANG)
        .map(
            trouble ->
                DynamicTest.dynamicTest(
                    trouble.name(),
                    () -> {
                      platform.reset();
                      GroupChats chats = connect();
                      GroupChatRef chat = open(chats);
                      List<String> people = others(chats, 2);
                      List<String> staying = people.subList(0, 1);
                      List<String> coming = people.subList(1, 2);
                      chats.add(chat, staying, soon());
                      platform.begin(trouble);
                      assertThat(fault(() -> chats.add(chat, coming, soon())).code())
                          .isEqualTo(trouble.expected());
                      assertThat(fault(() -> chats.remove(chat, staying, soon())).code())
                          .isEqualTo(trouble.expected());
                      assertThat(fault(() -> chats.members(chat, Optional.empty(), soon())).code())
                          .isEqualTo(trouble.expected());
                      assertThat(fault(() -> chats.read(chat, soon())).code())
                          .isEqualTo(trouble.expected());
                      assertThat(seen(chat).members())
                          .containsAll(staying)
                          .doesNotContainAnyElementsOf(coming);
                    }));
  }
}
