package dev.muster.core.admin;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.Administrators.Principal;
import dev.muster.api.Administrators.Role;
import dev.muster.api.ApiTokens;
import dev.muster.api.ApiTokens.ApiToken;
import dev.muster.api.ApiTokens.Settings;
import dev.muster.api.ApiTokens.WithSecret;
import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StoredApiTokensTest {
  private static final Secret TOKEN = Secret.of(TestCore.API_TOKEN);

  private final TestCore core = new TestCore();
  private final ApiTokens tokens = core.apiTokens;

  private WithSecret made(Optional<Instant> expiresAt) {
    return tokens.create(
        ALICE, new Settings("Terraform", Role.TENANT_ADMIN, Set.of("default"), expiresAt));
  }

  private ApiToken shown(WithSecret made) {
    return tokens.find(made.token().value().id()).orElseThrow().value();
  }

  private static Caller from(String address) {
    return new Caller("system", address, "c1");
  }

  @Test
  void aTokenStandsForWhatItWasMadeFor() {
    WithSecret made = made(Optional.empty());
    String id = made.token().value().id();

    assertThat(tokens.authenticate(ALICE, made.secret()))
        .contains(
            new Principal(
                "token:" + id,
                "Terraform",
                Role.TENANT_ADMIN,
                Set.of("default"),
                Optional.empty()));
    assertThat(made.secret().reveal()).matches("muster_[\\w-]{59}");
    assertThat(shown(made).createdBy()).isEqualTo("admin:alice");
    assertThat(core.events(""))
        .extracting(AuditEvent::action, AuditEvent::subject, AuditEvent::actor)
        .containsExactly(tuple("api-token.created", "api-token:" + id, "admin:alice"));
  }

  @Test
  void whatIsPresentedIsNotStored() {
    WithSecret made = made(Optional.empty());
    String secret = made.secret().reveal().substring("muster_".length() + 16);

    StringBuilder stored = new StringBuilder();
    for (String collection : new String[] {"api-token", "audit-event"}) {
      core.store
          .query(Query.of(collection, "", new Query.All(), 100))
          .items()
          .forEach(each -> stored.append(new String(each.body(), StandardCharsets.UTF_8)));
    }
    assertThat(stored.toString()).contains("Terraform").doesNotContain(secret);
  }

  @Test
  void aTokenEndsAtItsTimeAndStaysInTheList() {
    Instant end = core.clock.instant().plus(Duration.ofDays(30));
    WithSecret made = made(Optional.of(end));
    core.clock.advance(Duration.ofDays(30).minusMillis(1));
    assertThat(tokens.authenticate(ALICE, made.secret()).orElseThrow().expiresAt()).contains(end);

    core.clock.advance(Duration.ofMillis(1));
    assertThat(tokens.authenticate(ALICE, made.secret())).isEmpty();
    assertThat(tokens.list(50, Optional.empty()).items()).hasSize(1);
  }

  @Test
  void aRevokedTokenLetsNobodyInFromTheNextRequestOn() {
    WithSecret made = made(Optional.empty());
    WithSecret other = made(Optional.empty());
    assertThat(tokens.authenticate(ALICE, made.secret())).isPresent();

    tokens.delete(ALICE, made.token().value().id());

    assertThat(tokens.authenticate(ALICE, made.secret())).isEmpty();
    assertThat(tokens.authenticate(ALICE, other.secret())).isPresent();
    assertProblem(ProblemCode.NOT_FOUND, () -> tokens.delete(ALICE, made.token().value().id()));
    assertThat(core.events("")).extracting(AuditEvent::action).contains("api-token.revoked");
  }

  @Test
  void itsLastUseIsWrittenAtMostOnceAnHour() {
    WithSecret made = made(Optional.empty());
    assertThat(shown(made).lastUsedAt()).isEmpty();
    Instant first = core.clock.instant();
    for (int i = 0; i < 60; i++) {
      assertThat(tokens.authenticate(ALICE, made.secret())).isPresent();
      core.clock.advance(Duration.ofMinutes(1).minusMillis(1));
    }
    assertThat(shown(made).lastUsedAt()).contains(first);
    long version = tokens.find(made.token().value().id()).orElseThrow().version();

    core.clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.authenticate(ALICE, made.secret())).isPresent();
    assertThat(shown(made).lastUsedAt()).contains(core.clock.instant());
    assertThat(tokens.find(made.token().value().id()).orElseThrow().version())
        .isNotEqualTo(version);
  }

  @Test
  void takesNothingForATokenThatIsAlmostOne() {
    String token = made(Optional.empty()).secret().reveal();
    String other = made(Optional.empty()).secret().reveal();
    int behindId = "muster_".length() + 16;

    for (String odd :
        new String[] {
          token + "x",
          token.substring(1),
          token.toUpperCase(java.util.Locale.ROOT),
          token.substring(0, behindId) + other.substring(behindId),
          "muster_" + "x".repeat(59),
          "\u0000",
        }) {
      assertThat(tokens.authenticate(from("198.51.100.9"), Secret.of(odd))).as(odd).isEmpty();
    }
  }

  @Test
  void refusesWhatCannotBeAToken() {
    Instant now = core.clock.instant();
    Optional<Instant> never = Optional.empty();
    for (Settings odd :
        new Settings[] {
          new Settings("", Role.AUDITOR, Set.of("*"), never),
          new Settings("x", Role.AUDITOR, Set.of(), never),
          new Settings("x", Role.AUDITOR, Set.of("nobody"), never),
          new Settings("x", Role.AUDITOR, Set.of("*", "default"), never),
          new Settings("x", Role.OWNER, Set.of("default"), never),
          new Settings("x", Role.AUDITOR, Set.of("*"), Optional.of(now)),
        }) {
      assertProblem(ProblemCode.INVALID_VALUE, () -> tokens.create(ALICE, odd));
    }
    assertThat(tokens.list(50, Optional.empty()).items()).isEmpty();
  }

  @Test
  void makesAnAddressWaitThatTriesTokensAndNoOther() {
    for (int i = 0; i < 10; i++) {
      assertThat(tokens.authenticate(ALICE, Secret.of("guess " + i))).isEmpty();
    }

    assertProblem(ProblemCode.THROTTLED, () -> tokens.authenticate(ALICE, TOKEN));
    assertThat(tokens.authenticate(from("198.51.100.9"), TOKEN)).isPresent();
    core.clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.authenticate(ALICE, TOKEN)).isPresent();
    assertThat(core.events(""))
        .extracting(AuditEvent::action, AuditEvent::subject, event -> event.detail().get("count"))
        .containsExactly(tuple("token.refused", "api-token:(unknown)", "11"));
    assertThat(core.events("").toString()).doesNotContain("guess", TOKEN.reveal());
  }

  @Test
  void knowsTheTokenOfTheSettingsAndNoOther() {
    assertThat(tokens.authenticate(ALICE, TOKEN).orElseThrow().role()).isEqualTo(Role.OWNER);
    assertThat(tokens.authenticate(ALICE, Secret.of(TOKEN.reveal().substring(1)))).isEmpty();
  }
}
