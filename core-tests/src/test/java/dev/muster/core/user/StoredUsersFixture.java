package dev.muster.core.user;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;

import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.Versioned;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Users of the test core. */
abstract class StoredUsersFixture {
  static final OptionalLong ANY = OptionalLong.empty();
  static final Secret PASSWORD = Secret.of("correct horse battery");

  @TempDir Path folder;
  TestCore core;
  Accounts accounts;
  StoredUsers users;
  final PasswordHash passwords = new PasswordHash(PasswordHash.Cost.LEAST);

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    accounts = new Accounts(core.storage);
    users =
        new StoredUsers(
            core.storage,
            core.housekeeping,
            accounts,
            core.directory,
            core.changes,
            passwords,
            core.passwordRules,
            core.clock);
  }

  static Profile profile(String username, String email, String phone, String externalId) {
    return Profile.builder(username)
        .email(Optional.of(email), true)
        .phone(Optional.of(phone), true)
        .externalId(Optional.of(externalId))
        .build();
  }

  static Profile named(String username) {
    return profile(username, "", "", "");
  }

  Versioned<User> create(Profile profile) {
    return users.create(ALICE, TENANT, profile, Optional.empty());
  }
}
