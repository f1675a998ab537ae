package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySources;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Interaction;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.Versioned;
import dev.muster.core.grant.Granting;
import dev.muster.core.hook.Policies;
import dev.muster.core.membership.Memberships;
import dev.muster.core.policy.Admission;
import dev.muster.core.signin.SignInStep.Need;
import dev.muster.core.store.Stored;
import dev.muster.core.throttle.PerMinute;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.KnownUsers;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.hook.SignInEvent.RefusedAttempt;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what comes next in a sign-in: a refusal, a step that the person has to take, or its
 * completion. Every step returns here. Where somebody else gets in the way, such as the same person
 * in a second window, it reads and decides again.
 */
@Component(service = SignInDispatcher.class)
public final class SignInDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(SignInDispatcher.class);

  /** How long a person has for a step. */
  static final Duration INTERACTION_LIFETIME = Duration.ofMinutes(5);

  private static final int MAX_ATTEMPTS = 10;

  /** For all policies, however often the sign-in begins again. */
  private static final Duration POLICY_TIME = Duration.ofSeconds(2);

  private final IdentitySources sources;
  private final PasswordSource password;
  private final SignInDecisions decisions;
  private final Memberships memberships;
  private final SignInCompletion completion;
  private final Refusals refusals;
  private final InstantSource clock;
  private final PerMinute lines;

  /** Made by Declarative Services. */
  @Activate
  public SignInDispatcher(
      @Reference IdentitySources sources,
      @Reference PasswordSource password,
      @Reference Accounts accounts,
      @Reference KnownUsers known,
      @Reference Policies policies,
      @Reference BindStep binding,
      @Reference Memberships memberships,
      @Reference SignInCompletion completion,
      @Reference Refusals refusals,
      @Reference InstantSource clock) {
    this(
        sources,
        password,
        accounts,
        known,
        policies,
        binding,
        memberships,
        completion,
        refusals,
        List.of(new ChangeStep(password)),
        clock);
  }

  /** The steps are taken in the order of the list, as far as they are needed. */
  SignInDispatcher(
      IdentitySources sources,
      PasswordSource password,
      Accounts accounts,
      KnownUsers known,
      Policies policies,
      BindStep binding,
      Memberships memberships,
      SignInCompletion completion,
      Refusals refusals,
      List<SignInStep> steps,
      InstantSource clock) {
    this.sources = sources;
    this.password = password;
    this.decisions =
        new SignInDecisions(accounts, known, password, policies, binding, steps, clock);
    this.memberships = memberships;
    this.completion = completion;
    this.refusals = refusals;
    this.clock = clock;
    this.lines = new PerMinute(PlatformIdentification.LINES_PER_MINUTE, clock);
  }

  /** A source, if it serves a method at this moment. */
  Optional<IdentitySource> usable(String tenant, String source, SignInMethod method) {
    return find(tenant, source)
        .filter(found -> found.settings().enabled())
        .filter(found -> found.settings().methods().contains(method));
  }

  private Optional<IdentitySource> find(String tenant, String source) {
    return PasswordSource.is(source)
        ? password.find(tenant)
        : sources.find(tenant, source).map(Versioned::value);
  }

  /** Goes on with what a platform made of a code. */
  <G> Outcome<G> next(SignInContext context, Answer answer, Granting<G> granting) {
    if (answer instanceof Answer.Member member) {
      return next(member.progress(), granting);
    }
    Answer.Nobody nobody = (Answer.Nobody) answer;
    return nobody.answered()
        ? end(context, nobody.outcome(), nobody.platformCode())
        : nobody.outcome();
  }

  /** Goes on with somebody whom the platform has shown to be a member of the company. */
  private <G> Outcome<G> next(SignInProgress progress, Granting<G> granting) {
    SignInContext context = progress.context();
    Belonging belonging = belonging(progress);
    if (belonging.unknown().isPresent()) {
      return end(context, new Outcome.Failed<>(belonging.unknown().get()), Optional.empty());
    }
    Deadline deadline = Deadline.in(POLICY_TIME);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (usable(context.tenant(), context.source().id(), context.method()).isEmpty()) {
        return end(context, new Outcome.Refused<>(Refusal.SOURCE_DISABLED), Optional.empty());
      }
      Optional<Outcome<G>> outcome = attempt(progress, belonging.units(), granting, deadline);
      if (outcome.isPresent()) {
        return end(context, outcome.get(), Optional.empty());
      }
    }
    throw othersInTheWay();
  }

  /** What would become of them, decided as for a sign-in: nothing is stored. */
  Conclusion judge(SignInProgress progress) {
    Belonging belonging = belonging(progress);
    if (belonging.unknown().isPresent()) {
      return new Conclusion.Unknown(belonging.unknown().get());
    }
    Deadline deadline = Deadline.in(POLICY_TIME);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Conclusion> conclusion = decisions.decide(progress, belonging.units(), deadline);
      if (conclusion.isPresent()) {
        return conclusion.get();
      }
    }
    throw othersInTheWay();
  }

  /** Why somebody may not come in by their source, whoever they are here; empty if they may. */
  <G> Optional<Outcome<G>> barred(SignInProgress progress) {
    Belonging belonging = belonging(progress);
    if (belonging.unknown().isPresent()) {
      return Optional.of(new Outcome.Failed<>(belonging.unknown().get()));
    }
    return Admission.bars(progress.context().source().settings().admission(), belonging.units())
        .map(rule -> new Outcome.Refused<>(Refusal.NOT_ADMITTED));
  }

  /**
   * Why policies are against it that somebody links their account at a platform, or shows by it
   * whose account here is theirs: they judge that as a sign-in. Empty if none is.
   *
   * @param user the id of the user whom it would be linked to, or is
   */
  <G> Optional<Outcome<G>> objected(SignInProgress progress, String user) {
    return decisions
        .objected(progress, Optional.of(user), Deadline.in(POLICY_TIME))
        .map(SignInDispatcher::refused);
  }

  private static <G> Outcome<G> refused(Conclusion.Refused refused) {
    return new Outcome.Refused<>(
        refused.reason(),
        refused.objection().map(Policies.Objection::sentence),
        refused.objection().map(Policies.Objection::bundle));
  }

  /**
   * Where a person belongs, of what their source's rule names.
   *
   * @param unknown why it cannot be told, if it cannot: then nobody comes in
   */
  private record Belonging(Set<Unit> units, Optional<Fault> unknown) {}

  /** Read once, before anything is decided: it may take as long as policies may. */
  private Belonging belonging(SignInProgress progress) {
    SignInContext context = progress.context();
    try {
      return new Belonging(
          memberships.of(context.tenant(), context.source(), progress.person()), Optional.empty());
    } catch (ProviderException e) {
      return unknown(
          context,
          Outcomes.fault(e),
          e.code() + e.platformCode().map(" "::concat).orElse("") + ", " + e.getMessage());
    } catch (ProblemException e) {
      return unknown(context, Outcomes.fault(e), e.code().toString());
    }
  }

  private Belonging unknown(SignInContext context, Fault fault, String what) {
    IdentitySource source = context.source();
    if (lines.allows(context.tenant() + "/" + source.id())) {
      LOG.warn(
          "A sign-in at tenant {} by identity source {} failed: its rule of admission cannot be"
              + " judged: {} ({})",
          context.tenant(),
          source.id(),
          what,
          context.caller().correlationId());
    }
    return new Belonging(Set.of(), Optional.of(fault));
  }

  private static ProblemException othersInTheWay() {
    return new ProblemException(
        ProblemCode.UNAVAILABLE,
        new Text("Somebody else is changing the same data. Try again.", "其他人正在修改相同的数据，请重试。"),
        List.of(),
        Optional.of(Duration.ofSeconds(1)));
  }

  /**
   * Goes on after a step, with what it showed.
   *
   * @param request what the browser or the app sent; its source, method and state are those of the
   *     key
   * @param step which step it was
   * @param key what {@link Interaction#key} was handed out, however odd
   * @param proof what the step showed
   * @param granting what to give to the client
   * @return what became of it; {@link Outcome.Invalid} if the key was used before, has expired, or
   *     is another step's, client's or tenant's
   */
  <G> Outcome<G> resume(
      Resumption request, String step, Secret key, String proof, Granting<G> granting) {
    Optional<WaitingSignIn> found =
        waiting(request, key).filter(waiting -> waiting.step().equals(step));
    if (found.isEmpty()) {
      return new Outcome.Invalid<>();
    }
    WaitingSignIn waiting = found.get();
    // whether it may still be used, next looks
    Optional<IdentitySource> source = find(request.tenant(), waiting.source());
    if (source.isEmpty()) {
      return new Outcome.Refused<>(Refusal.SOURCE_DISABLED);
    }
    Map<String, String> proofs = new HashMap<>(waiting.proofs());
    proofs.put(step, proof);
    SignInContext context =
        new SignInContext(
            request.caller(),
            request.tenant(),
            source.get(),
            waiting.method(),
            Optional.of(completion.key(request.tenant(), key)),
            request.userAgent(),
            request.replaced(),
            waiting.clientId(),
            waiting.directScope());
    return next(
        new SignInProgress(
            context, waiting.person().identity(), waiting.userIdIgnoresCase(), proofs),
        granting);
  }

  /** A sign-in that waits for a step, if it is the client's. */
  Optional<WaitingSignIn> waiting(Resumption request, Secret key) {
    return completion
        .waiting(request.tenant(), key)
        .map(Stored::value)
        .filter(waiting -> waiting.clientId().equals(request.clientId()));
  }

  /**
   * In what request a sign-in goes on after a step.
   *
   * @param caller the address and the correlation id
   * @param tenant the tenant's id
   * @param userAgent what the browser or the app calls itself
   * @param replaced what it holds of earlier sessions
   * @param clientId for which client, where for one
   */
  record Resumption(
      Caller caller,
      String tenant,
      String userAgent,
      List<Secret> replaced,
      Optional<String> clientId) {}

  /**
   * Ends what a request began: a one-time key with which nobody was signed in is used up on every
   * node, and a refusal is recorded.
   *
   * @param platformCode by which of its codes the platform refused them, if it did
   */
  private <G> Outcome<G> end(
      SignInContext context, Outcome<G> outcome, Optional<String> platformCode) {
    if (outcome instanceof Outcome.SignedIn<G>
        || outcome instanceof Outcome.InteractionRequired<G>) {
      return outcome;
    }
    var unused = completion.use(context);
    if (outcome instanceof Outcome.Refused<G> refused) {
      refusals.refused(
          context.caller(),
          context.tenant(),
          context.source().id(),
          refused.reason(),
          new RefusedAttempt(
              context.source().platform(),
              context.method(),
              platformCode,
              context.clientId(),
              refused.policy()));
    }
    return outcome;
  }

  /** Empty when somebody got in the way. */
  private <G> Optional<Outcome<G>> attempt(
      SignInProgress progress, Set<Unit> units, Granting<G> granting, Deadline deadline) {
    return decisions
        .decide(progress, units, deadline)
        .flatMap(conclusion -> follow(progress, conclusion, granting));
  }

  private <G> Optional<Outcome<G>> follow(
      SignInProgress progress, Conclusion conclusion, Granting<G> granting) {
    if (conclusion instanceof Conclusion.Admitted admitted) {
      return completion.commit(progress, admitted.standing(), granting);
    }
    if (conclusion instanceof Conclusion.Asked asked) {
      return Optional.of(
          interaction(progress.withProofs(asked.proofs()), asked.step(), asked.need()));
    }
    if (conclusion instanceof Conclusion.Outdated) {
      return Optional.of(new Outcome.Invalid<>());
    }
    if (conclusion instanceof Conclusion.Unknown unknown) {
      return Optional.of(new Outcome.Failed<>(unknown.fault()));
    }
    return Optional.of(refused((Conclusion.Refused) conclusion));
  }

  /** Has a sign-in wait for a step. */
  <G> Outcome<G> interaction(SignInProgress progress, String step, Need need) {
    WaitingSignIn waiting =
        WaitingSignIn.of(progress, step, need, clock.instant().plus(INTERACTION_LIFETIME));
    return completion
        .await(progress.context(), waiting)
        .<Outcome<G>>map(
            key ->
                new Outcome.InteractionRequired<>(
                    new Interaction(need.kind(), key, INTERACTION_LIFETIME, need.proofs())))
        .orElseGet(Outcome.Invalid::new);
  }
}
