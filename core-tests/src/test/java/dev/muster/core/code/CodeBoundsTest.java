package dev.muster.core.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.PasswordSignIns;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How many codes go out, and that no bound lets somebody stop another person. */
class CodeBoundsTest extends OneTimeCodesFixture {
  private int key;

  private static void refused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED);
              assertThat(e.retryAfter()).contains(Duration.ofMinutes(10));
            });
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

  private void isSignedInFrom(String address) {
    core.tenants.change(
        TestCore.ALICE, TENANT, was -> was.withPasswordSignIn(true), OptionalLong.empty());
    core.changes.run(
        TestCore.ALICE,
        TENANT,
        work ->
            work.add(
                core.storage
                    .repository(SessionRecord.SCHEMA)
                    .create(TENANT, "session", session(address))));
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
  void aSessionThatHasEndedMakesNoNetworkTheirOwn() {
    isSignedInFrom("2001:db8::7");
    core.users.endSessions(TestCore.ALICE, TENANT, wang.id());
    for (int expected : List.of(3, 5, 5)) {
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

  private SessionRecord session(String address) {
    Instant now = core.clock.instant();
    return new SessionRecord(
        wang.id(),
        PasswordSignIns.SOURCE,
        Optional.empty(),
        now,
        now.plus(Duration.ofDays(1)),
        "Firefox",
        address,
        List.of(),
        core.accounts.users().find(TENANT, wang.id()).orElseThrow().value().sessionsValidFrom(),
        core.directory.find(TENANT).orElseThrow().value().passwordSessionsValidFrom());
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
