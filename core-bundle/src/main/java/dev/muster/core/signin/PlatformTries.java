package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySources;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.SignInTries;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Errand;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.Versioned;
import dev.muster.core.change.Changes;
import dev.muster.core.hook.Policies;
import dev.muster.core.policy.Decision.Create;
import dev.muster.core.policy.Decision.Link;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.signin.TryRecord.Stage;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.hook.IdentitySourceEvent.IdentitySourceTried;
import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tries of identity sources: the platform is asked and it is decided as in a sign-in, and what came
 * of it is kept in place of being followed.
 */
@Component(service = SignInTries.class)
public final class PlatformTries implements SignInTries {
  private static final String PURPOSE = "sign-in-try";
  private static final Set<SignInMethod> IN_BROWSERS =
      Set.of(SignInMethod.BROWSER, SignInMethod.IN_APP);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Repository<TryRecord> tries;
  private final IdentitySources sources;
  private final PlatformIdentification identification;
  private final SignInDispatcher dispatcher;
  private final SignInStart start;
  private final Changes changes;
  private final SecretBox box;
  private final InstantSource clock;
  private final States states = new States();

  /** Made by Declarative Services. */
  @Activate
  public PlatformTries(
      @Reference Storage storage,
      @Reference IdentitySources sources,
      @Reference PlatformIdentification identification,
      @Reference SignInDispatcher dispatcher,
      @Reference Changes changes,
      @Reference SecretBox box,
      @Reference Digests digests,
      @Reference InstantSource clock) {
    this.tries = storage.repository(TryRecord.SCHEMA);
    this.sources = sources;
    this.identification = identification;
    this.dispatcher = dispatcher;
    this.start = new SignInStart(identification, box, digests, clock);
    this.changes = changes;
    this.box = box;
    this.clock = clock;
  }

