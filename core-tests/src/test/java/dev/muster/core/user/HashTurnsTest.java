package dev.muster.core.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.platform.Together;
import dev.muster.core.user.HashTurns.Kind;
import dev.muster.core.user.HashTurns.Party;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for a turn, and who has the next one. */
final class HashTurnsTest {
  private final HashTurns turns = new HashTurns(0, Duration.ofSeconds(20));
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final AtomicInteger away = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();

  /** Comes after all who came before, and gives the turn back once it has it. */
  private void comes(Party party) {
    int before = turns.waiting();
    int gone = away.get();
    Thread one =
        new Thread(
            () -> {
              if (turns.take(party)) {
                order.add(party.who());
                turns.giveBack();
              } else {
                away.incrementAndGet();
              }
            });
    one.start();
    threads.add(one);
    Together.until(() -> turns.waiting() != before || away.get() != gone);
  }

  private void come(int times, Party party) {
    for (int i = 0; i < times; i++) {
      comes(party);
    }
  }

  /** Hands the first turn out, and all that follow from it. */
  private List<String> served() throws InterruptedException {
    turns.giveBack();
    for (Thread one : threads) {
      one.join();
    }
    return order;
  }

  @AfterEach
  void nobodyWaitsAnyMore() {
    assertThat(turns.waiting()).isZero();
  }

  private static Party network(String name) {
    return Party.user("acme", name);
  }

  @Test
  void sendsAwayWhatOneAddressHasNoPlaceFor() throws Exception {
    come(20, network("a"));

    assertThat(away).hasValue(20 - Kind.USER.ofParty);
    assertThat(served()).hasSize(Kind.USER.ofParty);
  }

  @Test
  void sendsAwayWhatOneTenantHasNoPlaceFor() throws Exception {
    for (int i = 0; i < 20; i++) {
      comes(network("n" + i));
    }
    assertThat(away).hasValue(20 - Kind.USER.ofTenant);
    comes(Party.user("other", "theirs"));

    assertThat(away).hasValue(20 - Kind.USER.ofTenant);
    assertThat(served()).hasSize(Kind.USER.ofTenant + 1).contains("theirs");
  }

  @Test
  void letsNoMoreWaitThanMayOfManyWhoComeAtOnce() throws Exception {
    Thread opener =
        new Thread(
            () -> {
              Together.until(
                  () -> turns.waiting() == Kind.CHOICE.most && away.get() == 64 - Kind.CHOICE.most);
              turns.giveBack();
            });
    opener.start();

    AtomicInteger tenants = new AtomicInteger();
    List<Boolean> served =
        Together.run(
            64,
            () -> {
              boolean taken =
                  turns.take(Party.choice("t" + tenants.incrementAndGet(), "admin:alice"));
              if (taken) {
                turns.giveBack();
              } else {
                away.incrementAndGet();
              }
              return taken;
            });
    opener.join();
    assertThat(served.stream().filter(it -> it)).hasSize(Kind.CHOICE.most);
  }

  @Test
  void givesAddressesTheirTurnsOneAfterTheOther() throws Exception {
    come(3, network("a"));
    come(2, network("b"));
    comes(network("c"));

    assertThat(served()).containsExactly("a", "b", "c", "a", "b", "a");
  }

  @Test
  void makesRoomForAnAddressThatHasNoPlaceYet() throws Exception {
    come(8, network("a"));
    come(8, network("b"));
    assertThat(turns.waiting()).isEqualTo(Kind.USER.ofTenant);
    comes(network("c"));
    comes(network("d"));

    assertThat(served()).hasSize(Kind.USER.ofTenant).contains("c", "d");
    assertThat(order.indexOf("c")).isLessThan(3);
  }

  @Test
  void makesRoomForATenantThatHasNoPlaceYet() throws Exception {
    for (int i = 0; i < 12; i++) {
      comes(network("n" + i));
    }
    for (int i = 0; i < 4; i++) {
      comes(Party.user("other", "o" + i));
    }
    comes(Party.user("third", "t"));

    assertThat(away).hasValue(1);
    assertThat(served()).hasSize(Kind.USER.most).contains("t");
  }

  @Test
  void makesRoomForAnAddressWithoutFailures() throws Exception {
    for (int i = 0; i < Kind.USER.ofTenant; i++) {
      comes(network("n" + i).withFailures(i > 0));
    }
    comes(network("fails").withFailures(true));
    assertThat(away).as("they fail themselves").hasValue(1);
    comes(network("right"));

    assertThat(served()).hasSize(Kind.USER.ofTenant).contains("n0", "right");
  }

