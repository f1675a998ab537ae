package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.IdentitySource;
import dev.muster.api.Metrics;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.SignIns;
import dev.muster.core.grant.Granting;
import dev.muster.core.grant.Issuer;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.statistics.Tally;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignIn.Redemption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sign-ins by the platforms that are there. */
@Component(service = SignIns.class)
public final class PlatformSignIns implements SignIns {
  private final PlatformIdentification identification;
  private final SignInDispatcher dispatcher;
  private final SignInCompletion completion;
  private final Issuer issuer;
  private final SecretBox box;
  private final SignInFigures figures;
  private final SignInStart start;
  private final UsedStates used;

  /** Made by Declarative Services. */
  @Activate
  public PlatformSignIns(
      @Reference PlatformIdentification identification,
      @Reference SignInDispatcher dispatcher,
      @Reference SignInCompletion completion,
      @Reference Issuer issuer,
      @Reference SecretBox box,
      @Reference Digests digests,
      @Reference Metrics metrics,
      @Reference Tally tally,
      @Reference InstantSource clock) {
    this.identification = identification;
    this.dispatcher = dispatcher;
    this.completion = completion;
    this.issuer = issuer;
    this.box = box;
    this.figures = new SignInFigures(metrics, tally);
    this.start = new SignInStart(identification, box, digests, clock);
    this.used = new UsedStates(clock);
  }

  /** What belongs to a pending sign-in and is not the web's business. */
  record Sealed(String state, SignInState begun) {}

  @Override
  public Begun begin(Begin begin) {
    if (begin.relayState().length() > MAX_RELAY_STATE) {
      throw SignInStart.tooLong();
    }
    if (begin.method() == SignInMethod.MOBILE
        || dispatcher.usable(begin.tenant(), begin.source(), begin.method()).isEmpty()) {
      throw ProblemException.notFound(Resource.IDENTITY_SOURCE);
    }
    return start.begin(begin, Errand.SIGN_IN, Optional.empty());
  }

  @Override
  public Optional<Pending> open(String tenant, String source, String state, String cookie) {
    return SignInState.open(box, tenant, source, state, cookie)
        .map(
            begun ->
                new Pending(
                    tenant,
                    source,
                    begun.method(),
                    begun.relayState(),
                    begun.errand(),
                    new Sealed(state, begun)));
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
    if (pending.errand() != Errand.SIGN_IN || !(pending.sealed() instanceof Sealed sealed)) {
      throw new IllegalArgumentException("A pending sign-in comes from open, and is on no errand");
    }
    if (!used.begin(sealed.state())) {
      return figures.counted(pending.tenant(), Optional.empty(), new Outcome.Invalid<>());
    }
    boolean asked = false;
    try {
      Optional<IdentitySource> source =
          dispatcher.usable(pending.tenant(), pending.source(), pending.method());
      if (source.isEmpty()) {
        return figures.counted(
            pending.tenant(), Optional.empty(), new Outcome.Refused<>(Refusal.SOURCE_DISABLED));
      }
      SignInState begun = sealed.begun();
      SignInContext context =
          new SignInContext(
              caller,
              pending.tenant(),
              source.get(),
              pending.method(),
              Optional.of(completion.state(pending.tenant(), sealed.state())),
              userAgent,
              replaced,
              grant.map(Grants.Request::clientId),
              Optional.empty());
      Outcome<AuthorizationCode> outcome =
          dispatcher.next(
              context,
              identification.identify(context, begun.redemption(code)),
              grant.map(issuer::code).orElseGet(Granting::nothing));
      asked = !outcome.equals(new Outcome.Failed<>(Fault.ABSENT));
      return figures.counted(pending.tenant(), source, outcome);
    } finally {
      used.end(sealed.state(), asked);
    }
  }

  @Override
  public Outcome<Tokens> redeem(
      Caller caller, String tenant, PlatformCode presented, Grants.Request.Direct grant) {
    Optional<IdentitySource> found =
        dispatcher.usable(tenant, presented.source(), SignInMethod.MOBILE);
    if (found.isEmpty()) {
      return figures.counted(tenant, Optional.empty(), new Outcome.Invalid<>());
    }
    SignInContext context =
        new SignInContext(
            caller,
            tenant,
            found.get(),
            SignInMethod.MOBILE,
            Optional.empty(),
            presented.userAgent(),
            List.of(),
            Optional.of(grant.clientId()),
            Optional.of(grant.scope()));
    Answer answer =
        identification.identify(
            context,
            Redemption.of(SignInMethod.MOBILE, presented.code())
                .withCodeVerifier(presented.codeVerifier()));
    Outcome<Tokens> outcome = dispatcher.next(context, answer, issuer.tokens(grant));
    return figures.counted(tenant, found, outcome);
  }
}
