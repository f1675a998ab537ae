package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskWork;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.SourceDeprovisioning;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Query;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a platform verified counts as long as the platform verifies it, and no longer. */
final class VerifiedValuesTest extends VerifiedValuesFixture {
  @Test
  void aRecycledMailboxAndNumberOpenNobodyElsesAccount() {
    User old = in(DINGTALK, ding("old", MAILBOX, PHONE)).user();
    assertThat(old.profile().emailVerified()).isTrue();

    Profile now = in(DINGTALK, ding("old", "n@corp.example", "+8613900000000")).user().profile();

    assertThat(now.email()).contains("n@corp.example");
    assertThat(now.emailVerified()).isTrue();
    assertThat(now.phone()).contains("+8613900000000");
    assertThat(profile(old.id())).isEqualTo(now);
    User byLark = in(LARK, lark("next", MAILBOX, PHONE)).user();
    assertThat(byLark.id()).isNotEqualTo(old.id());
    // and in the company of the one before, nobody is refused for it
    assertThat(in(DINGTALK, ding("next", MAILBOX, PHONE)).user().id())
        .isEqualTo(byLark.id())
        .isNotEqualTo(old.id());
  }

  @Test
  void theNextHolderInTheSameCompanyIsSomebodyNew() {
    User old = in(DINGTALK, ding("old", MAILBOX, PHONE)).user();
    assertThat(gateway.comesIn(DINGTALK, ding("next", MAILBOX, PHONE)))
        .isEqualTo(new Outcome.Refused<>(Refusal.ACCOUNT_TAKEN));
    in(DINGTALK, ding("old", "n@corp.example", "+8613900000000"));

    User next = in(DINGTALK, ding("next", MAILBOX, PHONE)).user();

    assertThat(next.id()).isNotEqualTo(old.id());
    assertThat(next.profile().email()).contains(MAILBOX);
  }

  @Test
  void whatAPlatformNoLongerVerifiesLosesItsFlag() {
    User old = in(DINGTALK, ding("old", MAILBOX, PHONE)).user();

    Profile now = in(DINGTALK, ding("old", "", "")).user().profile();

    assertThat(now.emailVerified()).isFalse();
    assertThat(now.phoneVerified()).isFalse();
    assertThat(in(LARK, lark("next", MAILBOX, PHONE)).user().id()).isNotEqualTo(old.id());
  }

  @Test
  void aPlatformThatToldOnlyAPartTakesNothingBackButWhatItContradicts() {
    User old = in(DINGTALK, ding("old", MAILBOX, PHONE)).user();

    Profile now = in(DINGTALK, ding("old", "", "+8613900000000").asPartial()).user().profile();

    assertThat(now.email()).contains(MAILBOX);
    assertThat(now.emailVerified()).isTrue();
    assertThat(now.phone()).contains("+8613900000000");
    assertThat(profile(old.id())).isEqualTo(now);
  }

  @Test
  void anUnverifiedValueTakesThePlaceOfTheOneThatThePlatformVerified() {
    in(DINGTALK, ding("old", MAILBOX, PHONE));
    ExternalIdentity personal =
        ExternalIdentity.of("ding-corp", "old")
            .withPersonalEmail(Optional.of(ContactPoint.of("old@home.example", true)))
            .withPhone(Optional.of(ContactPoint.of(PHONE, false)));

    Profile now = in(DINGTALK, personal).user().profile();

    assertThat(now.email()).contains("old@home.example");
    assertThat(now.emailVerified()).isFalse();
    assertThat(now.phone()).contains(PHONE);
    assertThat(now.phoneVerified()).isFalse();
  }

