package dev.muster.core.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.core.platform.FakePlatform;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Secrets that a provider is lent, while they change and are refused. */
class ProviderSecretsTest extends ProviderContextFixture {
  private final AtomicInteger worked = new AtomicInteger();

  private Binding overlapping() {
    return FakePlatform.binding(
        "2",
        new BoundSecret(
            Secret.of("current"), Optional.of(Secret.of("before")), worked::incrementAndGet));
  }

  @Nested
  class Refusals {
    @Test
    void thriceInARowLeaveTheCredentialAlone() throws Exception {
      right.clear();
      ProviderContext context = context();

      for (int i = 0; i < 3; i++) {
        assertThat(code(context)).isEqualTo(Code.CREDENTIAL_REFUSED);
      }
      for (int i = 0; i < 5; i++) {
        assertThat(code(context)).isEqualTo(Code.CREDENTIAL_BLOCKED);
      }
      assertThat(fetches).hasValue(3);

      clock.advance(Duration.ofSeconds(59));
      assertThat(code(context)).isEqualTo(Code.CREDENTIAL_BLOCKED);
      clock.advance(Duration.ofSeconds(1));
      assertThat(code(context)).isEqualTo(Code.CREDENTIAL_REFUSED);
      assertThat(code(context)).isEqualTo(Code.CREDENTIAL_BLOCKED);
      assertThat(fetches).hasValue(4);

      clock.advance(Duration.ofSeconds(60));
      right.add("current");
      assertThat(token(context)).isEqualTo("current-5");
    }

    @Test
    void areForgottenWhenTheCredentialWorks() throws Exception {
      ProviderContext context = context();
      for (int i = 0; i < 4; i++) {
        right.clear();
        assertThat(secretCode(context)).isEqualTo(Code.CREDENTIAL_REFUSED);
        assertThat(secretCode(context)).isEqualTo(Code.CREDENTIAL_REFUSED);
        right.add("current");
        context.withSecret("secret", this::take, soon());
      }
    }

    private Code secretCode(ProviderContext context) {
      return catchThrowableOfType(
              ProviderException.class, () -> context.withSecret("secret", this::take, soon()))
          .code();
    }

    private String take(Secret secret) throws ProviderException {
      if (!right.contains(secret.reveal())) {
        throw fault(Code.CREDENTIAL_REFUSED);
      }
      return secret.reveal();
    }

    @Test
    void afterThePauseLetOneProbeThrough() throws Exception {
      right.clear();
      ProviderContext context = context();
      for (int i = 0; i < 3; i++) {
        assertThat(secretCode(context)).isEqualTo(Code.CREDENTIAL_REFUSED);
      }
      clock.advance(Duration.ofSeconds(60));

      Code probe =
          catchThrowableOfType(
                  ProviderException.class,
                  () ->
                      context.withSecret(
                          "secret",
                          secret -> {
                            assertThat(secretCode(context)).isEqualTo(Code.CREDENTIAL_BLOCKED);
                            throw fault(Code.UNAVAILABLE);
                          },
                          soon()))
              .code();

      assertThat(probe).isEqualTo(Code.UNAVAILABLE);
      right.add("current");
      assertThat(context.<String>withSecret("secret", this::take, soon())).isEqualTo("current");
    }

    @Test
    void doNotOutliveAChangeOfTheSecretOrACheck() throws Exception {
      right.clear();
      Binding binding = FakePlatform.binding("1");
      for (int i = 0; i < 3; i++) {
        assertThat(code(context(binding))).isEqualTo(Code.CREDENTIAL_REFUSED);
      }
      assertThat(code(context(binding))).isEqualTo(Code.CREDENTIAL_BLOCKED);

      right.add("changed");
      assertThat(token(context(FakePlatform.binding("2", BoundSecret.of(Secret.of("changed"))))))
          .startsWith("changed-");
      right.add("current");
      connections.check(binding, CheckEnvironment.of(URI.create("https://id.example"), List.of()));
      assertThat(token(context(binding))).startsWith("current-");
    }

