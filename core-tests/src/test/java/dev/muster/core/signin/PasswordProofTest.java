package dev.muster.core.signin;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Presenter;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.ProblemCode;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.HashTurns;
import dev.muster.core.user.KnownNetworks;
import dev.muster.core.user.PasswordHash;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a password proves, how often it is looked at, and what that costs. */
final class PasswordProofTest extends PasswordProofFixture {
  private static final Secret NEXT = Secret.of("an entirely new horse");

  /** Of {@link #PASSWORD}, as an earlier version made them. */
  private static final String EARLIER =
      "pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw$" + "AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0";

  /** How often a password is hashed for what takes one turn. */
  private long hashesOf(Runnable attempt) {
    int taken = turns.taken.get();
    long before = passwords.hashed();
    attempt.run();
    assertThat(turns.taken).as("turns").hasValue(taken + 1);
    return passwords.hashed() - before;
  }

  private long hashesOf(PasswordProof node, String name, Secret password, boolean right) {
    return hashesOf(
        () -> assertThat(proves(node, name, password, ELSEWHERE, NONE)).isEqualTo(right));
  }

  private void strangersGuess(PasswordProof node, int times) {
    List<String> spelled = List.of("wang", "WANG@corp.example", "+86 138-0000-0000");
    for (int i = 0; i < times; i++) {
      String name = spelled.get(i % spelled.size());
      assertThat(proves(node, name, WRONG, stranger(i), NONE)).isFalse();
    }
  }

  private void strangersUseUpTheDay() {
    strangersGuess(proofs, AccountGuesses.A_DAY);
  }

  private void signsInAt(String address) {
    core.tenants.change(
        TestCore.ALICE, TENANT, was -> was.withPasswordSignIn(true), OptionalLong.empty());
    var unused =
        core.passwordSignIns.signIn(
            new Presenter(new Caller("system", address, "c1"), TENANT, "Firefox", List.of()),
            new dev.muster.api.PasswordSignIns.Presented("wang", PASSWORD, NONE),
            Optional.empty());
  }

  private void stored(String username, String hash) {
    Stored<UserRecord> user = core.accounts.byUsername(TENANT, username).orElseThrow();
    core.changes.run(
        TestCore.ALICE,
        TENANT,
        work -> work.add(core.accounts.users().replace(user, user.value().withPassword(hash))));
  }

  private long documents(String collection) {
    return core.store.count(collection, TENANT, new Query.All());
  }

  @Test
  void costsTheSameWhoeverIsNamed() {
    user("silent", false);
    core.users.setActive(
        TestCore.ALICE,
        TENANT,
        user("gone", true).id(),
        false,
        Optional.empty(),
        OptionalLong.empty());
    PasswordProof node = node(passwords, TestCore.IDLE);
    assertThat(hashesOf(node, "nobody", WRONG, false)).as("the first of a node").isEqualTo(1);
    int before = core.store.reads();
    assertThat(proves(node, "no-one", WRONG, ELSEWHERE, NONE)).isFalse();
    int expected = core.store.reads() - before;

    for (String name :
        List.of("wang", "silent", "gone", "wang@corp.example", "nobody", "nobody@corp.example")) {
      int reads = core.store.reads();
      assertThat(hashesOf(node, name, WRONG, false)).as("hashes for %s", name).isEqualTo(1);
      assertThat(core.store.reads() - reads).as("reads for %s", name).isEqualTo(expected);
    }
  }

  @Test
  void costsTheSameWhoeverIsNamedWhereSomeHashesAreOfAnEarlierVersion() {
    user("silent", false);
    user("old", true);
    stored("old", EARLIER);

    for (String name : List.of("old", "wang", "silent", "nobody", "old")) {
      assertThat(hashesOf(proofs, name, WRONG, false)).as(name).isEqualTo(2);
    }
    for (String name : List.of("old", "wang")) {
      assertThat(hashesOf(proofs, name, PASSWORD, true)).as(name).isEqualTo(1);
    }
  }

