package dev.muster.core.signin;

import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.IdentitySource;
import dev.muster.api.Interactions;
import dev.muster.api.Metrics;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Begin;
import dev.muster.api.SignIns.Begun;
import dev.muster.api.SignIns.Errand;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Pending;
import dev.muster.core.code.OneTimeCodes;
import dev.muster.core.code.OneTimeCodes.Entered;
import dev.muster.core.code.OneTimeCodes.Flow;
import dev.muster.core.code.Purpose;
import dev.muster.core.grant.Granting;
import dev.muster.core.grant.Issuer;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.signin.SignInDispatcher.Resumption;
import dev.muster.core.statistics.Tally;
import dev.muster.core.store.Stored;
import dev.muster.core.throttle.RefusedAttempts;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.hook.AccessEvent.Attempt;
import dev.muster.spi.platform.SignIn.Redemption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sign-ins that wait until their person has said, and proved, which account is theirs. */
@Component(service = Interactions.class)
public final class StoredInteractions implements Interactions {
  private final SignInDispatcher dispatcher;
  private final SignInCompletion completion;
  private final PlatformIdentification identification;
  private final PasswordProof passwords;
  private final OneTimeCodes codes;
  private final Accounts accounts;
  private final BindStep binding;
  private final Issuer issuer;
  private final SignInStart start;
  private final SignInFigures figures;
  private final RefusedAttempts refused;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredInteractions(
      @Reference SignInDispatcher dispatcher,
      @Reference SignInCompletion completion,
      @Reference PlatformIdentification identification,
      @Reference PasswordProof passwords,
      @Reference OneTimeCodes codes,
      @Reference Accounts accounts,
      @Reference BindStep binding,
      @Reference Issuer issuer,
      @Reference SecretBox box,
      @Reference Digests digests,
      @Reference Metrics metrics,
      @Reference Tally tally,
      @Reference RefusedAttempts refused,
      @Reference InstantSource clock) {
    this.dispatcher = dispatcher;
    this.completion = completion;
    this.identification = identification;
    this.passwords = passwords;
    this.codes = codes;
    this.accounts = accounts;
    this.binding = binding;
    this.issuer = issuer;
    this.start = new SignInStart(identification, box, digests, clock);
    this.figures = new SignInFigures(metrics, tally);
    this.refused = refused;
    this.clock = clock;
  }

  @Override
  public Optional<Waiting> find(String tenant, Secret key, Optional<String> clientId) {
    return completion
        .waiting(tenant, key)
        .map(Stored::value)
        .filter(found -> found.step().equals(Chosen.STEP))
        .filter(found -> found.directScope().isEmpty() && found.clientId().equals(clientId))
        .map(
            found ->
                new Waiting(
                    found.source(),
                    found.person().name(),
                    found.person().userId(),
                    found.need().kind().equals(BindStep.BIND_OR_CREATE),
                    codes.ways(tenant),
                    Math.max(0, MAX_ATTEMPTS - found.attempts())));
  }

  @Override
  public Answered<AuthorizationCode> answer(
      Presenter presenter, Secret key, Reply reply, Optional<Grants.Request.Code> grant) {
    Resumption request = resumption(presenter, grant.map(Grants.Request::clientId));
    return turn(request, key, grant)
        .map(turn -> answer(turn, reply))
        .orElseGet(StoredInteractions::invalid);
  }

  private Optional<Turn<AuthorizationCode>> turn(
      Resumption request, Secret key, Optional<Grants.Request.Code> grant) {
    return dispatcher
        .waiting(request, key)
        .filter(waiting -> waiting.directScope().isEmpty() && waiting.attempts() < MAX_ATTEMPTS)
        .map(
            waiting ->
                new Turn<>(
                    request, key, waiting, grant.map(issuer::code).orElseGet(Granting::nothing)));
  }

  @Override
  public Answered<Tokens> answer(Presenter presenter, Secret key, Reply reply) {
    Optional<WaitingSignIn> found =
        completion
            .waiting(presenter.tenant(), key)
            .map(Stored::value)
            .filter(waiting -> waiting.directScope().isPresent())
            .filter(waiting -> waiting.attempts() < MAX_ATTEMPTS);
    if (found.isEmpty()) {
      return invalid();
    }
    WaitingSignIn waiting = found.get();
    Grants.Request.Direct grant =
        new Grants.Request.Direct(
            waiting.clientId().orElseThrow(), waiting.directScope().orElseThrow());
    return answer(
        new Turn<>(resumption(presenter, waiting.clientId()), key, waiting, issuer.tokens(grant)),
        reply);
  }

  private static Resumption resumption(Presenter presenter, Optional<String> clientId) {
    return new Resumption(
        presenter.caller(),
        presenter.tenant(),
        presenter.userAgent(),
        presenter.replaced(),
        clientId);
  }