  @Test
  void makesRoomForAnAdministratorFromAnAddressWithoutFailures() throws Exception {
    for (int i = 0; i < Kind.ADMINISTRATOR.most; i++) {
      comes(Party.administrator("m" + i).withFailures(true));
    }
    comes(Party.administrator("right"));

    assertThat(away).hasValue(1);
    assertThat(served()).hasSize(Kind.ADMINISTRATOR.most).contains("right");
  }

  @Test
  void makesRoomForAnAddressWithoutFailuresOnlyWhereItHasNoMorePlaces() throws Exception {
    come(2, network("right"));
    for (int i = 2; i < Kind.USER.ofTenant; i++) {
      comes(network("n" + i).withFailures(true));
    }
    comes(network("right"));

    assertThat(away).hasValue(1);
    assertThat(served()).filteredOn("right"::equals).hasSize(2);
  }

  @Test
  void takesNoPlaceOfATenantThatHasNoMoreWhoeverFailsThere() throws Exception {
    for (int i = 0; i < 11; i++) {
      comes(network("n" + i));
    }
    for (int i = 0; i < 5; i++) {
      comes(Party.user("other", "o" + i).withFailures(true));
    }
    comes(network("another"));

    assertThat(away).hasValue(1);
    assertThat(served()).hasSize(Kind.USER.most).contains("o0", "o1", "o2", "o3", "o4");
  }

  @Test
  void givesNoAddressMorePlacesBecauseItFails() throws Exception {
    come(Kind.USER.ofParty, network("a"));
    comes(network("a").withFailures(true));

    assertThat(away).hasValue(1);
    assertThat(served()).hasSize(Kind.USER.ofParty);
  }

  @Test
  void keepsOthersPlacesForThemHoweverManyPasswordsOneSets() throws Exception {
    come(20, Party.choice("acme", "admin:alice"));
    assertThat(away).hasValue(20 - Kind.CHOICE.ofParty);
    for (int i = 0; i < 20; i++) {
      comes(Party.choice("acme", "user" + i));
    }
    assertThat(turns.waiting()).isEqualTo(Kind.CHOICE.ofTenant);
    int gone = away.get();
    comes(Party.choice("other", "admin:bob"));
    comes(Party.choice("", "admin:owner"));

    assertThat(away).hasValue(gone);
    assertThat(served()).hasSize(Kind.CHOICE.most).contains("admin:bob", "admin:owner");
  }

  @Test
  void keepsPlacesForThoseWhoAreKnownHoweverManyStrangersWait() throws Exception {
    for (int i = 0; i < 20; i++) {
      comes(network("n" + i));
      comes(Party.administrator("m" + i));
    }
    int gone = away.get();
    comes(Party.knownUser("acme", "wang"));
    comes(Party.knownAdministrator("alice"));

    assertThat(away).hasValue(gone);
    List<String> served = served();
    assertThat(served.indexOf("wang")).isLessThan(3);
    assertThat(served.indexOf("alice")).isLessThan(3);
  }

  @Test
  void keepsStrangersFromNothingByOneWhoIsKnownAndAsksWithoutEnd() throws Exception {
    come(5, Party.knownUser("acme", "wang"));
    comes(network("a"));

    assertThat(away).hasValue(5 - Kind.KNOWN_USER.ofParty);
    assertThat(served()).containsExactlyInAnyOrder("wang", "wang", "a");
    assertThat(order.get(2)).isEqualTo("wang");
  }

  @Test
  void servesTheBackgroundWhileNobodyElseWaits() throws Exception {
    comes(Party.BACKGROUND);
    comes(network("a"));
    comes(Party.choice("acme", "admin:alice"));

    assertThat(served()).hasSize(3).last().isEqualTo("");
    assertThat(order).startsWith("a");
  }

  @Test
  void doesNotWaitWhereItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThat(turns.take(network("a"))).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void givesUpWhereThereIsNoTurnInTime() {
    HashTurns impatient = new HashTurns(0, Duration.ZERO);

    assertThat(impatient.take(network("a"))).isFalse();
    impatient.giveBack();
    assertThat(impatient.take(network("a"))).isTrue();
  }
}