  @Test
  void isHashedInFewWaysHoweverManyKindsOfHashesThereAre() {
    for (int i = 1; i <= 6; i++) {
      user("old-" + i, true);
      stored("old-" + i, new PasswordHash(new PasswordHash.Cost(16, i)).hash(PASSWORD));
      assertThat(proves(proofs, "old-" + i, WRONG, ELSEWHERE, NONE)).isFalse();
    }

    assertThat(hashesOf(proofs, "nobody", WRONG, false)).isEqualTo(5);
  }

  @Test
  void costsTheSameWhetherItIsRightOrNotWhereItIsNotHeeded() {
    strangersUseUpTheDay();
    user("old", true);
    stored("old", EARLIER);
    assertThat(proves(proofs, "old", WRONG, ELSEWHERE, NONE)).isFalse();

    for (Secret password : List.of(PASSWORD, WRONG)) {
      assertThat(hashesOf(proofs, "wang", password, false)).isEqualTo(2);
    }
  }

  @Test
  void isHeededAHundredTimesADayFromStrangersHoweverManyTheyAre() {
    strangersGuess(proofs, AccountGuesses.A_DAY - 1);
    assertThat(provesAt(ELSEWHERE)).isTrue();
    assertThat(provesAt(ELSEWHERE)).as("the right one used up nothing").isTrue();

    assertThat(proves(proofs, "wang", WRONG, ELSEWHERE, NONE)).isFalse();
    assertThat(provesAt(ELSEWHERE)).isFalse();
    core.clock.advance(Duration.ofHours(23));
    assertThat(provesAt(ELSEWHERE)).isFalse();
    core.clock.advance(Duration.ofHours(2));
    assertThat(provesAt(ELSEWHERE)).isTrue();
  }

  @Test
  void countsForAllNodesTogether() {
    PasswordProof other = node(passwords, core.background);
    strangersGuess(proofs, 60);
    strangersGuess(other, 40);

    assertThat(provesAt(ELSEWHERE)).isFalse();
    assertThat(proves(other, "wang", PASSWORD, ELSEWHERE, NONE)).isFalse();
  }

  @Test
  void isHeededWhereThePersonCameInLatelyWhateverStrangersDo() {
    signsInAt(HOME);
    strangersUseUpTheDay();

    assertThat(provesAt("2001:db8::8")).isTrue();
    assertThat(provesAt("2001:db8:0:1::8")).isFalse();
    core.clock.advance(KnownNetworks.REMEMBERED);
    strangersUseUpTheDay();
    assertThat(provesAt(HOME)).isFalse();
  }

  @Test
  void isHeededInABrowserInWhichThePersonCameInWhateverStrangersDo() {
    Optional<Secret> browser = Optional.of(proofs.browser(TENANT, wang.id()));
    strangersUseUpTheDay();

    assertThat(proves(proofs, "wang", PASSWORD, ELSEWHERE, browser)).isTrue();
    Optional<Secret> mallorys = Optional.of(proofs.browser(TENANT, user("mallory", true).id()));
    assertThat(proves(proofs, "wang", PASSWORD, ELSEWHERE, mallorys)).isFalse();
    Optional<Secret> elsewhere = Optional.of(proofs.browser("other", wang.id()));
    assertThat(proves(proofs, "wang", PASSWORD, ELSEWHERE, elsewhere)).isFalse();
  }

  @Test
  void isHeededOnThePageThatAsksInSuchABrowser() {
    strangersUseUpTheDay();
    Secret browser = proofs.browser(TENANT, wang.id());
    Secret key = asked();

    assertThat(asks(key, NONE)).isEqualTo(wrong(4));
    assertThat(in(asks(key, Optional.of(browser))).user().id()).isEqualTo(wang.id());
  }

  private Answered<dev.muster.api.Grants.AuthorizationCode> asks(
      Secret key, Optional<Secret> browser) {
    return core.interactions.answer(
        new Presenter(new Caller("system", ELSEWHERE, "c1"), TENANT, "Firefox", List.of()),
        key,
        new Reply.Password("wang", PASSWORD, browser),
        Optional.empty());
  }

