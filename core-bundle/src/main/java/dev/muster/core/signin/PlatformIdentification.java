package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.core.grant.Granting;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.throttle.CodeGuesses;
import dev.muster.core.throttle.CodeGuesses.Verdict;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignIn.Redemption;
import dev.muster.spi.platform.SignInResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first step: the platform says whose code it is. */
final class PlatformIdentification {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformIdentification.class);

  /**
   * How long everything about a code may take: its provider to come back, and several calls of 5 s
   * at most. A provider that is replaced is waited for as long ({@code PlatformLimits.drain}).
   */
  private static final Duration CODE_TIME = Duration.ofSeconds(8);

  private static final int MAX_CODE = 2048;

  private final Credentials credentials;
  private final Connections connections;
  private final CodeGuesses guesses;
  private final SignInDispatcher dispatcher;

  PlatformIdentification(
      Credentials credentials,
      Connections connections,
      CodeGuesses guesses,
      SignInDispatcher dispatcher) {
    this.credentials = credentials;
    this.connections = connections;
    this.guesses = guesses;
    this.dispatcher = dispatcher;
  }

  /** What a platform made of a code. */
  private record Redeemed(SignInResult result, boolean userIdIgnoresCase) {}

  /**
   * Has a code redeemed, and goes on with whom it shows.
   *
   * @throws ProblemException {@code THROTTLED} if too many codes from this address were none
   */
  <G> Outcome<G> identify(SignInContext context, Redemption redemption, Granting<G> granting) {
    if (redemption.code().reveal().length() > MAX_CODE) {
      return new Outcome.Invalid<>();
    }
    IdentitySource source = context.source();
    Caller caller = context.caller();
    Optional<Binding> binding = credentials.ofSource(context.tenant(), source.id());
    if (binding.isEmpty()) {
      return new Outcome.Refused<>(Refusal.SOURCE_DISABLED);
    }
    Redeemed redeemed;
    Deadline deadline = Deadline.in(CODE_TIME);
    CodeGuesses.Attempt attempt = guesses.begin(context.tenant(), source.id(), caller.address());
    Verdict verdict = Verdict.UNKNOWN;
    try {
      redeemed =
          connections.call(
              binding.get(),
              deadline,
              (connection, descriptor) ->
                  new Redeemed(
                      connection
                          .signIn()
                          .orElseThrow(Outcomes::noSignIn)
                          .redeem(redemption, deadline),
                      descriptor.userIdIgnoresCase()));
      verdict = Verdict.of(redeemed.result());
    } catch (ProviderException e) {
      verdict = Verdict.of(e);
      LOG.warn(
          "Sign-in by {} failed: {} {}, {} ({})",
          source.platform(),
          e.code(),
          e.platformCode().orElse(""),
          e.getMessage(),
          caller.correlationId());
      return Outcomes.failed(e.code());
    } catch (ProblemException e) {
      LOG.warn(
          "Sign-in by {} failed: {} ({})", source.platform(), e.code(), caller.correlationId());
      return new Outcome.Failed<>(
          e.code() == ProblemCode.PLATFORM_UNAVAILABLE ? Fault.ABSENT : Fault.CONFIGURATION);
    } finally {
      attempt.end(verdict);
    }
    if (redeemed.result() instanceof SignInResult.Refused refused) {
      return dispatcher.end(context, Outcomes.refused(refused), refused.platformCode());
    }
    Optional<ExternalIdentity> person =
        Persons.checked(((SignInResult.SignedIn) redeemed.result()).person());
    if (person.isEmpty()) {
      LOG.warn(
          "Sign-in by {} failed: the platform's id of the person or the company cannot be stored"
              + " ({})",
          source.platform(),
          caller.correlationId());
      return dispatcher.end(context, new Outcome.Failed<>(Fault.UNAVAILABLE), Optional.empty());
    }
    return dispatcher.next(
        new SignInProgress(context, person.get(), redeemed.userIdIgnoresCase(), Map.of()),
        granting);
  }
}
