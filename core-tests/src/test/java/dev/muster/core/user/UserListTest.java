package dev.muster.core.user;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.User;
import dev.muster.api.Users.Filter;
import dev.muster.api.Versioned;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twenty-four people: every third is kept out, every second came in, each on a day of its own. */
final class UserListTest extends StoredUsersFixture {
  private static final int PEOPLE = 24;
  private static final Instant FIRST = Instant.parse("2026-03-01T12:00:00Z");

  private static final Filter KEPT_OUT =
      new Filter(Optional.empty(), Optional.of(false), Optional.empty(), Optional.empty());

  @BeforeEach
  void people() {
    new UserUpgrade(core.storage, core.directory, core.background, core.clock);
    for (int i = 0; i < PEOPLE; i++) {
      String id = create(named("li%02d".formatted(i))).value().id();
      if (i % 2 == 0) {
        Instant day = FIRST.plus(Duration.ofDays(i));
        Stored<UserRecord> read = accounts.users().find(TENANT, id).orElseThrow();
        core.storage.commit(
            new UnitOfWork().add(accounts.users().replace(read, read.value().signedIn(day))));
        link(id, "door", "a" + i);
      }
      if (i % 3 == 0) {
        users.setActive(ALICE, TENANT, id, false, Optional.empty(), ANY);
        link(id, "gate", "b" + i);
        link(id, "gate", "c" + i);
      }
    }
  }

  private void link(String user, String source, String account) {
    core.storage.commit(
        new UnitOfWork()
            .add(
                accounts
                    .identities()
                    .create(
                        TENANT,
                        IdentityRecord.id("chat", "corp", account, true),
                        new IdentityRecord(
                            user, source, "chat", "corp", account, List.of(), FIRST, FIRST))));
  }

  private List<String> all(Filter filter, int limit) {
    List<String> names = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<Versioned<User>> page = users.list(TENANT, filter, limit, after);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      page.items().forEach(user -> names.add(user.value().profile().username()));
      after = page.next();
    } while (after.isPresent());
    return names;
  }

  private static List<String> every(IntPredicate which) {
    return IntStream.range(0, PEOPLE).filter(which).mapToObj("li%02d"::formatted).toList();
  }

  private static Filter inactive(int days) {
    return new Filter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(FIRST.plus(Duration.ofDays(days))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 200})
  void findsThoseWhoAreKeptOutAndThoseWhoAreNot(int limit) {
    assertThat(all(KEPT_OUT, limit)).isEqualTo(every(i -> i % 3 == 0));
    Filter active =
        new Filter(Optional.empty(), Optional.of(true), Optional.empty(), Optional.empty());
    assertThat(all(active, limit)).isEqualTo(every(i -> i % 3 != 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 200})
  void findsWhoIsLinkedToASourceOnceHoweverOften(int limit) {
    for (String source : List.of("door", "gate")) {
      Filter filter =
          new Filter(Optional.empty(), Optional.empty(), Optional.of(source), Optional.empty());
      assertThat(all(filter, limit))
          .containsExactlyInAnyOrderElementsOf(
              every(i -> i % (source.equals("door") ? 2 : 3) == 0));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 200})
  void findsWhoHasNotComeInSinceToTheMillisecond(int limit) {
    assertThat(all(inactive(10), limit))
        .containsExactlyInAnyOrderElementsOf(every(i -> i % 2 == 1 || i < 10));
    assertThat(all(inactive(0), limit)).containsExactlyInAnyOrderElementsOf(every(i -> i % 2 == 1));
    assertThat(all(inactive(100_000), limit)).hasSize(PEOPLE);
    assertThat(all(inactive(-5_000_000), limit)).hasSize(PEOPLE / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 200})
  void narrowsByAllAtOnce(int limit) {
    Filter both =
        new Filter(
            Optional.empty(),
            Optional.of(false),
            Optional.of("door"),
            Optional.of(FIRST.plus(Duration.ofDays(10))));
    assertThat(all(both, limit)).containsExactlyInAnyOrder("li00", "li06");
    Filter searched =
        new Filter(Optional.of("LI0"), both.active(), both.source(), both.inactiveSince());
    assertThat(all(searched, limit)).containsExactly("li00", "li06");
  }

  /** Someone reads pages of a list in which nobody is left: each costs a bound, and goes on. */
  @Test
  void readsNoFurtherThanABoundWhileNobodyFits() {
    Filter nobody =
        new Filter(Optional.of("li"), Optional.of(true), Optional.of("gate"), Optional.empty());
    Page<Versioned<User>> first = users.list(TENANT, nobody, 1, Optional.empty());

    assertThat(first.items()).isEmpty();
    assertThat(first.next()).isPresent();
    assertThat(all(nobody, 1)).isEmpty();
  }

  @Test
  void refusesForeignCursors() {
    assertInvalid(
        "after", "unknown-cursor", () -> users.list(TENANT, KEPT_OUT, 10, Optional.of("x")));
  }
}
