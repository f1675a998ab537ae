package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.Users;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.Deprovisioning;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.PasswordHash;
import dev.muster.core.user.SourceDeprovisioning;
import dev.muster.core.user.StoredUsers;
import dev.muster.core.user.UserHousekeeping;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Query;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a platform verified counts as long as the platform verifies it, and no longer. */
final class VerifiedValuesTest {
  private static final String MAILBOX = "m@corp.example";
  private static final String PHONE = "+8613800000000";
  private static final String DINGTALK = "dingtalk";
  private static final String LARK = "lark";
  private static final Caller ADMIN = new Caller("admin:a", "192.0.2.1", "c");

  @TempDir private Path directory;
  private Gateway gateway;
  private StoredUsers users;
  private UserHousekeeping housekeeping;
  private Deprovisioning departures;

  @BeforeEach
  void open() {
    gateway = new Gateway(directory);
    Association match =
        new Association(
            Mode.MATCH, List.of(MatchField.EMAIL, MatchField.PHONE, MatchField.USERNAME), Set.of());
    gateway.source(DINGTALK, match);
    gateway.source(LARK, match);
    housekeeping = new UserHousekeeping(gateway.storage(), gateway.accounts(), gateway.queue());
    departures = new Deprovisioning(gateway.accounts(), housekeeping);
    TenantDirectory tenants = new TenantDirectory(gateway.storage(), gateway.clock());
    users =
        new StoredUsers(
            gateway.storage(),
            housekeeping,
            gateway.accounts(),
            tenants,
            gateway.changes(),
            new PasswordHash(1000),
            gateway.clock());
  }

  private static ExternalIdentity person(String company, String id, String email, String phone) {
    return ExternalIdentity.of(company, id)
        .withWorkEmail(
            Optional.of(email).filter(it -> !it.isEmpty()).map(it -> ContactPoint.of(it, true)))
        .withPhone(
            Optional.of(phone).filter(it -> !it.isEmpty()).map(it -> ContactPoint.of(it, true)));
  }

  private static ExternalIdentity ding(String id, String email, String phone) {
    return person("ding-corp", id, email, phone);
  }

  private static ExternalIdentity lark(String id, String email, String phone) {
    return person("lark-corp", id, email, phone);
  }

  private Outcome.SignedIn<AuthorizationCode> in(String source, ExternalIdentity person) {
    return (Outcome.SignedIn<AuthorizationCode>) gateway.comesIn(source, person);
  }

  private Profile profile(String user) {
    return users.find(Gateway.TENANT, user).orElseThrow().value().profile();
  }

  private void patch(String user, UnaryOperator<Profile> change) {
    users.change(ADMIN, Gateway.TENANT, user, Users.Change.of(change), OptionalLong.empty());
  }

  private static Profile mailbox(Profile profile, String email, boolean verified) {
    return profile.toBuilder().email(Optional.of(email), verified).build();
  }

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

  @Test
  void anAdministratorsValueStays() {
    User user = in(DINGTALK, ding("li", MAILBOX, PHONE)).user();
    patch(user.id(), p -> mailbox(p, "li@corp.example", true));

    in(DINGTALK, ding("li", MAILBOX, PHONE));
    in(DINGTALK, ding("li", "other@corp.example", PHONE));
    in(DINGTALK, ding("li", "", PHONE));
    users.unlink(ADMIN, Gateway.TENANT, user.id(), Optional.empty());

    assertThat(profile(user.id()).email()).contains("li@corp.example");
    assertThat(profile(user.id()).emailVerified()).isTrue();
    assertThat(profile(user.id()).phoneVerified()).isFalse();
  }

  @Test
  void anAdministratorsUnverifiedValueStaysAndIsVerifiedOnlyWhileItIsTheSame() {
    User user = in(DINGTALK, ding("li", "", "")).user();
    patch(user.id(), p -> mailbox(p, MAILBOX, false));

    assertThat(in(DINGTALK, ding("li", "M@corp.example", "")).user().profile())
        .satisfies(it -> assertThat(it.emailVerified()).isTrue())
        .satisfies(it -> assertThat(it.email()).contains(MAILBOX));
    assertThat(in(DINGTALK, ding("li", "n@corp.example", "")).user().profile())
        .satisfies(it -> assertThat(it.emailVerified()).isFalse())
        .satisfies(it -> assertThat(it.email()).contains(MAILBOX));
  }

  @Test
  void whatAnAdministratorConfirmsIsTheirsAlsoWhereAPlatformVerifiedItAlready() {
    User user = in(DINGTALK, ding("li", MAILBOX, PHONE)).user();
    users.change(
        ADMIN,
        Gateway.TENANT,
        user.id(),
        new Users.Change(p -> p, Set.of(Users.Address.EMAIL), Optional.empty()),
        OptionalLong.empty());

    Profile now = in(DINGTALK, ding("li", "n@corp.example", "")).user().profile();

    assertThat(now.email()).contains(MAILBOX);
    assertThat(now.emailVerified()).isTrue();
    assertThat(now.phoneVerified()).isFalse();
  }

  @Test
  void aChangeOfAnotherFieldDoesNotMakeAValueAnAdministrators() {
    User user = in(DINGTALK, ding("li", MAILBOX, PHONE)).user();
    patch(user.id(), p -> p.toBuilder().username("li2").displayName(Optional.of("Li")).build());

    assertThat(in(DINGTALK, ding("li", "", "")).user().profile().emailVerified()).isFalse();
  }

  @Test
  void aFlagThatAnAdministratorTakesAwayIsNotBroughtBackByWhoeverStoodForTheValue() {
    User user = in(DINGTALK, ding("both", MAILBOX, PHONE)).user();
    in(LARK, lark("b", MAILBOX, PHONE));
    patch(user.id(), p -> mailbox(p, MAILBOX, false));

    in(LARK, lark("b", "", PHONE));

    assertThat(profile(user.id()).emailVerified()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anIdentityThatIsUnlinkedVerifiesNothing(boolean all) {
    Outcome.SignedIn<AuthorizationCode> old = in(DINGTALK, ding("old", MAILBOX, PHONE));

    users.unlink(
        ADMIN,
        Gateway.TENANT,
        old.user().id(),
        all ? Optional.empty() : Optional.of(old.identity().id()));

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
                    work, Gateway.TENANT, person.identity().id(), gateway.clock().instant()));
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
    users.setActive(ADMIN, Gateway.TENANT, old.user().id(), false, OptionalLong.empty());
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
            work -> departures.rename(work, Gateway.TENANT, li.identity().id(), to, "li2"));

    users.unlink(ADMIN, Gateway.TENANT, li.user().id(), Optional.of(to));

    assertThat(profile(li.user().id()).emailVerified()).isFalse();
  }

  @Test
  void aDeletedSourcesIdentitiesVerifyNothing() {
    User both = in(DINGTALK, ding("both", MAILBOX, PHONE)).user();
    in(LARK, lark("b", MAILBOX, ""));
    SourceDeprovisioning ends =
        new SourceDeprovisioning(gateway.storage(), gateway.accounts(), gateway.queue());
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
