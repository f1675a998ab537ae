package dev.muster.web.fake;

import dev.muster.api.Caller;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Identity;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Session;
import dev.muster.api.Sessions;
import dev.muster.api.SignIns;
import dev.muster.api.User;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Sign-ins at a platform whose codes say what becomes of them: {@code ok-alice}, {@code
 * refuse-NO_ACCOUNT}, {@code fail-THROTTLED}, {@code ask}, {@code wait}; anything else is no code.
 */
public final class FakeSignIns implements SignIns {
  private final Clock clock;
  private final FakeSources sources;
  private final FakeSessions sessions;
  private final FakeGrants grants;
  private final Map<String, Sealed> begun = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private final List<Begin> begins = new ArrayList<>();
  private int finishes;
  private Optional<ProblemException> problem = Optional.empty();
  private Optional<InApp> inApp = Optional.empty();

  public FakeSignIns(Clock clock, FakeSources sources, FakeSessions sessions, FakeGrants grants) {
    this.clock = clock;
    this.sources = sources;
    this.sessions = sessions;
    this.grants = grants;
  }

  public void askByScript(InApp page) {
    inApp = Optional.of(page);
  }

  public List<Begin> begins() {
    return begins;
  }

  public void refuseToBegin(ProblemException reason) {
    problem = Optional.of(reason);
  }

  @Override
  public synchronized Begun begin(Begin begin) {
    if (problem.isPresent()) {
      throw problem.get();
    }
    if (begin.relayState().length() > MAX_RELAY_STATE) {
      throw ProblemException.invalid("relayState", "too-long", "Too long.");
    }
    sources
        .offer(begin.tenant(), begin.source())
        .filter(offer -> offer.methods().contains(begin.method()))
        .orElseThrow(() -> ProblemException.notFound("identity source"));
    begins.add(begin);
    String state = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "").substring(0, 43);
    String cookie = UUID.randomUUID().toString();
    begun.put(cookie, new Sealed(begin, state, clock.instant()));
    return new Begun(
        inApp.isPresent() && begin.method() == SignInMethod.IN_APP
            ? begin.callback()
            : URI.create("https://platform.example/authorize?state=" + state),
        inApp.filter(page -> begin.method() == SignInMethod.IN_APP),
        state,
        cookieName(state),
        cookie);
  }

  @Override
  public synchronized Optional<Pending> open(
      String tenant, String source, String state, String cookie) {
    Sealed sealed = begun.get(cookie);
    if (sealed == null
        || !sealed.state.equals(state)
        || !sealed.begin.tenant().equals(tenant)
        || !sealed.begin.source().equals(source)
        || clock.instant().isAfter(sealed.at.plus(LIFETIME))) {
      return Optional.empty();
    }
    return Optional.of(
        new Pending(tenant, source, sealed.begin.method(), sealed.begin.relayState(), sealed));
  }

  @Override
  public String cookieName(String state) {
    return COOKIE_PREFIX + Integer.toHexString(state.hashCode());
  }

  /** How often somebody's code was handed to the platform. */
  public int finished() {
    return finishes;
  }

  @Override
  public synchronized Outcome<AuthorizationCode> finish(
      Caller caller,
      Pending pending,
      Secret code,
      String userAgent,
      List<Secret> replaced,
      Optional<Grants.Request.Code> grant) {
    finishes++;
    if (!used.add(((Sealed) pending.sealed()).state)) {
      return new Outcome.Invalid<>();
    }
    Optional<Offer> offer = sources.offer(pending.tenant(), pending.source());
    if (offer.isEmpty()) {
      return new Outcome.Refused<>(Refusal.SOURCE_DISABLED);
    }
    Outcome<AuthorizationCode> outcome =
        outcome(
            pending.tenant(),
            offer.get(),
            code,
            userAgent,
            (user, identity, session) ->
                grant.flatMap(
                    request -> grants.code(pending.tenant(), user, identity, session, request)));
    if (outcome instanceof Outcome.SignedIn<AuthorizationCode>) {
      replaced.forEach(token -> sessions.end(caller, pending.tenant(), token));
    }
    return outcome;
  }

  @Override
  public synchronized Outcome<Tokens> redeem(
      Caller caller, String tenant, PlatformCode presented, Grants.Request.Direct grant) {
    Optional<Offer> offer =
        sources
            .offer(tenant, presented.source())
            .filter(known -> known.methods().contains(SignInMethod.MOBILE));
    if (offer.isEmpty() || !used.add(presented.code().reveal())) {
      return new Outcome.Invalid<>();
    }
    return outcome(
        tenant,
        offer.get(),
        presented.code(),
        presented.userAgent(),
        (user, identity, session) -> grants.direct(tenant, user, identity, session, grant));
  }

  /** Gives a client what it asked for. */
  private interface Granting<G> {
    Optional<G> give(User user, Identity identity, Session session);
  }

  private <G> Outcome<G> outcome(
      String tenant, Offer offer, Secret code, String userAgent, Granting<G> grant) {
    String[] parts = code.reveal().split("-", 2);
    return switch (parts[0]) {
      case "ok" -> signedIn(tenant, offer, parts[1], userAgent, grant);
      case "refuse" -> new Outcome.Refused<>(Refusal.valueOf(parts[1]));
      case "object" ->
          new Outcome.Refused<>(
              Refusal.POLICY,
              Optional.of(new Text("Not at <night>.", "夜间不可登录。")),
              Optional.of("com.example.policy"));
      case "wait" ->
          throw new ProblemException(
              ProblemCode.THROTTLED, "Too many.", List.of(), Optional.of(Duration.ofMinutes(1)));
      case "ask" ->
          new Outcome.InteractionRequired<>(
              new Interaction(
                  "bind-or-create",
                  Secret.of("k-1"),
                  Duration.ofMinutes(5),
                  List.of("password", "identity-source")));
      case "fail" -> new Outcome.Failed<>(Fault.valueOf(parts[1]));
      default -> new Outcome.Invalid<>();
    };
  }

  private <G> Outcome<G> signedIn(
      String tenant, Offer offer, String name, String userAgent, Granting<G> grant) {
    User user = People.user(name, clock.instant());
    Identity identity = People.identity(offer, name, clock.instant());
    Secret token = sessions.begin(tenant, user, identity, userAgent);
    Sessions.Live live = sessions.find(tenant, token).orElseThrow();
    return new Outcome.SignedIn<>(
        user, identity, live.session(), token, grant.give(user, identity, live.session()));
  }

  private record Sealed(Begin begin, String state, Instant at) {}
}