  @Test
  void aValueStaysVerifiedAsLongAsOneOfSeveralVerifiesIt() {
    User both = in(DINGTALK, ding("both", MAILBOX, PHONE)).user();
    assertThat(in(LARK, lark("b", MAILBOX, PHONE)).user().id()).isEqualTo(both.id());

    Profile one = in(DINGTALK, ding("both", "n@corp.example", "")).user().profile();
    assertThat(one.email()).contains(MAILBOX);
    assertThat(one.emailVerified()).isTrue();
    assertThat(one.phoneVerified()).isTrue();

    Profile none = in(LARK, lark("b", "", "")).user().profile();
    assertThat(none.emailVerified()).isFalse();
    assertThat(none.phoneVerified()).isFalse();

    assertThat(in(DINGTALK, ding("both", "n@corp.example", "")).user().profile().email())
        .contains("n@corp.example");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anIdentityThatIsUnlinkedVerifiesNothing(boolean all) {
    Outcome.SignedIn<AuthorizationCode> old = in(DINGTALK, ding("old", MAILBOX, PHONE));

    users.unlink(
        ADMIN,
        Gateway.TENANT,
        old.user().id(),
        all ? Optional.empty() : Optional.of(old.identity().orElseThrow().id()));

    assertThat(profile(old.user().id()).emailVerified()).isFalse();
    assertThat(profile(old.user().id()).phoneVerified()).isFalse();
    assertThat(in(LARK, lark("next", MAILBOX, PHONE)).user().id()).isNotEqualTo(old.user().id());
  }

  private void leaves(Outcome.SignedIn<AuthorizationCode> person) {
    gateway
        .changes()
        .run(
            Caller.SYSTEM,
            Gateway.TENANT,
            work ->
                departures.leave(
                    work,
                    Gateway.TENANT,
                    person.identity().orElseThrow().id(),
                    gateway.clock().instant()));
  }

  @Test
  void whoeverLeftStandsInNobodysWay() {
    Outcome.SignedIn<AuthorizationCode> old = in(DINGTALK, ding("old", MAILBOX, PHONE));
    leaves(old);

    assertThat(profile(old.user().id()).emailVerified()).isFalse();
    assertThat(in(DINGTALK, ding("next", MAILBOX, PHONE)).user().id())
        .isNotEqualTo(old.user().id());
  }

  @Test
  void whoeverLeftAfterAnAdministratorDisabledThemStandsInNobodysWay() {
    Outcome.SignedIn<AuthorizationCode> old = in(DINGTALK, ding("old", MAILBOX, PHONE));
    users.setActive(
        ADMIN, Gateway.TENANT, old.user().id(), false, Optional.empty(), OptionalLong.empty());
    leaves(old);

    assertThat(in(DINGTALK, ding("next", MAILBOX, PHONE)).user().id())
        .isNotEqualTo(old.user().id());
  }

  @Test
  void anIdentityThatWasRenamedStillVerifies() {
    Outcome.SignedIn<AuthorizationCode> li = in(DINGTALK, ding("li", MAILBOX, PHONE));
    String to = IdentityRecord.id("fake", "ding-corp", "li2", true);
    gateway
        .changes()
        .run(
            Caller.SYSTEM,
            Gateway.TENANT,
            work ->
                departures.rename(
                    work,
                    Gateway.TENANT,
                    li.identity().orElseThrow().id(),
                    to,
                    "li2",
                    gateway.clock().instant()));

    users.unlink(ADMIN, Gateway.TENANT, li.user().id(), Optional.of(to));

    assertThat(profile(li.user().id()).emailVerified()).isFalse();
  }

  @Test
  void aDeletedSourcesIdentitiesVerifyNothing() {
    User both = in(DINGTALK, ding("both", MAILBOX, PHONE)).user();
    in(LARK, lark("b", MAILBOX, ""));
    SourceDeprovisioning ends =
        new SourceDeprovisioning(
            gateway.storage(), gateway.accounts(), gateway.queue(), gateway.clock());
    gateway
        .changes()
        .run(Caller.SYSTEM, Gateway.TENANT, work -> ends.after(work, Gateway.TENANT, DINGTALK));
    TaskWork tasks =
        new TaskWork(
            gateway.storage(), gateway.changes(), gateway.metrics(), gateway.clock(), "node");
    tasks.add(ends);
    tasks.runDue();

    assertThat(profile(both.id()).phoneVerified()).isFalse();
    assertThat(profile(both.id()).emailVerified()).isTrue();
    assertThat(
            gateway.storage().repository(UserRecord.SCHEMA).count(Gateway.TENANT, new Query.All()))
        .isEqualTo(1);
  }

  @Test
  void whatWasStoredBeforeOriginsWereIsReplacedByWhatAPlatformVerifies() {
    Outcome.SignedIn<AuthorizationCode> li = in(DINGTALK, ding("li", MAILBOX, PHONE));
    Stored<UserRecord> stored =
        gateway.accounts().users().find(Gateway.TENANT, li.user().id()).orElseThrow();
    UserRecord now = stored.value();
    gateway.commit(
        List.of(
            gateway
                .accounts()
                .users()
                .replace(
                    stored,
                    new UserRecord(
                        now.profile(),
                        true,
                        Optional.empty(),
                        now.createdAt(),
                        now.lastSignInAt(),
                        Optional.empty(),
                        null,
                        null,
                        false,
                        null))));

    assertThat(in(DINGTALK, ding("li", "", "")).user().profile().emailVerified()).isTrue();
    Profile after = in(DINGTALK, ding("li", "n@corp.example", "")).user().profile();
    assertThat(after.email()).contains("n@corp.example");
    users.unlink(ADMIN, Gateway.TENANT, li.user().id(), Optional.empty());
    assertThat(profile(li.user().id()).emailVerified()).isFalse();
    assertThat(profile(li.user().id()).phoneVerified()).isFalse();
  }

  @Test
  void whoeverComesBackUnchangedIsNotWritten() {
    in(DINGTALK, ding("li", MAILBOX, PHONE));
    in(LARK, lark("li", MAILBOX, PHONE));
    in(DINGTALK, ding("li", MAILBOX, PHONE));
    gateway.forget();

    in(DINGTALK, ding("li", MAILBOX, PHONE));
    in(DINGTALK, ding("li", "M@corp.example", PHONE));

    assertThat(gateway.commits())
        .hasSize(2)
        .allSatisfy(
            commit ->
                assertThat(commit)
                    .filteredOn(change -> change.key().collection().equals("user"))
                    .hasOnlyElementsOfType(Change.Require.class));
  }

  @Test
  void aUserNameMadeOfAnIdSaysNothingOfWhoHasTheSameIdElsewhere() {
    User old = in(DINGTALK, ding("1001", "", "")).user();
    patch(old.id(), p -> mailbox(p, MAILBOX, false));

    User other = in(LARK, lark("1001", "", "")).user();

    assertThat(old.profile().username()).isEqualTo("1001");
    assertThat(other.id()).isNotEqualTo(old.id());
    assertThat(other.profile().username()).isEqualTo("1001-2");
  }

  @Test
  void aUserNameThatAnAdministratorGaveJoinsAccountsAlsoOfSeveralPlatforms() {
    User made = in(DINGTALK, ding("1001", "", "")).user();
    patch(made.id(), p -> p.toBuilder().username("li").build());

    assertThat(in(LARK, lark("li", "", "")).user().id()).isEqualTo(made.id());
  }
}
