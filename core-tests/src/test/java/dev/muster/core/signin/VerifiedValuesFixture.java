package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.User.Profile;
import dev.muster.api.Users;
import dev.muster.core.password.PasswordRules;
import dev.muster.core.settings.Settings;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.Deprovisioning;
import dev.muster.core.user.PasswordHash;
import dev.muster.core.user.StoredUsers;
import dev.muster.core.user.UserHousekeeping;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** People who come in by several sources, and an administrator who changes them. */
abstract class VerifiedValuesFixture {
  static final String MAILBOX = "m@corp.example";
  static final String PHONE = "+8613800000000";
  static final String DINGTALK = "dingtalk";
  static final String LARK = "lark";
  static final Caller ADMIN = new Caller("admin:a", "192.0.2.1", "c");

  @TempDir Path directory;
  Gateway gateway;
  StoredUsers users;
  UserHousekeeping housekeeping;
  Deprovisioning departures;

  @BeforeEach
  void open() {
    gateway = new Gateway(directory);
    Association match =
        new Association(
            Mode.MATCH, List.of(MatchField.EMAIL, MatchField.PHONE, MatchField.USERNAME), Set.of());
    gateway.source(DINGTALK, match);
    gateway.source(LARK, match);
    housekeeping = new UserHousekeeping(gateway.storage(), gateway.accounts(), gateway.queue());
    departures =
        new Deprovisioning(
            gateway.storage(), gateway.accounts(), housekeeping, (tenant, source) -> false);
    TenantDirectory tenants = new TenantDirectory(gateway.storage(), gateway.clock());
    users =
        new StoredUsers(
            gateway.storage(),
            housekeeping,
            gateway.accounts(),
            tenants,
            gateway.changes(),
            new PasswordHash(PasswordHash.Cost.LEAST),
            new PasswordRules(new Settings(key -> Optional.empty(), "1.0.0")),
            gateway.clock());
  }

  static ExternalIdentity person(String company, String id, String email, String phone) {
    return ExternalIdentity.of(company, id)
        .withWorkEmail(
            Optional.of(email).filter(it -> !it.isEmpty()).map(it -> ContactPoint.of(it, true)))
        .withPhone(
            Optional.of(phone).filter(it -> !it.isEmpty()).map(it -> ContactPoint.of(it, true)));
  }

  static ExternalIdentity ding(String id, String email, String phone) {
    return person("ding-corp", id, email, phone);
  }

  static ExternalIdentity lark(String id, String email, String phone) {
    return person("lark-corp", id, email, phone);
  }

  Outcome.SignedIn<AuthorizationCode> in(String source, ExternalIdentity person) {
    return (Outcome.SignedIn<AuthorizationCode>) gateway.comesIn(source, person);
  }

  Profile profile(String user) {
    return users.find(Gateway.TENANT, user).orElseThrow().value().profile();
  }

  void patch(String user, UnaryOperator<Profile> change) {
    users.change(ADMIN, Gateway.TENANT, user, Users.Change.of(change), OptionalLong.empty());
  }

  static Profile mailbox(Profile profile, String email, boolean verified) {
    return profile.toBuilder().email(Optional.of(email), verified).build();
  }
}
