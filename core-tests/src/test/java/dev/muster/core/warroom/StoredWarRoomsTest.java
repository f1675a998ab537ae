package dev.muster.core.warroom;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.IdentitySource;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.User;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.api.warroom.WarRooms.Filter;
import dev.muster.api.warroom.WarRooms.NewClosing;
import dev.muster.api.warroom.WarRooms.NewMessage;
import dev.muster.api.warroom.WarRooms.NewNotice;
import dev.muster.api.warroom.WarRooms.NoticeKind;
import dev.muster.api.warroom.WarRooms.Opened;
import dev.muster.api.warroom.WarRooms.Settings;
import dev.muster.api.warroom.WarRooms.TimelineEntry;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.testing.FakeChats;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoredWarRoomsTest extends WarRoomFixture {
  private static final List<String> ALL = List.of("corp", "wing", "nail");

  private static NewMessage said(String text) {
    return new NewMessage(text, false, List.of());
  }

  private static NewClosing closing(Policy policy, boolean force) {
    return new NewClosing(policy, Optional.of("It is over."), force);
  }

  private List<String> kinds(String id) {
    return rooms.timeline(TENANT, id, 200, Optional.empty()).items().stream()
        .map(TimelineEntry::kind)
        .toList();
  }

  @Nested
  class Opening {
    @Test
    void opensAChatOnEveryPlatformWithEverybodyInIt() {
      know(3);

      WarRoom room = open(ALL, mails(3));

      assertThat(room.chats()).allMatch(it -> it.state() == ChatState.OPEN);
      assertThat(corp.only().members).containsExactlyInAnyOrder("corp-0", "corp-1", "corp-2");
      assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1", "wing-2");
      assertThat(nail.only().members).containsExactlyInAnyOrder("nail-0", "nail-1", "nail-2");
      assertThat(rooms.members(TENANT, room.id()))
          .allSatisfy(
              member ->
                  assertThat(member.results())
                      .hasSize(3)
                      .allMatch(it -> it.outcome() == Outcome.JOINED)
                      .allMatch(it -> it.triedBy().equals(Optional.of("email"))));
      assertThat(wing.only().said).singleElement().asString().contains("Checkout is down");
      assertThat(wing.only().pinned).isPresent();
      assertThat(chat(room, "wing").joinLink()).isPresent();
      assertThat(corp.only().title).isEqualTo("[P1] Checkout is down");
    }

    @Test
    void asksForFiveHundredPeopleInTheFewestCalls() {
      know(500);

      WarRoom room = open(ALL, mails(500));

      assertThat(rooms.members(TENANT, room.id()))
          .hasSize(500)
          .allSatisfy(
              it -> assertThat(it.results()).allMatch(each -> each.outcome() == Outcome.JOINED));
      // everybody comes with the chat, or 50 do and 450 in nine calls
      assertThat(corp.calls).containsExactly("emails", "open", "send");
      assertThat(nail.calls).containsExactly("emails", "open", "send");
      assertThat(wing.count("open")).isOne();
      assertThat(wing.count("add")).isEqualTo(9);
      assertThat(wing.calls).hasSize(14);
    }

    @Test
    void saysOfEachPersonWhatBecameOfThem() {
      know(4);
      wing.people.remove("p1@corp.example");
      wing.outcomes.put("wing-2", MemberResult.Outcome.NOT_VISIBLE);
      wing.with(it -> it.withOpening(0, 0));

      WarRoom room = open(List.of("wing"), mails(4));

      assertThat(IntStream.range(0, 4).mapToObj(i -> outcome(room.id(), i, "wing")))
          .containsExactly(Outcome.JOINED, Outcome.NOT_FOUND, Outcome.NOT_VISIBLE, Outcome.JOINED);
    }

    @Test
    void findsOutWhomABatchIsRefusedFor() {
      know(20);
      wing.with(it -> it.withOpening(0, 0));
      wing.rejected.add("wing-7");

      WarRoom room = open(List.of("wing"), mails(20));

      assertThat(outcome(room.id(), 7, "wing")).isEqualTo(Outcome.FAILED);
      assertThat(wing.only().members).hasSize(19);
    }

    @Test
    void opensWithOthersWhereThePlatformRefusesOne() {
      know(5);
      corp.rejected.add("corp-0");

      WarRoom room = open(List.of("corp"), mails(5));

      assertThat(chat(room, "corp").state()).isEqualTo(ChatState.OPEN);
      assertThat(corp.only().members).hasSize(4).doesNotContain("corp-0");
      assertThat(outcome(room.id(), 0, "corp")).isEqualTo(Outcome.FAILED);
    }

    @Test
    void invitesThePeopleOfADepartment() {
      wing.departments.put("7", List.of("wing-1", "wing-2"));

      WarRoom room =
          open(
              List.of("wing"),
              List.of(
                  new PersonRef.PlatformUser("wing", "wing-1"),
                  new PersonRef.Department("wing", "7")));

      assertThat(wing.only().members).containsExactlyInAnyOrder("wing-1", "wing-2");
      assertThat(rooms.members(TENANT, room.id())).hasSize(3);
    }

    @Test
    void failsWithASentenceWhereThereAreTooFewAndGoesOnOnceThereAreMore() {
      know(1);
      WarRoom room = open(List.of("corp"), mails(1));

      assertThat(chat(room, "corp").state()).isEqualTo(ChatState.FAILED);
      assertThat(chat(room, "corp").problem().orElseThrow().code()).isEqualTo("too-few-people");
      assertThat(corp.chats).isEmpty();

      know(2);
      rooms.invite(ALICE, TENANT, room.id(), mails(2));

      assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.OPEN);
      assertThat(corp.only().members).hasSize(2);
    }

    @Test
    void opensTheOthersWhereOnePlatformIsDownAndThatOneOnceItIsBack() {
      know(2);
      corp.failAlways("emails", Code.UNAVAILABLE);

      WarRoom room = open(ALL, mails(2));

      assertThat(chat(room, "wing").state()).isEqualTo(ChatState.OPEN);
      assertThat(chat(room, "nail").state()).isEqualTo(ChatState.OPEN);
      assertThat(chat(room, "corp").state()).isEqualTo(ChatState.OPENING);
      assertThat(chat(room, "corp").problem().orElseThrow().code()).isEqualTo("unavailable");

      corp.works();
      workLater();
      assertThat(chat(now(room.id()), "corp").state()).isEqualTo(ChatState.OPEN);
      assertThat(chat(now(room.id()), "corp").problem()).isEmpty();
    }

    @Test
    void givesTheSameRoomForTheSameKeyAndRefusesItForAnother() {
      know(2);
      NewWarRoom asked = about("Checkout is down", List.of("corp"), mails(2));
      Opened first = rooms.open(ALICE, TENANT, asked, Optional.of("k1"));
      Opened second = rooms.open(ALICE, TENANT, asked, Optional.of("k1"));

      assertThat(first.replayed()).isFalse();
      assertThat(second.replayed()).isTrue();
      assertThat(second.room().value().id()).isEqualTo(first.room().value().id());
      assertThat(corp.chats).hasSize(1);
      assertThatThrownBy(
              () ->
                  rooms.open(
                      ALICE,
                      TENANT,
                      about("Something else", List.of("corp"), mails(2)),
                      Optional.of("k1")))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.code()).isEqualTo(ProblemCode.INVALID_VALUE));
    }

    @Test
    void refusesWhatIsOutOfBounds() {
      refuses(about("x".repeat(256), List.of("corp"), mails(2)), "title");
      refuses(about(" ", List.of("corp"), mails(2)), "title");
      refuses(about("x", List.of("nowhere"), mails(2)), "platforms");
      refuses(about("x", List.of(), mails(2)), "platforms");
      refuses(about("x", List.of("corp"), mails(2001)), "members");
      refuses(about("x", List.of("corp"), List.of(new PersonRef.Email("x"))), "members.0.email");
      refuses(
          about("x", List.of("corp"), List.of(new PersonRef.PlatformUser("wing", "a"))),
          "members.0.platform");
      assertThat(corp.calls).isEmpty();
    }

    private void refuses(NewWarRoom room, String field) {
      assertThatThrownBy(() -> rooms.open(ALICE, TENANT, room, Optional.empty()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.errors()).anyMatch(it -> it.field().equals(field)));
    }
  }

  @Nested
  class NotKnowing {
    @Test
    void opensNoSecondOneWhereTheKeyHolds() {
      know(2);
      wing.failNextAfterwards("open", Code.TIMEOUT);
      WarRoom room = open(List.of("wing"), mails(2));
      assertThat(chat(room, "wing").state()).isEqualTo(ChatState.OPENING);

      workLater();

      assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.OPEN);
      assertThat(wing.chats).hasSize(1);
    }

    @Test
    void looksForItWhereTheKeyMeansNothing() {
      know(2);
      nail.forgetKeys();
      nail.failNextAfterwards("open", Code.TIMEOUT);
      WarRoom room = open(List.of("nail"), mails(2));
      workLater();

      assertThat(chat(now(room.id()), "nail").state()).isEqualTo(ChatState.OPEN);
      assertThat(nail.chats).hasSize(1);
      assertThat(nail.count("find")).isOne();
    }

    @Test
    void opensAnotherOnlyWhereThePlatformSaysThatThereIsNone() {
      know(2);
      nail.failNext("open", Code.TIMEOUT);
      WarRoom room = open(List.of("nail"), mails(2));
      workLater();

      assertThat(chat(now(room.id()), "nail").state()).isEqualTo(ChatState.OPEN);
      assertThat(nail.chats).hasSize(1);
      assertThat(nail.calls).containsSubsequence("open", "find", "open");
    }

    @Test
    void leavesItToAPersonWhereNobodyCanTell() {
      know(2);
      wing.failNextAfterwards("open", Code.TIMEOUT);
      wing.failAlways("open", Code.UNAVAILABLE);
      WarRoom room = open(List.of("wing"), mails(2));
      core.clock.advance(Duration.ofHours(10));
      wing.works();
      work();

      assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.FAILED);
      assertThat(chat(now(room.id()), "wing").problem().orElseThrow().code())
          .isEqualTo("opening-unknown");
      assertThat(wing.chats).hasSize(1);

      rooms.retry(ALICE, TENANT, room.id());
      assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.OPEN);
      assertThat(wing.chats).hasSize(2);
    }

    @Test
    void readsWhoIsInWhereThePlatformDoesNotSayWhoWasAdded() {
      know(2);
      wing.with(it -> it.withOpening(0, 0));
      wing.outcomes.put("wing-0", MemberResult.Outcome.UNKNOWN);
      WarRoom room = open(List.of("wing"), mails(2));

      assertThat(outcome(room.id(), 0, "wing")).isEqualTo(Outcome.FAILED);
      assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.JOINED);
      assertThat(wing.count("members")).isEqualTo(3);
    }
  }

  @Nested
  class Talking {
    @Test
    void sendsAMessageToEveryChatOnce() {
      know(2);
      WarRoom room = open(ALL, mails(2));

      List<Delivery> sent = rooms.send(ALICE, TENANT, room.id(), said("It is the cache."));

      assertThat(sent).hasSize(3).allMatch(Delivery::sent);
      for (FakeChats each : List.of(corp, wing, nail)) {
        assertThat(each.only().said).filteredOn("It is the cache."::equals).hasSize(1);
      }
    }

    @Test
    void saysWhereAMessageDidNotGoOutAndGivesItUpAfterSomeMinutes() {
      know(2);
      WarRoom room = open(List.of("corp", "wing"), mails(2));
      corp.failAlways("send", Code.THROTTLED);

      List<Delivery> sent = rooms.send(ALICE, TENANT, room.id(), said("x"));

      assertThat(sent.get(0).sent()).isFalse();
      assertThat(sent.get(0).problem().orElseThrow().code()).isEqualTo("pending");
      assertThat(sent.get(1).sent()).isTrue();
      workLater();
      corp.works();
      workLater();
      assertThat(corp.only().said).doesNotContain("x");
    }

    @Test
    void sendsNoMessageTwiceWherePlatformsHaveNoKeysForThem() {
      know(2);
      WarRoom room = open(List.of("corp"), mails(2));
      corp.failNextAfterwards("send", Code.TIMEOUT);
      List<Delivery> unused = rooms.send(ALICE, TENANT, room.id(), said("x"));
      workLater();

      assertThat(corp.only().said).filteredOn("x"::equals).hasSize(1);
    }

    @Test
    void writesNoticesByTheTemplate() {
      know(2);
      WarRoom room = open(List.of("wing"), mails(2));
      List<Delivery> sent =
          rooms.notice(
              ALICE,
              TENANT,
              room.id(),
              new NewNotice(NoticeKind.RECOVERY, Optional.of("Restarted."), List.of()));

      assertThat(sent).allMatch(Delivery::sent);
      assertThat(wing.only().said).last().asString().contains("Recovered", "Restarted");
      assertThat(kinds(room.id())).contains("notice");
    }

    @Test
    void mentionsMembersAlone() {
      know(2);
      WarRoom room = open(List.of("wing"), mails(2));
      assertThatThrownBy(
              () ->
                  rooms.send(
                      ALICE, TENANT, room.id(), new NewMessage("x", false, List.of("0-nobody"))))
          .isInstanceOf(ProblemException.class);
    }
  }

  @Nested
  class People {
    @Test
    void removesSomebodyFromEveryChatAndTakesThemBack() {
      know(3);
      WarRoom room = open(ALL, mails(3));
      Member third = rooms.members(TENANT, room.id()).get(2);

      Member removed = rooms.remove(ALICE, TENANT, room.id(), third.id());

      assertThat(removed.results()).allMatch(it -> it.outcome() == Outcome.REMOVED);
      assertThat(wing.only().members).doesNotContain("wing-2");
      assertThat(rooms.members(TENANT, room.id())).hasSize(2);

      List<Member> back = rooms.invite(ALICE, TENANT, room.id(), List.of(third.ref()));
      assertThat(back).singleElement().extracting(Member::id).isEqualTo(third.id());
      assertThat(wing.only().members).contains("wing-2");
    }

    @Test
    void triesAgainWhatFailedAndOnlyThat() {
      know(2);
      wing.with(it -> it.withOpening(0, 0));
      wing.outcomes.put("wing-1", MemberResult.Outcome.FAILED);
      WarRoom room = open(List.of("wing"), mails(2));
      wing.outcomes.clear();
      int before = wing.calls.size();

      rooms.retry(ALICE, TENANT, room.id());

      assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.JOINED);
      assertThat(wing.calls.subList(before, wing.calls.size())).containsExactly("add");
    }

    @Test
    void followsTheDuty() {
      know(4);
      shifts.addAll(mails(4).subList(2, 4));
      NewWarRoom bare = about("Checkout is down", List.of("wing"), mails(2));
      NewWarRoom asked =
          new NewWarRoom(
              bare.facts(),
              bare.platforms(),
              bare.template(),
              bare.owner(),
              bare.recorder(),
              bare.members(),
              List.of("shop"));
      String id = rooms.open(ALICE, TENANT, asked, Optional.empty()).room().value().id();
      work();
      assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1", "wing-2");

      core.clock.advance(Duration.ofHours(1));
      work();
      assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1", "wing-3");
      assertThat(rooms.members(TENANT, id)).hasSize(3);

      core.clock.advance(Duration.ofHours(1));
      work();
      assertThat(wing.only().members).containsExactlyInAnyOrder("wing-0", "wing-1");
      assertThat(kinds(id)).filteredOn("duty-changed"::equals).hasSize(3);
    }

    @Test
    void hearsFromThePlatformWhoLeftAndThatAChatIsGone() {
      know(2);
      WarRoom room = open(List.of("wing"), mails(2));
      tell(ChatEvents.Kind.MEMBERS, List.of("wing-1"));
      assertThat(outcome(room.id(), 1, "wing")).isEqualTo(Outcome.FAILED);

      tell(ChatEvents.Kind.DISSOLVED, List.of());
      assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.CLOSED);
      assertThat(kinds(room.id())).contains("chat-members-changed", "chat-gone");
    }

    private void tell(ChatEvents.Kind kind, List<String> left) {
      core.changes.run(
          ALICE,
          TENANT,
          work ->
              core.queue.add(
                  work,
                  TaskQueue.New.of(
                      ChatEvents.TYPE,
                      TENANT,
                      new ChatEvents.Told(
                          kind,
                          "wing",
                          wing.only().ref.chatId(),
                          core.clock.instant(),
                          List.of(),
                          left,
                          Optional.empty()))));
      work();
    }

    @Test
    void takesAUserForTheirAccountOfTheSameAppAlone() {
      know(1);
      String user = user("li", "p0@corp.example");
      source("own", "ww1");
      source("foreign", "ww2");
      link(user, "foreign", "wing-somebody-else");

      WarRoom room = open(List.of("wing"), List.of(new PersonRef.OurUser(user)));
      assertThat(wing.only().members).containsExactly("wing-0");

      link(user, "own", "wing-li");
      WarRoom other = open(List.of("wing"), List.of(new PersonRef.OurUser(user)));
      assertThat(wing.chats.get(1).members).containsExactly("wing-li");
      assertThat(rooms.members(TENANT, other.id()).get(0).results().get(0).triedBy())
          .contains("identity");
      assertThat(rooms.members(TENANT, room.id()).get(0).results().get(0).triedBy())
          .contains("email");
    }

    private String user(String name, String email) {
      User.Profile profile =
          new User.Profile(
              name,
              Optional.empty(),
              Optional.empty(),
              Optional.of(email),
              true,
              Optional.empty(),
              false,
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      core.storage.commit(
          new UnitOfWork()
              .add(
                  core.accounts
                      .users()
                      .create(TENANT, name, UserRecord.of(profile, core.clock.instant()))));
      return name;
    }

    private void source(String id, String company) {
      core.sources.create(
          ALICE,
          TENANT,
          id,
          "wing",
          IdentitySource.Settings.of(id, Set.of(SignInMethod.BROWSER))
              .withFields(Map.of("corpId", company, "secret", "s")));
    }

    private void link(String user, String source, String account) {
      Instant now = core.clock.instant();
      core.storage.commit(
          new UnitOfWork()
              .add(
                  core.accounts
                      .identities()
                      .create(
                          TENANT,
                          account,
                          new IdentityRecord(
                              user, source, "wing", source, account, List.of(), now, now))));
    }

    @Test
    void invitesANewOwner() {
      know(3);
      WarRoom room = open(List.of("wing"), mails(2));
      rooms.change(
          ALICE,
          TENANT,
          room.id(),
          it -> new Settings(it.facts(), Optional.of(mails(3).get(2)), it.recorder()),
          OptionalLong.empty());
      work();

      assertThat(wing.only().members).contains("wing-2");
      assertThat(rooms.members(TENANT, room.id()).get(2).role()).isEqualTo(WarRoom.Role.OWNER);
    }

    @Test
    void noticesThatAChatIsGoneAndOpensAnotherByRetry() {
      know(2);
      WarRoom room = open(List.of("wing", "corp"), mails(2));
      wing.only().dissolved = true;

      List<Delivery> sent = rooms.send(ALICE, TENANT, room.id(), said("x"));

      assertThat(sent.get(0).problem().orElseThrow().code()).isEqualTo("chat-gone");
      assertThat(sent.get(1).sent()).isTrue();
      assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.CLOSED);
      assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);

      rooms.retry(ALICE, TENANT, room.id());
      assertThat(wing.chats).hasSize(2);
      assertThat(wing.chats.get(1).members).hasSize(2);
    }
  }

  @Nested
  class Ending {
    @Test
    void renamesAChatWhoseRoomHasAnotherTitle() {
      know(2);
      WarRoom room = open(List.of("corp"), mails(2));
      rooms.change(
          ALICE,
          TENANT,
          room.id(),
          it ->
              new Settings(
                  about("Payments are slow", List.of("corp"), List.of()).facts(),
                  it.owner(),
                  it.recorder()),
          OptionalLong.empty());
      work();

      assertThat(corp.only().title).contains("Payments are slow");
    }

    @Test
    void saysWhatEachPlatformDid() {
      know(2);
      WarRoom room = open(ALL, mails(2));
      Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.ARCHIVE, false));

      assertThat(closed.chats())
          .extracting(ClosedChat::done)
          .containsExactly(Done.RENAMED, Done.ARCHIVED, Done.RENAMED);
      assertThat(closed.chats()).allMatch(ClosedChat::complete);
      assertThat(wing.only().muted).isTrue();
      assertThat(corp.only().title).startsWith("[closed]");
      assertThat(now(room.id()).status()).isEqualTo(Status.CLOSED);

      rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());
      assertThat(wing.only().muted).isFalse();
      assertThat(wing.only().title).doesNotStartWith("[closed]");
      assertThat(corp.chats).hasSize(1);
    }

    @Test
    void keepsWhatWasSaidBeforeItDissolvesAChat() {
      know(2);
      WarRoom room = open(List.of("wing"), mails(2));
      rooms.send(ALICE, TENANT, room.id(), said("It is the cache."));

      Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));

      assertThat(closed.chats()).extracting(ClosedChat::done).containsExactly(Done.DISSOLVED);
      assertThat(wing.calls).containsSubsequence("history", "dissolve");
      assertThat(rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items())
          .filteredOn(it -> it.kind().equals("chat-message"))
          .extracting(it -> it.text().orElseThrow())
          .contains("It is the cache.");

      rooms.reopen(ALICE, TENANT, room.id(), Optional.empty());
      assertThat(wing.chats).hasSize(2);
      assertThat(wing.chats.get(1).members).hasSize(2);
    }

    @Test
    void losesNoHistoryUnlessForced() {
      know(2);
      WarRoom room = open(List.of("nail"), mails(2));

      assertThatThrownBy(
              () -> rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.code()).isEqualTo(ProblemCode.HISTORY_WOULD_BE_LOST));
      assertThat(now(room.id()).status()).isEqualTo(Status.STARTED);

      Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, true));
      assertThat(closed.chats()).extracting(ClosedChat::done).containsExactly(Done.DISSOLVED);
    }

    @Test
    void archivesWhereNothingCanBeDissolved() {
      know(2);
      WarRoom room = open(List.of("corp"), mails(2));
      Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));

      assertThat(closed.chats().get(0).done()).isEqualTo(Done.RENAMED);
      assertThat(closed.chats().get(0).detail().orElseThrow().en()).contains("cannot dissolve");
      assertThatThrownBy(() -> rooms.send(ALICE, TENANT, room.id(), said("x")))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.IN_USE));
    }

    @Test
    void archivesWhereTheHistoryCannotBeReadInTheEnd() {
      know(2);
      WarRoom room = open(List.of("wing"), mails(2));
      wing.failAlways("history", Code.NOT_PERMITTED);
      Closing closed = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));

      assertThat(closed.chats().get(0).done()).isEqualTo(Done.ARCHIVED);
      assertThat(wing.only().dissolved).isFalse();
    }

    @Test
    void keepsTheAppBoundWhileARoomIsOpen() {
      know(2);
      WarRoom room = open(List.of("wing"), mails(2));
      assertThatThrownBy(
              () -> core.mobileApps.unbind(ALICE, TENANT, "wing", false, OptionalLong.empty()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.dependants())
                      .containsExactly(
                          new ProblemException.Dependant(
                              "war-room", room.id(), "Checkout is down")));
      rooms.close(ALICE, TENANT, room.id(), closing(Policy.KEEP, false));
      core.mobileApps.unbind(ALICE, TENANT, "wing", false, OptionalLong.empty());
      assertThat(chat(now(room.id()), "wing").state()).isEqualTo(ChatState.OPEN);
    }
  }

  @Nested
  class Finding {
    @Test
    void listsByStatusSeverityAndApplicationTheNewestFirst() {
      know(2);
      WarRoom first = open(List.of("corp"), mails(2));
      core.clock.advance(Duration.ofSeconds(1));
      WarRoom second = open(List.of("corp"), mails(2));
      rooms.setStatus(ALICE, TENANT, second.id(), Status.DIAGNOSING);

      assertThat(ids(Filter.ALL)).containsExactly(second.id(), first.id());
      assertThat(ids(filter(Status.STARTED, Severity.P1, "shop"))).containsExactly(first.id());
      assertThat(ids(filter(Status.DIAGNOSING, Severity.P1, "shop"))).containsExactly(second.id());
      assertThat(ids(filter(Status.STARTED, Severity.P2, "shop"))).isEmpty();
      assertThat(ids(filter(Status.STARTED, Severity.P1, "sho"))).isEmpty();
      assertThat(ids(new Filter(Optional.empty(), Optional.empty(), Optional.of("shop"))))
          .containsExactly(second.id(), first.id());
    }

    private Filter filter(Status status, Severity severity, String application) {
      return new Filter(Optional.of(status), Optional.of(severity), Optional.of(application));
    }

    private List<String> ids(Filter filter) {
      return rooms.list(TENANT, filter, 50, Optional.empty()).items().stream()
          .map(it -> it.value().id())
          .toList();
    }

    @Test
    void knowsWhenSomebodyLookedIntoItAndWhenItWasOver() {
      know(2);
      WarRoom room = open(List.of("corp"), mails(2));
      core.clock.advance(Duration.ofMinutes(1));
      rooms.setStatus(ALICE, TENANT, room.id(), Status.DIAGNOSING);
      core.clock.advance(Duration.ofMinutes(9));
      WarRoom over = rooms.setStatus(ALICE, TENANT, room.id(), Status.RECOVERED).value();

      assertThat(Duration.between(over.times().openedAt(), over.times().acknowledgedAt().get()))
          .isEqualTo(Duration.ofMinutes(1));
      assertThat(Duration.between(over.times().openedAt(), over.times().recoveredAt().get()))
          .isEqualTo(Duration.ofMinutes(10));
      assertThat(Collections.frequency(kinds(room.id()), "status-changed")).isEqualTo(2);
    }

    @Test
    void hasNoRoomThatIsNotThere() {
      assertThat(rooms.find(TENANT, "nope")).isEmpty();
      assertThat(rooms.find("nobody", "nope")).isEmpty();
      assertThatThrownBy(() -> rooms.timeline(TENANT, "nope", 50, Optional.empty()))
          .isInstanceOf(ProblemException.class);
    }
  }

  @Nested
  class Dying {
    @Test
    void opensNoSecondChatAndLosesNobodyWhereverItDies() {
      know(60);
      wing.with(
          it ->
              it.withFeatures(
                  EnumSet.complementOf(
                      EnumSet.of(GroupChatFeature.HISTORY_SURVIVES, GroupChatFeature.FIND))));
      int rounds = 0;
      boolean died = true;
      for (int commits = 1; died; commits++, rounds++) {
        for (FakeChats each : List.of(corp, wing, nail)) {
          each.chats.clear();
          each.calls.clear();
        }
        nail.forgetKeys();
        String key = "k" + commits;
        NewWarRoom asked = about("Checkout is down", ALL, mails(60));
        core.store.dieAfterCommits(commits);
        died = dies(() -> rooms.open(ALICE, TENANT, asked, Optional.of(key)));
        takeOver();
        WarRoom room = rooms.open(ALICE, TENANT, asked, Optional.of(key)).room().value();
        workLater();

        for (FakeChats each : List.of(corp, wing, nail)) {
          assertThat(each.chats).as("died after " + commits).hasSize(1);
          assertThat(each.only().members).hasSize(60);
          assertThat(Set.copyOf(each.only().said)).hasSize(each.only().said.size());
        }
        assertThat(now(room.id()).chats())
            .as("died after " + commits)
            .allMatch(it -> it.state() == ChatState.OPEN);
        assertThat(rooms.members(TENANT, room.id()))
            .hasSize(60)
            .allSatisfy(
                it -> assertThat(it.results()).allMatch(each -> each.outcome() == Outcome.JOINED));
      }
      assertThat(rounds).isGreaterThan(15);
    }

    @Test
    void closesAllTheSameWhereverItDies() {
      know(2);
      boolean died = true;
      int rounds = 0;
      for (int commits = 1; died; commits++, rounds++) {
        wing.chats.clear();
        WarRoom room = open(List.of("wing"), mails(2));
        core.store.dieAfterCommits(commits);
        died = dies(() -> rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false)));
        takeOver();
        if (now(room.id()).status() != Status.CLOSED) {
          Closing unused = rooms.close(ALICE, TENANT, room.id(), closing(Policy.DISSOLVE, false));
        }
        workLater();

        assertThat(now(room.id()).closing().orElseThrow().chats())
            .extracting(ClosedChat::done)
            .containsExactly(Done.DISSOLVED);
        assertThat(rooms.timeline(TENANT, room.id(), 200, Optional.empty()).items())
            .filteredOn(it -> it.kind().equals("chat-message"))
            .hasSize(1);
      }
      assertThat(rounds).isGreaterThan(4);
    }
  }
}