  /** One answer to one sign-in that waits. */
  private record Turn<G>(
      Resumption request, Secret key, WaitingSignIn waiting, Granting<G> granting) {
    String tenant() {
      return request.tenant();
    }

    /** The codes that are asked for in this sign-in. */
    Flow codes() {
      return new Flow(tenant(), Purpose.LINK, key);
    }
  }

  private <G> Answered<G> answer(Turn<G> turn, Reply reply) {
    if (!turn.waiting.step().equals(Chosen.STEP)) {
      return invalid();
    }
    if (reply instanceof Reply.Password password) {
      return password(turn, password);
    }
    if (reply instanceof Reply.SendCode wanted) {
      return sendCode(turn, wanted);
    }
    if (reply instanceof Reply.Code entered) {
      return code(turn, entered.code());
    }
    if (reply instanceof Reply.Source at) {
      return source(
          turn,
          at.source(),
          Redemption.of(turn.waiting.method(), at.code()).withCodeVerifier(at.codeVerifier()));
    }
    return chosen(turn, Chosen.create());
  }

  private <G> Answered<G> password(Turn<G> turn, Reply.Password reply) {
    PasswordProof.Attempt attempt =
        passwords.attempt(turn.request.caller(), turn.tenant(), reply.username(), reply.browser());
    Optional<WaitingSignIn> tried = completion.tries(turn.tenant(), turn.key, MAX_ATTEMPTS);
    if (tried.isEmpty()) {
      return invalid();
    }
    Optional<String> user;
    try {
      user = attempt.proves(reply.password()).map(found -> found.key().id());
    } catch (ProblemException e) {
      completion.untried(turn.tenant(), turn.key);
      throw e;
    }
    return user.map(id -> chosen(turn, Chosen.bind(Chosen.PASSWORD, id)))
        .orElseGet(() -> wrong(turn, tried.get()));
  }

  private <G> Answered<G> sendCode(Turn<G> turn, Reply.SendCode wanted) {
    if (codes.ways(turn.tenant()).isEmpty()) {
      throw ProblemException.invalid(
          "proof", "not-offered", new Text("No code can be sent here.", "此处无法发送验证码。"));
    }
    codes.send(
        turn.request.caller(),
        turn.codes().naming(names(turn)),
        wanted.username(),
        wanted.language());
    // whoever waits for a message has as long as the code in it works
    completion.prolong(turn.tenant(), turn.key, clock.instant().plus(CODE_LIFETIME));
    return new Answered.CodeSent<>(CODE_LIFETIME);
  }

  /** Who would be linked, as the message says. */
  private Map<String, String> names(Turn<?> turn) {
    WaitingSignIn waiting = turn.waiting;
    return Map.of(
        "source",
        dispatcher
            .usable(turn.tenant(), waiting.source(), waiting.method())
            .map(source -> source.settings().displayName())
            .orElse(waiting.source()),
        "person",
        waiting.person().name().orElse(waiting.person().userId()));
  }

  private <G> Answered<G> code(Turn<G> turn, Secret code) {
    Optional<WaitingSignIn> tried = completion.tries(turn.tenant(), turn.key, MAX_ATTEMPTS);
    if (tried.isEmpty()) {
      return invalid();
    }
    return codes.enter(turn.request.caller(), turn.codes(), code) instanceof Entered.Right right
        ? chosen(turn, Chosen.bind(Chosen.CODE, right.user()))
        : wrong(turn, tried.get());
  }

  private <G> Answered<G> source(Turn<G> turn, String id, Redemption redemption) {
    Optional<WaitingSignIn> tried = completion.tries(turn.tenant(), turn.key, MAX_ATTEMPTS);
    if (tried.isEmpty()) {
      return invalid();
    }
    Optional<IdentitySource> source = other(turn.tenant(), turn.waiting, id, redemption.method());
    if (source.isEmpty()) {
      return wrong(turn, tried.get());
    }
    SignInContext context =
        new SignInContext(
            turn.request.caller(),
            turn.tenant(),
            source.get(),
            redemption.method(),
            Optional.empty(),
            turn.request.userAgent(),
            List.of(),
            turn.request.clientId(),
            Optional.empty());
    Answer answer;
    try {
      answer = identification.identify(context, redemption);
    } catch (ProblemException e) {
      completion.untried(turn.tenant(), turn.key);
      throw e;
    }
    if (answer instanceof Answer.Nobody nobody && nobody.fault().isPresent()) {
      return failed(turn, nobody.outcome());
    }
    Optional<Stored<IdentityRecord>> identity = Optional.empty();
    if (answer instanceof Answer.Member member) {
      // whom the source bars proves nothing by it
      Optional<Outcome<G>> barred = dispatcher.barred(member.progress());
      if (barred.isPresent() && barred.get() instanceof Outcome.Failed<G>) {
        return failed(turn, barred.get());
      }
      identity = barred.isEmpty() ? proves(member.progress()) : identity;
    }
    if (identity.isEmpty()) {
      refused.add(
          turn.request.caller(),
          turn.tenant(),
          Attempt.PROOF,
          "identity-source:" + source.get().id());
    }
    return identity
        .map(it -> chosen(turn, Chosen.byIdentity(it.key().id(), it.value().userId())))
        .orElseGet(() -> wrong(turn, tried.get()));
  }

