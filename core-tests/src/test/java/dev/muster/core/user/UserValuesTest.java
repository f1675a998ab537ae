package dev.muster.core.user;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.Users;
import dev.muster.api.Versioned;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.DocumentKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that a user may have. */
final class UserValuesTest extends StoredUsersFixture {
  @Test
  void writesValuesInTheirOneForm() {
    User user = create(profile(" Li ", "Li.Wei@Corp.EXAMPLE", "+86 138-0000 (0000)", "E1")).value();

    assertThat(user.profile().username()).isEqualTo("Li");
    assertThat(user.profile().email()).contains("Li.Wei@corp.example");
    assertThat(user.profile().phone()).contains("+8613800000000");
    assertThat(users.find(TENANT, user.id()).orElseThrow().value()).isEqualTo(user);
  }

  @Test
  void doesNotCallVerifiedWhatIsNotThere() {
    Profile profile = create(named("li")).value().profile();

    assertThat(profile.email()).isEmpty();
    assertThat(profile.emailVerified()).isFalse();
    assertThat(profile.phoneVerified()).isFalse();
  }

  @Test
  void takesAMailboxOf254CharactersAndNoLongerOne() {
    String label = "d".repeat(63);
    String longest = "a".repeat(64) + "@" + label + "." + label + "." + "d".repeat(61);
    assertThat(longest).hasSize(254);

    assertThat(create(profile("li", longest, "", "")).value().profile().email()).contains(longest);
    assertInvalid("email", "format", () -> create(profile("bo", longest + "d", "", "")));
  }

  @Test
  void refusesWhatCannotBe() {
    assertInvalid("username", "length", () -> create(named(" ")));
    assertInvalid("username", "length", () -> create(named("x".repeat(101))));
    assertInvalid("username", "not-printable", () -> create(named("a\u0000b")));
    for (String email : List.of("x", "a@", "@b", "a b@c", "a@b@c", "x".repeat(250) + "@a.b")) {
      assertInvalid("email", "format", () -> create(profile("li", email, "", "")));
    }
    for (String phone : List.of("13800000000", "+0123456789", "+86x", "+1234567890123456")) {
      assertInvalid("phone", "format", () -> create(profile("li", "", phone, "")));
    }
    assertInvalid("externalId", "length", () -> create(profile("li", "", "", "x".repeat(101))));
    Profile plain = named("li");
    assertInvalid(
        "locale",
        "format",
        () ->
            create(
                plain.toBuilder()
                    .username("li")
                    .email(plain.email(), false)
                    .phone(plain.phone(), false)
                    .locale(Optional.of("not a tag"))
                    .build()));
    assertInvalid(
        "picture",
        "format",
        () ->
            create(
                plain.toBuilder()
                    .username("li")
                    .email(plain.email(), false)
                    .phone(plain.phone(), false)
                    .picture(Optional.of(URI.create("http://a/b")))
                    .build()));
    assertProblem(
        ProblemCode.NOT_FOUND, () -> users.create(ALICE, "none", named("li"), Optional.empty()));
  }

  @Test
  void looksAtNothingButWhatIsChanged() {
    Profile odd =
        Profile.builder("li\nsi")
            .displayName(Optional.of("Li\nSi"))
            .email(Optional.of("z@my_corp.example"), true)
            .phone(Optional.of("138"), true)
            .externalId(Optional.of("e\t1"))
            .locale(Optional.of("not a tag"))
            .picture(Optional.of(URI.create("http://a/b")))
            .build();
    core.storage.commit(
        new UnitOfWork()
            .add(accounts.users().create(TENANT, "u", UserRecord.of(odd, core.clock.instant()))));

    Profile after =
        users
            .change(ALICE, TENANT, "u", Users.Change.of(p -> displayed(p, "Li")), ANY)
            .value()
            .profile();

    assertThat(after).isEqualTo(displayed(odd, "Li"));
    assertInvalid(
        "displayName",
        "not-printable",
        () ->
            users.change(
                ALICE, TENANT, "u", Users.Change.of(p -> displayed(p, "Li\u2028Wu")), ANY));
  }

