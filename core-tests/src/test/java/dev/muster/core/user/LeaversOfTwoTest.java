package dev.muster.core.user;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Identity;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.SignInMethod;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learnt of one account says nothing of the other one, in whichever order it is learnt. */
class LeaversOfTwoTest {
  private static final String ONE = "i-one";
  private static final String TWO = "i-two";

  @TempDir private Path folder;
  private TestCore core;
  private Instant now;

  @BeforeEach
  void li() {
    core = new TestCore(folder);
    now = core.clock.instant();
    core.mobileApps.bind(
        ALICE, TENANT, "chat", Map.of("corpId", "wwa", "agentId", "1", "secret", "s3cret"));
    source("one");
    source("two");
    learns(
        work -> {
          work.add(core.accounts.users().create(TENANT, "li", UserRecord.of(profile(), now)));
          link(work, ONE, "one");
          link(work, TWO, "two");
        });
  }

  private static Profile profile() {
    return Profile.of("li");
  }

  private void source(String id) {
    core.sources.create(ALICE, TENANT, id, "chat", Settings.of(id, Set.of(SignInMethod.BROWSER)));
  }

  private void theOtherSourceIsEnabled(boolean enabled) {
    core.sources.change(
        ALICE, TENANT, "two", before -> before.withEnabled(enabled), OptionalLong.empty());
  }

  private void link(ChangeSet work, String identity, String source) {
    work.add(
        core.accounts
            .identities()
            .create(
                TENANT,
                identity,
                new IdentityRecord("li", source, "chat", "wwa", identity, List.of(), now, now)));
  }

  private void learns(Consumer<ChangeSet> of) {
    core.changes.run(ALICE, TENANT, of);
  }

  private Instant in(int seconds) {
    return now.plusSeconds(seconds);
  }

  private void leaves(String identity, int at) {
    learns(work -> core.departures.leave(work, TENANT, identity, in(at)));
  }

  private void comesBack(String identity, int at) {
    learns(work -> core.departures.comeBack(work, TENANT, identity, in(at)));
  }

  private UserRecord user() {
    return core.accounts.users().find(TENANT, "li").orElseThrow().value();
  }

  private boolean isAbsent(String identity) {
    return core.accounts.identities().find(TENANT, identity).orElseThrow().value().isAbsent();
  }

  private void session(String id, String identity) {
    learns(
        work ->
            work.add(
                core.storage
                    .repository(SessionRecord.SCHEMA)
                    .create(
                        TENANT,
                        id,
                        new SessionRecord(
                            "li",
                            "two",
                            Optional.of(identity),
                            now,
                            in(3600),
                            "Firefox",
                            "192.0.2.7",
                            List.of(),
                            user().sessionsValidFrom(),
                            Instant.EPOCH))));
  }

  @Test
  void theAccountThatEndedSaysSinceWhenUntilTheyAreBack() {
    leaves(ONE, 10);

    assertThat(shown(ONE).leftAt()).hasValue(in(10));
    assertThat(shown(TWO).leftAt()).isEmpty();
    assertThat(departure()).as("the user stays").isEmpty();

    comesBack(ONE, 20);
    assertThat(shown(ONE).leftAt()).isEmpty();
  }

  @Test
  void theUserSaysByWhichOfThemTheyLeftLast() {
    leaves(ONE, 10);
    leaves(TWO, 20);

    assertThat(departure())
        .hasValue(new User.Departure("left-company", in(20), Optional.of("two")));
  }

  private Identity shown(String identity) {
    return IdentityRecord.identity(core.accounts.identities().find(TENANT, identity).orElseThrow());
  }

  private Optional<User.Departure> departure() {
    return UserRecord.user(core.accounts.users().find(TENANT, "li").orElseThrow()).departure();
  }

  @Test
  void theReturnByOneMakesNoOldNewsOfWhatIsLearntLateOfTheOther() {
    theOtherSourceIsEnabled(false);
    leaves(ONE, 10);
    theOtherSourceIsEnabled(true);
    comesBack(ONE, 60);
    session("by-two", TWO);

    leaves(TWO, 59);

    assertThat(user().active()).isTrue();
    assertThat(isAbsent(TWO)).isTrue();
    assertThat(isAbsent(ONE)).isFalse();
    assertThat(core.storage.repository(SessionRecord.SCHEMA).find(TENANT, "by-two")).isEmpty();
  }

  @Test
  void aReturnThatIsLearntLateLetsThemInByThatAccountAlone() {
    leaves(ONE, 10);
    leaves(TWO, 30);
    assertThat(user().active()).isFalse();

    comesBack(ONE, 20);

    assertThat(user().active()).isTrue();
    assertThat(isAbsent(ONE)).isFalse();
    assertThat(isAbsent(TWO)).isTrue();
    assertThat(core.events(TENANT))
        .extracting(AuditEvent::action)
        .filteredOn("user.enabled"::equals)
        .hasSize(1);
  }

  @Test
  void whoeverIsBackByOneLeavesByTheOtherWheneverThatWas() {
    leaves(ONE, 10);
    leaves(TWO, 20);
    comesBack(ONE, 60);
    comesBack(TWO, 30);
    assertThat(isAbsent(TWO)).isFalse();

    leaves(TWO, 40);

    assertThat(isAbsent(TWO)).isTrue();
    assertThat(user().active()).isTrue();
  }

  @Test
  void whoeverLeavesByTheOtherOneWhileTheyAreDisabledIsNotBackByIt() {
    theOtherSourceIsEnabled(false);
    leaves(ONE, 10);
    leaves(TWO, 20);
    theOtherSourceIsEnabled(true);

    comesBack(ONE, 30);

    assertThat(user().active()).isTrue();
    assertThat(isAbsent(ONE)).isFalse();
    assertThat(isAbsent(TWO)).isTrue();
    comesBack(TWO, 40);
    assertThat(isAbsent(TWO)).isFalse();
  }

  @Test
  void whatIsOlderThanTheReturnByAnAccountDisablesNobodyWhoHasNoOther() {
    leaves(ONE, 10);
    comesBack(ONE, 20);
    theOtherSourceIsEnabled(false);

    leaves(ONE, 20);
    assertThat(user().active()).isTrue();
    leaves(ONE, 21);
    assertThat(user().active()).isFalse();
  }

  @Test
  void aReturnThatIsOlderThanTheLastLeavingByTheSameAccountLetsNobodyIn() {
    leaves(ONE, 10);
    theOtherSourceIsEnabled(false);
    leaves(ONE, 30);
    assertThat(user().active()).isFalse();

    comesBack(ONE, 20);
    assertThat(user().active()).isFalse();
    comesBack(ONE, 30);
    assertThat(user().active()).isTrue();
    assertThat(isAbsent(ONE)).isFalse();
  }
}