  @Test
  void givesAKnownBrowserADaysTriesOfItsOwn() {
    Optional<Secret> browser = Optional.of(proofs.browser(TENANT, wang.id()));
    signsInAt(HOME);
    for (int i = 0; i < AccountGuesses.A_DAY; i++) {
      assertThat(proves(proofs, "wang", WRONG, HOME, browser)).isFalse();
      core.clock.advance(Duration.ofSeconds(61));
    }

    assertThat(proves(proofs, "wang", PASSWORD, HOME, browser)).isFalse();
    Optional<Secret> another = Optional.of(proofs.browser(TENANT, wang.id()));
    assertThat(proves(proofs, "wang", PASSWORD, HOME, another)).isTrue();
    assertThat(provesAt(ELSEWHERE)).isTrue();
  }

  @Test
  void countsForAKnownBrowserHoweverTheNameIsSpelled() {
    Optional<Secret> browser = Optional.of(proofs.browser(TENANT, wang.id()));
    List<String> spelled = List.of("wang", " WANG", "wang@corp.example", "+8613800000000");
    for (int i = 0; i < 10; i++) {
      String name = spelled.get(i % spelled.size());
      assertThat(proves(proofs, name, WRONG, stranger(i), browser)).isFalse();
    }

    for (String name : spelled) {
      assertProblem(
          ProblemCode.THROTTLED, () -> proves(proofs, name, PASSWORD, ELSEWHERE, browser));
    }
    assertThat(provesAt(ELSEWHERE)).isTrue();
  }

  @Test
  void isNotHashedForWhoeverHasToWait() {
    for (int i = 0; i < 10; i++) {
      assertThat(proves(proofs, "wang", WRONG, ELSEWHERE, NONE)).isFalse();
    }
    turns.taken.set(0);

    assertProblem(ProblemCode.THROTTLED, () -> provesAt(ELSEWHERE));
    assertThat(turns.taken).hasValue(0);
  }

  @Test
  void doesNotTellElsewhereThatTwoNamesAreOnesPerson() {
    for (int i = 0; i < 10; i++) {
      assertThat(proves(proofs, "wang", WRONG, ELSEWHERE, NONE)).isFalse();
    }
    assertProblem(ProblemCode.THROTTLED, () -> provesAt(ELSEWHERE));

    assertThat(proves(proofs, "wang@corp.example", WRONG, ELSEWHERE, NONE)).isFalse();
  }

  @Test
  void beginsAnewWithAnotherPassword() {
    strangersUseUpTheDay();
    core.users.setPassword(TestCore.ALICE, TENANT, wang.id(), NEXT, false);

    assertThat(proves(proofs, "wang", NEXT, ELSEWHERE, NONE)).isTrue();
  }

  @Test
  void countsNothingThatWasNotLookedAt() {
    PasswordHash busy = new PasswordHash(PasswordHash.Cost.LEAST, new HashTurns(0, Duration.ZERO));
    PasswordProof node = node(busy, core.background);
    for (int i = 0; i < AccountGuesses.A_DAY; i++) {
      String address = stranger(i);
      assertProblem(ProblemCode.UNAVAILABLE, () -> proves(node, "wang", WRONG, address, NONE));
    }

    assertThat(proves(node(passwords, core.background), "wang", PASSWORD, ELSEWHERE, NONE))
        .isTrue();
    assertThat(documents("allowance")).isZero();
  }

  @Test
  void storesNothingOfNamesThatNobodyHasNorOfWhoeverHasNoPassword() {
    for (int i = 0; i < 20; i++) {
      assertThat(proves(proofs, "nobody-" + i, WRONG, stranger(i), NONE)).isFalse();
    }
    in(answer(asked(), new Reply.Create()));

    assertThat(documents("allowance")).isZero();
    assertThat(documents("known-networks")).isZero();
  }
}
