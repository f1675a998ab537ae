package dev.muster.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.CodeWays;
import dev.muster.api.User;
import dev.muster.api.Users;
import dev.muster.core.code.OneTimeCodes.Entered;
import dev.muster.core.code.OneTimeCodes.Flow;
import dev.muster.core.platform.Together;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.CodeDelivery.Email;
import dev.muster.spi.hook.CodeDelivery.Message;
import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneTimeCodesTest extends OneTimeCodesFixture {
  @Test
  void areOfferedWhileSomebodyCarriesThem() {
    assertThat(core.codes.ways(TENANT)).isEqualTo(new CodeWays(true, List.of()));
    assertThat(new TestCore().codes.ways(TENANT)).isEqualTo(CodeWays.NONE);
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
  void nameWhoeverIsCalledByAnEmojiOfSeveralParts() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    send(FLOW.naming(Map.of("source", "Lark", "person", "Li " + family)), "wang");

    assertThat(sent.messages.get(0).text().reveal()).contains("to let Li " + family + " sign in");
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

    assertThat(reasons()).containsExactly("unreachable", "unreachable");
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
              core.sessions,
              core.deliveries,
              core.codesByMessage,
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
    assertThat(sent.messages).hasSize(2);
    assertThat(events("user.code-sent")).hasSize(2);
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
  void areCountedAlikeWhoeverIsNamed() {
    user("silent", Optional.empty());
    List<String> first = List.of();
    for (String name :
        List.of("wang", "silent", "nobody", "wang@corp.example", "no@corp.example")) {
      int before = core.codeMetrics.lines().size();
      send(flow(Purpose.LINK, "key of " + name), name);
      List<String> counted = core.codeMetrics.lines();
      counted = counted.subList(before, counted.size());
      first = first.isEmpty() ? counted : first;
      assertThat(counted)
          .as(name)
          .isEqualTo(first)
          .containsExactly("muster_codes_total purpose link outcome asked");
    }
    assertThat(sent.messages).isNotEmpty();
  }

  @Test
  void goToNobodyWhoMayNotComeIn() {
    core.users.setActive(
        TestCore.ALICE, TENANT, wang.id(), false, Optional.empty(), OptionalLong.empty());
    send(FLOW, "wang");
    send(flow(Purpose.LINK, "key-2"), "nobody");

    assertThat(sent.messages).isEmpty();
    assertThat(reasons()).isEmpty();
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
    assertThat(outcomes()).containsExactly("asked", "asked");
    assertThat(events("user.code-not-sent"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).containsEntry("reason", "unreachable"));
  }

  @Test
  void thatAreNotDeliveredStandInTheAuditLogAndTheMetrics() {
    sent.broken = true;
    send(FLOW, "wang");

    assertThat(core.codeMetrics.lines())
        .containsExactly(
            "muster_codes_total purpose link outcome asked",
            "muster_codes_failed_total channel delivery outcome failed");
    assertThat(events("user.code-sent")).isEmpty();
    assertThat(events("user.code-not-sent"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.detail())
                    .containsEntry("reason", "failed")
                    .containsEntry("purpose", "link"));
  }
}