  /** The platform's fault is not theirs: nothing is counted, and the sign-in goes on waiting. */
  private <G> Answered<G> failed(Turn<G> turn, Outcome<G> outcome) {
    completion.untried(turn.tenant(), turn.key);
    return new Answered.Done<>(outcome);
  }

  /** Another source, as far as it may prove something for this sign-in. */
  private Optional<IdentitySource> other(
      String tenant, WaitingSignIn waiting, String id, SignInMethod method) {
    return Optional.of(id)
        .filter(binding.mayProve(tenant, waiting.clientId(), waiting.source()))
        .flatMap(other -> dispatcher.usable(tenant, other, method));
  }

  /** Whom a policy refuses there proves nothing by it either. */
  private Optional<Stored<IdentityRecord>> proves(SignInProgress progress) {
    return linked(progress)
        .filter(it -> dispatcher.objected(progress, it.value().userId()).isEmpty());
  }

  /** The identity by which somebody is known, as a user who is there. */
  private Optional<Stored<IdentityRecord>> linked(SignInProgress progress) {
    String tenant = progress.context().tenant();
    String platform = progress.context().source().platform();
    String company = progress.person().platformTenant();
    return accounts
        .identities()
        .find(
            tenant,
            IdentityRecord.id(
                platform, company, progress.person().userId(), progress.userIdIgnoresCase()))
        .filter(
            it ->
                it.value().platform().equals(platform)
                    && it.value().platformTenant().equals(company)
                    && !it.value().isAbsent())
        .filter(it -> accounts.users().find(tenant, it.value().userId()).isPresent());
  }

  private <G> Answered<G> wrong(Turn<G> turn, WaitingSignIn tried) {
    int left = MAX_ATTEMPTS - tried.attempts();
    if (left <= 0) {
      completion.end(turn.tenant(), turn.key);
      codes.end(turn.codes());
    }
    return new Answered.WrongProof<>(left);
  }

  private <G> Answered<G> chosen(Turn<G> turn, Chosen chosen) {
    Optional<IdentitySource> source =
        dispatcher.usable(turn.tenant(), turn.waiting.source(), turn.waiting.method());
    return new Answered.Done<>(
        figures.counted(
            turn.tenant(),
            source,
            dispatcher.resume(turn.request, Chosen.STEP, turn.key, chosen.text(), turn.granting)));
  }

  private static <G> Answered<G> invalid() {
    return new Answered.Done<>(new Outcome.Invalid<>());
  }

  @Override
  public Begun begin(Secret key, Optional<String> clientId, Begin begin) {
    boolean may =
        completion
            .waiting(begin.tenant(), key)
            .map(Stored::value)
            .filter(waiting -> waiting.clientId().equals(clientId))
            .filter(waiting -> waiting.directScope().isEmpty())
            .flatMap(waiting -> other(begin.tenant(), waiting, begin.source(), begin.method()))
            .isPresent();
    if (!may) {
      throw ProblemException.notFound(Resource.IDENTITY_SOURCE);
    }
    return start.begin(begin, Errand.PROOF, Optional.of(key));
  }

  @Override
  public Answered<AuthorizationCode> returned(
      Presenter presenter, Pending pending, Secret code, Optional<Grants.Request.Code> grant) {
    PlatformSignIns.Sealed sealed = sealed(pending);
    Secret key = sealed.begun().subject().orElseThrow();
    Resumption request = resumption(presenter, grant.map(Grants.Request::clientId));
    return turn(request, key, grant)
        .filter(turn -> turn.waiting.step().equals(Chosen.STEP))
        // its own state works once as well, whatever becomes of it
        .filter(turn -> completion.use(pending.tenant(), sealed.state()))
        .map(turn -> source(turn, pending.source(), sealed.begun().redemption(code)))
        .orElseGet(StoredInteractions::invalid);
  }

  @Override
  public Secret key(Pending pending) {
    return sealed(pending).begun().subject().orElseThrow();
  }

  private static PlatformSignIns.Sealed sealed(Pending pending) {
    if (pending.errand() != SignIns.Errand.PROOF
        || !(pending.sealed() instanceof PlatformSignIns.Sealed sealed)) {
      throw new IllegalArgumentException("It comes from open, and is to prove something");
    }
    return sealed;
  }
}
