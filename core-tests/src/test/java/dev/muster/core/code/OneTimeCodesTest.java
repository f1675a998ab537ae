package dev.muster.core.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.User;
import dev.muster.api.Users;
import dev.muster.core.code.OneTimeCodes.Entered;
import dev.muster.core.code.OneTimeCodes.Flow;
import dev.muster.core.platform.Together;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.SentCodes;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.CodeDelivery.Email;
import dev.muster.spi.hook.CodeDelivery.Message;
import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneTimeCodesTest {
  private static final String TENANT = TestCore.TENANT;
  private static final Caller CALLER = new Caller("system", "192.0.2.1", "c1");
  private static final Flow FLOW = flow(Purpose.LINK, "key-1");

  private final TestCore core = new TestCore();
  private final SentCodes sent = new SentCodes();
  private User wang;
  private int key;

  private static Flow flow(Purpose purpose, String key) {
    return new Flow(TENANT, purpose, Secret.of(key))
        .naming(Map.of("person", "Zhang San", "source", "Lark"));
  }

  private static Caller from(String address) {
    return new Caller("system", address, "c1");
  }

  @BeforeEach
  void open() {
    core.deliveries.add(sent, 0);
    wang = user("wang", Optional.empty());
  }

  private User user(String name, Optional<String> locale) {
    return core.users
        .create(
            TestCore.ALICE,
            TENANT,
            User.Profile.builder(name)
                .email(Optional.of(name + "@corp.example"), true)
                .phone(Optional.of("+8613800000000").filter(any -> name.equals("wang")), true)
                .locale(locale)
                .build(),
            Optional.empty())
        .value();
  }

  private void send(Flow flow, String name) {
    core.codes.send(CALLER, flow, name, "en");
  }

  private Entered enter(Flow flow, Secret code) {
    return core.codes.enter(CALLER, flow, code);
  }

  private List<AuditEvent> events(String action) {
    return core.events(TENANT).stream().filter(event -> event.action().equals(action)).toList();
  }

  private List<String> outcomes() {
    return core.codeMetrics.lines().stream()
        .map(line -> line.replaceFirst(".* outcome ", ""))
        .toList();
  }

  private static void refused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED);
              assertThat(e.retryAfter()).contains(Duration.ofMinutes(10));
            });
  }

  private static void spent(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED);
              assertThat(e.detail().en()).contains("Start again");
              assertThat(e.retryAfter()).isEmpty();
            });
  }

  @Test
  void areOfferedWhileSomebodyCarriesThem() {
    assertThat(core.codes.areOffered()).isTrue();
    assertThat(new TestCore().codes.areOffered()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wang", " WANG ", "wang@corp.example", "+86 138 0000 0000"})
  void goToTheVerifiedAddressOfWhoeverIsNamed(String name) {
    send(FLOW, name);

    assertThat(sent.messages)
        .singleElement()
        .extracting(Message::to)
        .isEqualTo(new Email("wang@corp.example"));
    assertThat(sent.last().reveal()).matches("[0-9]{6}");
    assertThat(enter(FLOW, sent.last())).isEqualTo(new Entered.Right(wang.id()));
    assertThat(events("user.code-sent"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.subject()).isEqualTo("user:" + wang.id());
              assertThat(event.address()).isEqualTo("192.0.2.1");
              assertThat(event.detail())
                  .containsEntry("purpose", "link")
                  .containsEntry("delivery", "test-mail")
                  .hasSize(2);
            });
  }

  @Test
  void saysWhatItIsForInTheLanguageOfTheAccount() {
    User li = user("li", Optional.of("zh-CN"));
    core.users.setPassword(
        TestCore.ALICE, TENANT, li.id(), Secret.of("correct horse battery"), false);
    send(FLOW, "wang");
    send(flow(Purpose.RECOVERY, "key-2"), "li");

    Message english = sent.messages.get(0);
    Message chinese = sent.messages.get(1);
    assertThat(english.subject()).isEqualTo("Your code for Default");
    assertThat(english.text().reveal())
        .contains("Your code is " + english.code().reveal() + ".", "10 minutes", "nobody")
        .contains("to let Zhang San sign in to your account at Default by Lark")
        .doesNotContain("{");
    assertThat(chinese.subject()).isEqualTo("Default验证码");
    assertThat(chinese.text().reveal())
        .containsPattern("您的验证码是 [0-9]{10}。")
        .contains("您的验证码是 " + chinese.code().reveal() + "。", "重设", "10 分钟", "请勿")
        .doesNotContain("{");
    assertThat(english.toString() + chinese)
        .doesNotContain(english.code().reveal(), chinese.code().reveal());
  }

  @Test
  void nameWhoeverWouldBeLinkedSoThatNothingIsHiddenOrAdded() {
    send(FLOW.naming(Map.of("source", "Lark", "person", "Li\n\n\u202e" + "a".repeat(60))), "wang");

    assertThat(sent.messages.get(0).text().reveal())
        .contains("to let Li " + "a".repeat(37) + " sign in")
        .doesNotContain("\u202e");
  }

  @Test
  void workOnce() {
    send(FLOW, "wang");
    enter(FLOW, sent.last());

    assertThat(enter(FLOW, sent.last())).isEqualTo(new Entered.Wrong(0));
  }

  @Test
  void workForOneOfManyWhoComeAtOnce() throws Exception {
    send(FLOW, "wang");

    List<Entered> answers = Together.run(5, () -> enter(FLOW, sent.last()));

    assertThat(answers).filteredOn(Entered.Right.class::isInstance).hasSize(1);
  }

  @Test
  void workForTenMinutes() {
    send(FLOW, "wang");
    core.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(enter(FLOW, sent.wrong())).isEqualTo(new Entered.Wrong(4));
    core.clock.advance(Duration.ofSeconds(1));

    assertThat(enter(FLOW, sent.last())).isEqualTo(new Entered.Wrong(0));
  }

  @Test
  void goToNoAddressThatAnotherAccountHasToo() {
    core.users.create(
        TestCore.ALICE,
        TENANT,
        User.Profile.builder("team").email(Optional.of("wang@corp.example"), true).build(),
        Optional.empty());
    send(FLOW, "team");
    send(flow(Purpose.LINK, "key-2"), "wang");

    assertThat(outcomes()).containsExactly("unreachable", "unreachable");
    assertThat(sent.messages).isEmpty();
  }

  @Test
  void areWorthNothingInAnotherFlowForAnotherPurposeOrTenant() {
    core.tenants.create(TestCore.ALICE, "acme", "Acme");
    Flow elsewhere = new Flow("acme", Purpose.LINK, Secret.of("key-1"));
    Flow other = flow(Purpose.LINK, "key-2");
    Flow recovery = flow(Purpose.RECOVERY, "key-1");
    send(FLOW, "wang");
    Secret code = sent.last();
    send(recovery, "nobody");
    send(other, "nobody");
    core.codes.send(CALLER, elsewhere, "wang", "en");

    assertThat(enter(other, code)).isEqualTo(new Entered.Wrong(4));
    assertThat(enter(recovery, code)).isEqualTo(new Entered.Wrong(4));
    assertThat(enter(elsewhere, code)).isEqualTo(new Entered.Wrong(4));
    assertThat(enter(flow(Purpose.LINK, "key-3"), code)).isEqualTo(new Entered.Wrong(0));
    assertThat(enter(FLOW, code)).isEqualTo(new Entered.Right(wang.id()));
  }

  @Test
  void areOverAfterFiveWrongOnesAndSayNothingOfTheAccount() {
    send(FLOW, "wang");
    Secret code = sent.last();
    Flow nobodys = flow(Purpose.LINK, "key-2");
    send(nobodys, "nobody");
    for (int left = 4; left >= 0; left--) {
      assertThat(enter(FLOW, sent.wrong())).isEqualTo(new Entered.Wrong(left));
      assertThat(enter(nobodys, sent.wrong())).isEqualTo(new Entered.Wrong(left));
    }

    assertThat(enter(FLOW, code)).isEqualTo(new Entered.Wrong(0));
    spent(() -> send(FLOW, "wang"));
    spent(() -> send(nobodys, "nobody"));
    assertThat(events("user.proof-refused"))
        .extracting(AuditEvent::subject)
        .containsExactlyInAnyOrder("user:" + wang.id(), "user:(unknown)");
  }

  @Test
  void givesManyWhoTryAtOnceNoMoreThanFiveTries() throws Exception {
    send(FLOW, "wang");

    List<Entered> answers = Together.run(12, () -> enter(FLOW, sent.wrong()));

    assertThat(answers).containsOnlyOnce(new Entered.Wrong(4), new Entered.Wrong(1));
    assertThat(answers).filteredOn(new Entered.Wrong(0)::equals).hasSize(8);
  }

  @Test
  void theNextCodeEndsTheOneBeforeAndItsTriesCountOn() {
    user("li", Optional.empty());
    send(FLOW, "li");
    Secret first = sent.last();
    enter(FLOW, sent.wrong());
    send(FLOW, "wang");
    Secret second = sent.last();

    if (!first.equals(second)) {
      assertThat(enter(FLOW, first)).isEqualTo(new Entered.Wrong(3));
    }
    assertThat(enter(FLOW, second)).isEqualTo(new Entered.Right(wang.id()));
  }

  @Test
  void aSecondNameEndsTheCodeOfTheFirstEvenWhereNobodyHasIt() {
    send(FLOW, "wang");
    send(FLOW, "nobody");

    assertThat(enter(FLOW, sent.last())).isEqualTo(new Entered.Wrong(4));
  }

  @Test
  void endWithTheirFlow() {
    send(FLOW, "wang");
    core.codes.end(FLOW);

    assertThat(enter(FLOW, sent.last())).isEqualTo(new Entered.Wrong(0));
    assertThat(core.store.count("one-time-code", TENANT, new Query.All())).isZero();
  }

  @Test
  void areStoredAsADigestThatNobodyCanTestGuessesWith() {
    send(FLOW, "wang");

    String stored =
        core
            .store
            .query(new Query("one-time-code", TENANT, new Query.All(), false, 10, Optional.empty()))
            .items()
            .stream()
            .map(document -> new String(document.body(), StandardCharsets.UTF_8))
            .findFirst()
            .orElseThrow();
    assertThat(stored).doesNotContain(sent.last().reveal(), "corp.example", "key-1");
    assertThat(stored).matches(".*\"digest\":\"[A-Za-z0-9_-]{43}\".*");
  }

  @Test
  void areWorthNothingInAnotherDocumentThanTheirOwn() {
    user("li", Optional.empty());
    Flow other = flow(Purpose.LINK, "key-2");
    send(FLOW, "wang");
    Secret code = sent.last();
    send(other, "li");
    Repository<CodeRecord> codes = core.storage.repository(CodeRecord.SCHEMA);
    List<Stored<CodeRecord>> stored = codes.all(TENANT, new Query.All(), 10);
    boolean wangsIsFirst = stored.get(0).value().user().equals(Optional.of(wang.id()));
    CodeRecord wangs = stored.get(wangsIsFirst ? 0 : 1).value();
    Stored<CodeRecord> lis = stored.get(wangsIsFirst ? 1 : 0);
    core.storage.transact(
        work -> {
          work.add(codes.replace(lis, wangs));
          return () -> true;
        });

    assertThat(enter(other, code)).isEqualTo(new Entered.Wrong(4));
  }

  @Test
  void ofTwoThatAreAskedForAtOnceOnlyTheLaterIsSent() {
    user("li", Optional.empty());
    for (boolean inOrder : new boolean[] {true, false}) {
      List<Runnable> later = new ArrayList<>();
      OneTimeCodes codes =
          new OneTimeCodes(
              core.storage,
              core.accounts,
              core.deliveries,
              CodeSenders.on(later::add),
              core.brandings,
              core.changes,
              core.digests,
              core.refused,
              core.codeMetrics,
              core.clock);
      Flow flow = flow(Purpose.LINK, "key-" + inOrder);
      codes.send(CALLER, flow, "li", "en");
      codes.send(CALLER, flow, "wang", "en");
      assertThat(sent.messages).hasSize(inOrder ? 0 : 1);
      later.get(inOrder ? 0 : 1).run();
      later.get(inOrder ? 1 : 0).run();

      assertThat(sent.messages).hasSize(inOrder ? 1 : 2);
      assertThat(codes.enter(CALLER, flow, sent.last())).isEqualTo(new Entered.Right(wang.id()));
    }
    assertThat(outcomes()).containsExactlyInAnyOrder("sent", "outdated", "sent", "outdated");
  }

  @Test
  void whatTheDaysBoundRefusesDoesNotCountForTheTenMinutes() {
    for (int i = 0; i < 5; i++) {
      send(flow(Purpose.LINK, "key-" + i), "wang");
      core.clock.advance(Duration.ofMinutes(4));
    }
    core.clock.advance(Duration.ofHours(25).minusMinutes(25));
    for (int i = 0; i < 3; i++) {
      send(flow(Purpose.LINK, "late-" + i), "wang");
    }
    assertThat(sent.messages).hasSize(5);
    core.clock.advance(Duration.ofMinutes(6));

    send(flow(Purpose.LINK, "next-day"), "wang");
    assertThat(sent.messages).hasSize(6);
  }

  @Test
  void endWithTheVerificationOfTheirAddress() {
    send(FLOW, "wang");
    core.users.change(
        TestCore.ALICE,
        TENANT,
        wang.id(),
        Users.Change.of(
            profile -> profile.toBuilder().email(Optional.of("wang@corp.example"), false).build()),
        OptionalLong.empty());

    assertThat(enter(FLOW, sent.last())).isEqualTo(new Entered.Wrong(4));
  }

  @Test
  void endWhenTheirPersonIsSignedOutEverywhere() {
    send(FLOW, "wang");
    core.clock.advance(Duration.ofMillis(1));
    core.users.endSessions(TestCore.ALICE, TENANT, wang.id());

    assertThat(enter(FLOW, sent.last())).isEqualTo(new Entered.Wrong(4));
  }

  @Test
  void goToNobodyWhoMayNotComeIn() {
    core.users.setActive(
        TestCore.ALICE, TENANT, wang.id(), false, Optional.empty(), OptionalLong.empty());
    send(FLOW, "wang");
    send(flow(Purpose.LINK, "key-2"), "nobody");

    assertThat(sent.messages).isEmpty();
    assertThat(outcomes()).containsExactly("nobody", "nobody");
  }

  @Test
  void goToNoAddressThatIsNotVerified() {
    core.users.create(
        TestCore.ALICE,
        TENANT,
        User.Profile.builder("li").email(Optional.of("li@corp.example"), false).build(),
        Optional.empty());
    send(FLOW, "li");
    send(flow(Purpose.LINK, "key-2"), "li@corp.example");

    assertThat(sent.messages).isEmpty();
    assertThat(outcomes()).containsExactly("unreachable", "nobody");
    assertThat(events("user.code-not-sent"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).containsEntry("reason", "unreachable"));
  }

  @Test
  void thatAreNotDeliveredStandInTheAuditLogAndTheMetrics() {
    sent.broken = true;
    send(FLOW, "wang");

    assertThat(outcomes()).containsExactly("failed");
    assertThat(events("user.code-sent")).isEmpty();
    assertThat(events("user.code-not-sent"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.detail())
                    .containsEntry("reason", "failed")
                    .containsEntry("purpose", "link"));
  }

  private void isSignedInFrom(String address) {
    core.changes.run(
        TestCore.ALICE,
        TENANT,
        work ->
            work.add(
                core.storage
                    .repository(SessionRecord.SCHEMA)
                    .create(TENANT, "session", session(wang.id(), address))));
  }

  private void asks(String address, int times) {
    for (int i = 0; i < times; i++) {
      core.codes.send(from(address), flow(Purpose.LINK, "k" + key++), "wang", "en");
    }
  }

  @Test
  void threeGoToAnAccountForANetworkInTenMinutesAndFiveInADay() {
    for (int expected : List.of(3, 5, 5)) {
      asks("198.51.100.1", 4);
      assertThat(sent.messages).hasSize(expected);
      core.clock.advance(Duration.ofMinutes(11));
    }
    assertThat(outcomes()).contains("limited");
    assertThat(events("user.code-not-sent").get(0).detail()).containsEntry("reason", "limited");

    core.clock.advance(Duration.ofDays(1).plusHours(1));
    asks("198.51.100.1", 1);
    assertThat(sent.messages).hasSize(6);
  }

  @Test
  void tenADayGoToAnAccountForANetworkOfItsOwn() {
    isSignedInFrom("2001:db8::7");
    for (int expected : List.of(3, 6, 9, 10, 10)) {
      asks("2001:db8::8", 4);
      assertThat(sent.messages).hasSize(expected);
      core.clock.advance(Duration.ofMinutes(11));
    }
  }

  @Test
  void aStrangerDoesNotStopThemForThePersonOfAnAccountWithoutSessions() {
    for (int i = 0; i < 5; i++) {
      asks("198.51.100.1", 4);
      core.clock.advance(Duration.ofMinutes(11));
    }
    assertThat(sent.messages).hasSize(5);

    send(FLOW, "wang");
    assertThat(sent.messages).hasSize(6);
  }

  @Test
  void manyStrangersDoNotFloodAMailboxNorStopThemWhereThePersonUsuallyIs() {
    isSignedInFrom("2001:db8::7");
    for (int i = 0; i < 12; i++) {
      asks("198.51.100." + i, 3);
    }
    assertThat(sent.messages).hasSize(30);

    asks("2001:db8::8", 1);
    assertThat(sent.messages).hasSize(31);
  }

  private static SessionRecord session(String user, String address) {
    Instant then = Instant.parse("2026-11-22T10:00:00Z");
    return new SessionRecord(
        user,
        "door",
        Optional.of("identity"),
        then,
        then.plus(Duration.ofDays(1)),
        "Firefox",
        address,
        List.of(),
        then,
        then);
  }

  @Test
  void aNetworkAsksForAHundredInTenMinutesWhetherThereAreSuchAccountsOrNot() {
    for (int i = 0; i < 100; i++) {
      send(flow(Purpose.RECOVERY, "key-" + i), "nobody-" + i);
    }
    refused(() -> send(FLOW, "wang"));
    core.codes.send(from("198.51.100.9"), FLOW, "wang", "en");
    assertThat(sent.messages).hasSize(1);

    core.clock.advance(Duration.ofMinutes(11));
    send(flow(Purpose.LINK, "key-2"), "wang");
    assertThat(sent.messages).hasSize(2);
  }

  @Test
  void aFlowAsksForThreeAndIsThenToldToStartAgain() {
    for (int i = 0; i < 3; i++) {
      send(FLOW, "nobody");
    }
    spent(() -> send(FLOW, "nobody"));
  }

  @Test
  void whatAFlowIsRefusedUsesUpNothingOfItsNetwork() {
    for (int i = 0; i < 3; i++) {
      send(FLOW, "nobody");
    }
    for (int i = 0; i < 200; i++) {
      spent(() -> send(FLOW, "nobody"));
    }
    send(flow(Purpose.LINK, "key-2"), "wang");
    assertThat(sent.messages).hasSize(1);
  }
}