    @Test
    void ofOtherKindsDoNotCount() throws Exception {
      ProviderContext context = context();
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(
                () ->
                    context.withSecret(
                        "secret",
                        secret -> {
                          throw fault(Code.NOT_PERMITTED);
                        },
                        soon()))
            .isInstanceOf(ProviderException.class);
      }

      assertThat(token(context)).isEqualTo("current-1");
    }
  }

  @Nested
  class ChangedSecrets {
    @Test
    void overlapWithTheOneBeforeUntilTheyHaveWorked() throws Exception {
      right.clear();
      right.add("before");
      ProviderContext context = context(overlapping());

      assertThat(token(context)).isEqualTo("before-2");
      assertThat(context.<String>withSecret("secret", this::take, soon())).isEqualTo("before");
      assertThat(worked).hasValue(0);

      right.add("current");
      assertThat(token(context)).startsWith("current-");
      assertThat(worked).hasValue(1);
      right.remove("current");
      assertThatThrownBy(() -> context.withSecret("secret", this::take, soon()))
          .isInstanceOf(ProviderException.class);
      assertThat(worked).hasValue(1);
    }

    private String take(Secret secret) throws ProviderException {
      if (!right.contains(secret.reveal())) {
        throw fault(Code.CREDENTIAL_REFUSED);
      }
      return secret.reveal();
    }

    @Test
    void useTheOneBeforeAlsoWhileTheCurrentOneIsLeftAlone() throws Exception {
      right.clear();
      right.add("before");
      ProviderContext context = context(overlapping());

      for (int i = 0; i < 10; i++) {
        assertThat(context.<String>withSecret("secret", this::take, soon())).isEqualTo("before");
      }
    }

    @Test
    void areTriedAtOnceWhenThePlatformNoLongerTakesTheOneBefore() throws Exception {
      right.clear();
      right.add("before");
      ProviderContext context = context(overlapping());
      for (int i = 0; i < 5; i++) {
        context.withSecret("secret", this::take, soon());
      }

      right.clear();
      right.add("current");

      assertThat(context.<String>withSecret("secret", this::take, soon())).isEqualTo("current");
      assertThat(worked).hasValue(1);
    }

    @Test
    void areLeftAloneAllTheSameWhenNeitherIsTakenAnyMore() throws Exception {
      right.clear();
      right.add("before");
      ProviderContext context = context(overlapping());
      for (int i = 0; i < 5; i++) {
        context.withSecret("secret", this::take, soon());
      }
      right.clear();
      AtomicInteger tries = new AtomicInteger();

      for (int i = 0; i < 20; i++) {
        assertThatThrownBy(
                () ->
                    context.withSecret(
                        "secret",
                        secret -> {
                          tries.incrementAndGet();
                          return take(secret);
                        },
                        soon()))
            .isInstanceOf(ProviderException.class);
      }

      assertThat(tries).hasValue(6);
    }

    @Test
    void failWithWhatBecameOfTheCurrentOneWhenNeitherIsTaken() throws Exception {
      right.clear();

      assertThat(code(context(overlapping()))).isEqualTo(Code.CREDENTIAL_REFUSED);
      assertThat(fetches).hasValue(2);
    }
  }

  @Nested
  class Verifying {
    private Optional<String> verify(ProviderContext context, String sealedWith) {
      return context.verifyWith(
          "secret",
          secret -> secret.reveal().equals(sealedWith) ? Optional.of("content") : Optional.empty());
    }

    @Test
    void triesTheSecretBeforeUntilTheCurrentOneHasWorked() throws Exception {
      ProviderContext context = context(overlapping());

      assertThat(verify(context, "before")).contains("content");
      assertThat(worked).hasValue(0);
      assertThat(verify(context, "current")).contains("content");
      assertThat(worked).hasValue(1);
      assertThat(verify(context, "before")).isEmpty();
    }

    @Test
    void blocksNothingHoweverManyForgeriesCome() throws Exception {
      ProviderContext context = context(overlapping());

      for (int i = 0; i < 100; i++) {
        assertThat(verify(context, "forged")).isEmpty();
      }
      assertThat(token(context)).startsWith("current");
    }

    @Test
    void holdsNothingWithAFieldThatIsNotSet() throws Exception {
      assertThat(context().verifyWith("callbackToken", Optional::of)).isEmpty();
    }
  }
}