  @Override
  public Made create(Caller caller, String tenant, String source) {
    IdentitySource found =
        sources
            .find(tenant, source)
            .map(Versioned::value)
            .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE));
    if (Collections.disjoint(found.settings().methods(), IN_BROWSERS)) {
      throw ProblemException.invalid(
          "methods",
          "not-in-browsers",
          new Text("People come in by this source from native apps alone.", "此身份源只能在原生移动应用中使用。"));
    }
    String id = states.next();
    Instant expiresAt = clock.instant().plus(LIFETIME);
    changes.run(
        caller,
        tenant,
        work -> {
          if (tries.count(tenant, new Query.All()) >= MOST) {
            throw new ProblemException(
                ProblemCode.THROTTLED,
                new Text(
                    "There are " + MOST + " tries already. Each ends by itself.",
                    "已有 " + MOST + " 次试用，到期后会自动结束。"),
                List.of(),
                Optional.of(PAUSE));
          }
          work.add(tries.create(tenant, id, TryRecord.made(source, expiresAt)));
          work.emit(new IdentitySourceTried(source));
        });
    String key =
        box.sealForTravel(
            PURPOSE, id.getBytes(StandardCharsets.UTF_8), bound(tenant, source), expiresAt);
    return new Made(id, Secret.of(key), expiresAt);
  }

  /** Tenants have no slash. */
  private static String bound(String tenant, String source) {
    return tenant + '/' + source;
  }

  @Override
  public Optional<Try> find(String tenant, String id) {
    return tries.find(tenant, id).map(TryRecord::view);
  }

  @Override
  public Opened open(Caller caller, Secret key, SignIns.Begin begin) {
    String tenant = begin.tenant();
    if (source(tenant, begin.source(), begin.method()).isEmpty()) {
      throw ProblemException.notFound(Resource.IDENTITY_SOURCE);
    }
    Optional<String> id =
        box.openFromTravel(PURPOSE, key.reveal(), bound(tenant, begin.source()))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    if (id.isEmpty() || !reach(tenant, id.get(), Stage.MADE, Stage.OPENED)) {
      return new Opened.Invalid();
    }
    try {
      return new Opened.Leads(start.begin(begin, Errand.TRY, id.map(Secret::of)));
    } catch (ProblemException e) {
      Fault fault =
          switch (e.code()) {
            case PLATFORM_UNAVAILABLE -> Fault.ABSENT;
            case INVALID_VALUE -> Fault.CONFIGURATION;
            default -> throw e;
          };
      return new Opened.Ended(
          done(tenant, id.get(), nobody(caller, Answer.Nobody.failed(fault, false))));
    }
  }

  /** As if it were enabled: one tries it before people are let in. */
  private Optional<IdentitySource> source(String tenant, String id, SignInMethod method) {
    return sources
        .find(tenant, id)
        .map(Versioned::value)
        .filter(found -> found.settings().methods().contains(method))
        .map(found -> found.with(found.settings().withEnabled(true)));
  }

  @Override
  public Optional<Try> finish(
      Caller caller, SignIns.Pending pending, Optional<Secret> code, String userAgent) {
    if (pending.errand() != Errand.TRY
        || !(pending.sealed() instanceof PlatformSignIns.Sealed sealed)) {
      throw new IllegalArgumentException("A pending try comes from open");
    }
    String tenant = pending.tenant();
    String id = sealed.begun().subject().orElseThrow().reveal();
    if (!reach(tenant, id, Stage.OPENED, Stage.RETURNED)) {
      return Optional.empty();
    }
    try {
      return Optional.of(done(tenant, id, ended(caller, pending, sealed.begun(), code, userAgent)));
    } catch (ProblemException e) {
      // nothing came of it yet: the browser may come again
      boolean unused = reach(tenant, id, Stage.RETURNED, Stage.OPENED);
      throw e;
    }
  }

  private UnaryOperator<TryRecord> ended(
      Caller caller,
      SignIns.Pending pending,
      SignInState begun,
      Optional<Secret> code,
      String userAgent) {
    if (code.isEmpty()) {
      return declined(caller);
    }
    Optional<IdentitySource> source = source(pending.tenant(), pending.source(), pending.method());
    if (source.isEmpty()) {
      return nobody(caller, Answer.Nobody.refused(Refusal.SOURCE_DISABLED));
    }
    SignInContext context =
        new SignInContext(
            caller,
            pending.tenant(),
            source.get(),
            pending.method(),
            Optional.empty(),
            userAgent,
            List.of(),
            Optional.empty(),
            Optional.empty());
    Answer answer = identification.identify(context, begun.redemption(code.get()));
    return answer instanceof Answer.Member member
        ? member(caller, member.progress())
        : nobody(caller, (Answer.Nobody) answer);
  }

  private static UnaryOperator<TryRecord> declined(Caller caller) {
    Problem problem =
        new Problem(
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.empty(),
            Optional.empty(),
            caller.correlationId());
    return record -> record.done(Optional.empty(), Optional.empty(), Optional.of(problem));
  }

  private static UnaryOperator<TryRecord> nobody(Caller caller, Answer.Nobody nobody) {
    Problem problem =
        new Problem(
            nobody.refusal(),
            nobody.fault(),
            false,
            Optional.empty(),
            nobody.platformCode(),
            caller.correlationId());
    Optional<Decision> decision =
        nobody
            .refusal()
            .map(
                reason ->
                    new Decision(Result.REFUSED, SignInDecisions.rule(reason), Optional.empty()));
    return record -> record.done(Optional.empty(), decision, Optional.of(problem));
  }

  private UnaryOperator<TryRecord> member(Caller caller, SignInProgress progress) {
    Conclusion conclusion = dispatcher.judge(progress);
    if (conclusion instanceof Conclusion.Unknown unknown) {
      UnaryOperator<TryRecord> ended = nobody(caller, Answer.Nobody.failed(unknown.fault(), true));
      return record -> ended.apply(record).showing(StoredPerson.of(progress.person()));
    }
    Optional<Problem> problem =
        conclusion instanceof Conclusion.Refused refused
            ? Optional.of(
                new Problem(
                    Optional.of(refused.reason()),
                    Optional.empty(),
                    false,
                    refused.objection().map(Policies.Objection::sentence),
                    Optional.empty(),
                    caller.correlationId()))
            : Optional.empty();
    return record ->
        record.done(
            Optional.of(StoredPerson.of(progress.person())),
            Optional.of(decision(conclusion)),
            problem);
  }

  private static Decision decision(Conclusion conclusion) {
    if (conclusion instanceof Conclusion.Refused refused) {
      return new Decision(Result.REFUSED, refused.rule(), Optional.empty());
    }
    if (conclusion instanceof Conclusion.Asked asked) {
      return new Decision(Result.ASKED, asked.rule(), Optional.empty());
    }
    Standing standing = ((Conclusion.Admitted) conclusion).standing();
    Result result = Result.SIGNED_IN;
    if (standing.decision() instanceof Create) {
      result = Result.CREATED;
    } else if (standing.decision() instanceof Link) {
      result = Result.LINKED;
    }
    return new Decision(
        result,
        standing.decision().rule().id(),
        standing.user().map(present -> present.key().id()));
  }

  /** Whether this call, of all on all nodes, took the try from one stage to the next. */
  private boolean reach(String tenant, String id, Stage from, Stage to) {
    return changes.make(
        Caller.SYSTEM,
        tenant,
        work -> {
          Optional<Stored<TryRecord>> read =
              tries.find(tenant, id).filter(found -> found.value().stage() == from);
          read.ifPresent(found -> work.add(tries.replace(found, found.value().at(to))));
          return read::isPresent;
        });
  }

  private Try done(String tenant, String id, UnaryOperator<TryRecord> with) {
    return changes.make(
        Caller.SYSTEM,
        tenant,
        work -> {
          Stored<TryRecord> read =
              tries.find(tenant, id).orElseThrow(() -> ProblemException.notFound(Resource.TRY));
          TryRecord record = with.apply(read.value());
          work.add(tries.replace(read, record));
          return () -> record.view(id);
        });
  }
}