  private static Profile displayed(Profile profile, String name) {
    return profile.toBuilder().displayName(Optional.of(name)).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Li\u202EiS", "Li\u2067", "\u200FLi", "Li\u0007"})
  void refusesNamesThatTurnWhatStandsBehindThem(String name) {
    assertInvalid("username", "not-printable", () -> create(named(name)));
    assertInvalid("displayName", "not-printable", () -> create(displayed(named("li"), name)));
    assertInvalid("externalId", "not-printable", () -> create(profile("li", "", "", name)));
  }

  @Test
  void countsCharactersAndNotTheirHalves() {
    create(named("\uD83D\uDE00".repeat(100)));

    assertInvalid("username", "length", () -> create(named("\uD83D\uDE00".repeat(101))));
    assertInvalid("username", "not-printable", () -> create(named("\uD83D")));
  }

  @Test
  void doesNotCallVerifiedAStoredValueThatIsNoAddress() {
    Profile odd = Profile.builder("li").email(Optional.of("zhang san@corp"), false).build();
    core.storage.commit(
        new UnitOfWork()
            .add(accounts.users().create(TENANT, "u", UserRecord.of(odd, core.clock.instant()))));

    assertInvalid(
        "email",
        "format",
        () ->
            users.change(
                ALICE,
                TENANT,
                "u",
                Users.Change.of(p -> profile("li", "zhang san@corp", "", "")),
                ANY));
  }

  @Test
  void keepsUserNamesAndExternalIdsUniqueButNotAddresses() {
    create(profile("Li", "li@corp.example", "+8613800000000", "E1"));

    assertProblem(ProblemCode.ALREADY_EXISTS, () -> create(named("lI")));
    assertProblem(ProblemCode.ALREADY_EXISTS, () -> create(profile("wang", "", "", "E1")));
    Versioned<User> other = create(profile("wang", "li@corp.example", "+8613800000000", "e1"));
    assertProblem(
        ProblemCode.ALREADY_EXISTS,
        () ->
            users.change(
                ALICE, TENANT, other.value().id(), Users.Change.of(p -> named("LI")), ANY));
    core.tenants.create(ALICE, "acme", "Acme");
    users.create(ALICE, "acme", named("li"), Optional.empty());
  }

  @Test
  void keepsPasswordsAsSaltedHashesAndShowsNone() {
    assertInvalid(
        "password",
        "length",
        () -> users.create(ALICE, TENANT, named("li"), Optional.of(Secret.of("short"))));
    User user = users.create(ALICE, TENANT, named("li"), Optional.of(PASSWORD)).value();
    assertInvalid(
        "password",
        "own-name",
        () -> users.setPassword(ALICE, TENANT, user.id(), Secret.of("default-123"), false));
    assertInvalid(
        "password",
        "own-name",
        () ->
            users.change(
                ALICE,
                TENANT,
                user.id(),
                new Users.Change(
                    p -> named("lopez"), Set.of(), Optional.of(Secret.of("lopez12345"))),
                ANY));

    assertThat(user.passwordSet()).isTrue();
    String body =
        new String(
            core.store.find(new DocumentKey("user", TENANT, user.id())).orElseThrow().body(),
            StandardCharsets.UTF_8);
    assertThat(body).contains("$argon2id$v=19$m=8,t=1,p=1$").doesNotContain(PASSWORD.reveal());
    assertThat(user.toString()).doesNotContain("argon2");
    assertThat(core.events(TENANT).toString()).doesNotContain(PASSWORD.reveal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "pbkdf2-sha256$1000$$",
        "pbkdf2-sha256$0$AAAA$AAAA",
        "pbkdf2-sha256$99999999$AAAA$AAAA",
        "other$1000$AAAA$AAAA",
        // too little or too much work, another version, or more threads than one
        "$argon2id$v=19$m=7,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=99999,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=99,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=4$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$AAAAAAAAAAA=$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$AAAAAAAAAAAAA$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "pbkdf2-sha256$1000$!$AAAA"
      })
  void refusesHashesThatAreNone(String hash) {
    assertThat(passwords.matches(PASSWORD, hash)).isFalse();
  }

  @Test
  void recognisesARightPasswordAlone() {
    String hash = passwords.hash(PASSWORD);

    assertThat(passwords.matches(PASSWORD, hash)).isTrue();
    assertThat(passwords.matches(Secret.of("wrong"), hash)).isFalse();
    assertThat(passwords.hash(PASSWORD)).isNotEqualTo(hash);
    assertThat(new PasswordHash(PasswordHash.Cost.LEAST).matches(PASSWORD, hash)).isTrue();
  }
}
