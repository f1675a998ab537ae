package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySources;
import dev.muster.api.Metrics;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.Versioned;
import dev.muster.core.grant.CodeChallenge;
import dev.muster.core.grant.Granting;
import dev.muster.core.grant.Issuer;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.throttle.CodeGuesses;
import dev.muster.core.throttle.CodeGuesses.Verdict;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.hook.DomainEvent.RefusedAttempt;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.InAppPage;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignIn.AuthorizationRequest;
import dev.muster.spi.platform.SignIn.Redemption;
import dev.muster.spi.platform.SignInResult;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sign-ins by the platforms that are there. */
@Component(service = SignIns.class)
public final class PlatformSignIns implements SignIns {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformSignIns.class);

  /** How long a provider may take to come back for an address. */
  private static final Duration ADDRESS_TIME = Duration.ofSeconds(5);

  /**
   * How long everything about a code may take: its provider to come back, and several calls of 5 s
   * at most. A provider that is replaced is waited for as long ({@code PlatformLimits.drain}).
   */
  private static final Duration CODE_TIME = Duration.ofSeconds(8);

  private static final int MAX_CODE = 2048;

  private final IdentitySources sources;
  private final Credentials credentials;
  private final Connections connections;
  private final Reception reception;
  private final Issuer issuer;
  private final Refusals refusals;
  private final SecretBox box;
  private final Digests digests;
  private final Metrics metrics;
  private final InstantSource clock;
  private final States states = new States();

  private final CodeGuesses guesses;
  private final SpentStates spent;

  /** Made by Declarative Services. */
  @Activate
  public PlatformSignIns(
      @Reference IdentitySources sources,
      @Reference Credentials credentials,
      @Reference Connections connections,
      @Reference Reception reception,
      @Reference Issuer issuer,
      @Reference Refusals refusals,
      @Reference SecretBox box,
      @Reference Digests digests,
      @Reference Metrics metrics,
      @Reference CodeGuesses guesses) {
    this(
        sources,
        credentials,
        connections,
        reception,
        issuer,
        refusals,
        box,
        digests,
        metrics,
        guesses,
        Clock.tickMillis(ZoneOffset.UTC));
  }

  PlatformSignIns(
      IdentitySources sources,
      Credentials credentials,
      Connections connections,
      Reception reception,
      Issuer issuer,
      Refusals refusals,
      SecretBox box,
      Digests digests,
      Metrics metrics,
      CodeGuesses guesses,
      InstantSource clock) {
    this.sources = sources;
    this.credentials = credentials;
    this.connections = connections;
    this.reception = reception;
    this.issuer = issuer;
    this.refusals = refusals;
    this.box = box;
    this.digests = digests;
    this.metrics = metrics;
    this.guesses = guesses;
    this.clock = clock;
    this.spent = new SpentStates(clock);
  }

  /** What belongs to a pending sign-in and is not the web's business. */
  private record Sealed(String state, Travelling travelling) {}

  /** What a platform made of a code. */
  private record Redeemed(SignInResult result, boolean userIdIgnoresCase) {}

  @Override
  public Begun begin(Begin begin) {
    if (begin.carry().length() > MAX_CARRY) {
      throw ProblemException.invalid("carry", "too-long", "The request is too long.");
    }
    if (begin.method() == SignInMethod.MOBILE
        || usable(begin.tenant(), begin.source(), begin.method()).isEmpty()) {
      throw ProblemException.notFound("identity source");
    }
    Binding binding =
        credentials
            .ofSource(begin.tenant(), begin.source())
            .orElseThrow(() -> ProblemException.notFound("identity source"));
    String state = states.next();
    Secret verifier = digests.newToken();
    AuthorizationRequest request =
        new AuthorizationRequest(
            begin.method(), begin.callback(), state, CodeChallenge.of(verifier), begin.language());
    Destination destination = destination(binding, request);
    String cookie =
        new Travelling(begin.method(), begin.callback(), verifier, begin.carry())
            .seal(box, begin.tenant(), begin.source(), state, clock.instant().plus(LIFETIME));
    if (cookie.length() > Travelling.MAX_COOKIE) {
      throw ProblemException.invalid("carry", "too-long", "The request is too long.");
    }
    return new Begun(destination.location(), destination.inApp(), state, cookieName(state), cookie);
  }

  /** Where the browser goes, and by which page of ours if by one. */
  private record Destination(URI location, Optional<InApp> inApp) {}

  private Destination destination(Binding binding, AuthorizationRequest request) {
    try {
      return connections.local(
          binding,
          Deadline.in(ADDRESS_TIME),
          (connection, descriptor) -> {
            SignIn signIn = signIn(connection);
            Optional<InAppPage> page =
                request.method() == SignInMethod.IN_APP ? signIn.inAppPage() : Optional.empty();
            return page.isPresent()
                ? new Destination(
                    request.redirectUri(), Optional.of(inApp(page.get(), binding, descriptor)))
                : new Destination(signIn.authorizationUri(request), Optional.empty());
          });
    } catch (ProviderException e) {
      throw new ProblemException(
          ProblemCode.INVALID_VALUE,
          "The platform's sign-in page cannot be addressed with this source's settings.");
    }
  }

  private static InApp inApp(InAppPage page, Binding binding, PlatformDescriptor descriptor) {
    Map<String, String> config = new HashMap<>(binding.fields());
    config.keySet().retainAll(descriptor.mobileConfigFields());
    return new InApp(page, config);
  }

  @Override
  public Optional<Pending> open(String tenant, String source, String state, String cookie) {
    return Travelling.open(box, tenant, source, state, cookie)
        .map(
            travelling ->
                new Pending(
                    tenant,
                    source,
                    travelling.method(),
                    travelling.carry(),
                    new Sealed(state, travelling)));
  }

  @Override
  public String cookieName(String state) {
    return States.cookieName(state);
  }

  @Override
  public Outcome<AuthorizationCode> finish(
      Caller caller,
      Pending pending,
      Secret code,
      String userAgent,
      List<Secret> replaced,
      Optional<Grants.Request.Code> grant) {
    if (!(pending.sealed() instanceof Sealed sealed)) {
      throw new IllegalArgumentException("A pending sign-in comes from open");
    }
    if (!spent.begin(sealed.state())) {
      return counted(new Outcome.Invalid<>(), "");
    }
    boolean asked = false;
    try {
      Optional<IdentitySource> source =
          usable(pending.tenant(), pending.source(), pending.method());
      if (source.isEmpty()) {
        return counted(new Outcome.Refused<>(Refusal.SOURCE_DISABLED), "");
      }
      Travelling travelling = sealed.travelling();
      Outcome<AuthorizationCode> outcome =
          comeIn(
              caller,
              pending.tenant(),
              source.get(),
              new Redemption(
                  pending.method(),
                  code,
                  Optional.of(travelling.verifier()),
                  Optional.of(travelling.callback())),
              Optional.of(sealed.state()),
              userAgent,
              replaced,
              grant.map(Grants.Request::clientId),
              grant.map(issuer::code).orElseGet(Granting::nothing));
      asked = !outcome.equals(new Outcome.Failed<>(Fault.ABSENT));
      return counted(outcome, source.get().platform());
    } finally {
      spent.end(sealed.state(), asked);
    }
  }

  @Override
  public Outcome<Tokens> redeem(
      Caller caller,
      String tenant,
      String source,
      Secret code,
      Optional<Secret> codeVerifier,
      String userAgent,
      Grants.Request.Direct grant) {
    Optional<IdentitySource> found = usable(tenant, source, SignInMethod.MOBILE);
    if (found.isEmpty()) {
      return counted(new Outcome.Invalid<>(), "");
    }
    return counted(
        comeIn(
            caller,
            tenant,
            found.get(),
            new Redemption(SignInMethod.MOBILE, code, codeVerifier, Optional.empty()),
            Optional.empty(),
            userAgent,
            List.of(),
            Optional.of(grant.clientId()),
            issuer.tokens(grant)),
        found.get().platform());
  }

  private <G> Outcome<G> comeIn(
      Caller caller,
      String tenant,
      IdentitySource source,
      Redemption redemption,
      Optional<String> state,
      String userAgent,
      List<Secret> replaced,
      Optional<String> clientId,
      Granting<G> granting) {
    if (redemption.code().reveal().length() > MAX_CODE) {
      return new Outcome.Invalid<>();
    }
    Optional<Binding> binding = credentials.ofSource(tenant, source.id());
    if (binding.isEmpty()) {
      return new Outcome.Refused<>(Refusal.SOURCE_DISABLED);
    }
    Redeemed redeemed;
    Deadline deadline = Deadline.in(CODE_TIME);
    CodeGuesses.Attempt attempt = guesses.begin(tenant, source.id(), caller.address());
    Verdict verdict = Verdict.UNKNOWN;
    try {
      redeemed =
          connections.call(
              binding.get(),
              deadline,
              (connection, descriptor) ->
                  new Redeemed(
                      signIn(connection).redeem(redemption, deadline),
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
    Outcome<G> outcome =
        redeemed.result() instanceof SignInResult.SignedIn in
            ? Persons.checked(in.person())
                .map(
                    person ->
                        new Arrival(
                            caller,
                            tenant,
                            source,
                            redeemed.userIdIgnoresCase(),
                            redemption.method(),
                            person,
                            state,
                            userAgent,
                            replaced,
                            clientId))
                .map(arrival -> reception.receive(arrival, granting))
                .orElseGet(() -> withoutId(source, caller))
            : Outcomes.refused((SignInResult.Refused) redeemed.result());
    if (!(outcome instanceof Outcome.SignedIn<G>)) {
      state.ifPresent(answered -> reception.spend(tenant, answered));
    }
    if (outcome instanceof Outcome.Refused<G> refused) {
      refusals.refused(
          caller,
          tenant,
          source.id(),
          refused.reason(),
          new RefusedAttempt(
              source.platform(),
              redemption.method(),
              redeemed.result() instanceof SignInResult.Refused by
                  ? by.platformCode()
                  : Optional.empty(),
              clientId,
              refused.policy()));
    }
    return outcome;
  }

  private static <G> Outcome<G> withoutId(IdentitySource source, Caller caller) {
    LOG.warn(
        "Sign-in by {} failed: the platform's id of the person or the company cannot be stored ({})",
        source.platform(),
        caller.correlationId());
    return new Outcome.Failed<>(Fault.UNAVAILABLE);
  }

  private Optional<IdentitySource> usable(String tenant, String source, SignInMethod method) {
    return sources
        .find(tenant, source)
        .map(Versioned::value)
        .filter(IdentitySource::enabled)
        .filter(found -> found.methods().contains(method));
  }

  private static SignIn signIn(Connection connection) throws ProviderException {
    return connection.signIn().orElseThrow(Outcomes::noSignIn);
  }

  private <G> Outcome<G> counted(Outcome<G> outcome, String platform) {
    String name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    metrics.count("muster_sign_ins_total", "platform", platform, "outcome", name);
    return outcome;
  }
}
