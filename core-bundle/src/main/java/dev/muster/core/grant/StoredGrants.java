package dev.muster.core.grant;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Grants;
import dev.muster.api.Identity;
import dev.muster.api.Session;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.grant.GrantKeys.Purpose;
import dev.muster.core.grant.GrantRecord.CodeKey;
import dev.muster.core.grant.Granting.Basis;
import dev.muster.core.grant.Issuer.Exchanged;
import dev.muster.core.grant.PresentedTokens.Presented;
import dev.muster.core.secret.Digests;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.throttle.RefusalLog;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.SessionRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.ClientEvent.CodeReused;
import dev.muster.spi.hook.ClientEvent.GrantRevoked;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Grants as documents. */
@Component(service = Grants.class)
public final class StoredGrants implements Grants {
  private static final Logger LOG = LoggerFactory.getLogger(StoredGrants.class);

  private final Repository<GrantRecord> grants;
  private final GrantKeys keys;
  private final Issuer issuer;
  private final StoredSessions sessions;
  private final Accounts accounts;
  private final Changes changes;
  private final InstantSource clock;
  private final RefreshTokens refreshTokens;
  private final PresentedTokens tokens;
  private final RefusalLog refusals;

  /** Made by Declarative Services. */
  @Activate
  public StoredGrants(
      @Reference Storage storage,
      @Reference Issuer issuer,
      @Reference StoredSessions sessions,
      @Reference Accounts accounts,
      @Reference Digests digests,
      @Reference Changes changes,
      @Reference InstantSource clock) {
    this.grants = storage.repository(GrantRecord.SCHEMA);
    this.keys = new GrantKeys(digests);
    this.issuer = issuer;
    this.sessions = sessions;
    this.accounts = accounts;
    this.changes = changes;
    this.clock = clock;
    this.refreshTokens = new RefreshTokens(grants, keys, issuer, sessions, clock);
    this.tokens = new PresentedTokens(grants, keys);
    this.refusals = new RefusalLog(clock, LOG::info);
  }

  @Override
  public Optional<AuthorizationCode> grant(
      Caller caller, String tenant, Session session, Request.Code request) {
    Granting<AuthorizationCode> granting = issuer.code(request);
    return changes.make(
        caller,
        tenant,
        work -> {
          Optional<StoredSessions.Valid> valid = sessions.valid(tenant, session.id());
          if (valid.isEmpty()) {
            return Optional::empty;
          }
          SessionRecord record = valid.get().session().value();
          Optional<Identity> identity =
              record.identityId().flatMap(id -> identity(tenant, id, record.userId()));
          if (record.identityId().isPresent() && identity.isEmpty()) {
            return Optional::empty;
          }
          Basis basis = basis(tenant, valid.get(), identity);
          Optional<AuthorizationCode> code = granting.give(work, basis);
          if (code.isPresent()) {
            sessions.use(work, valid.get(), basis.now(), granting.lastsUntil(tenant, basis.now()));
          }
          return () -> code;
        });
  }

  @Override
  public Optional<Tokens> redeem(Caller caller, String tenant, Redemption presented) {
    Redeemed redeemed = changes.make(caller, tenant, work -> redeem(work, tenant, presented));
    if (redeemed instanceof Redeemed.Refused refused) {
      CodeFault why = refused.fault();
      refusals.say(caller, tenant, "client " + presented.clientId(), why.name(), why.sentence());
      return Optional.empty();
    }
    return Optional.of(((Redeemed.Given) redeemed).tokens());
  }

  /** What became of a code. */
  private sealed interface Redeemed {
    record Given(Tokens tokens) implements Redeemed {}

    record Refused(CodeFault fault) implements Redeemed {}
  }

  private static Supplier<Redeemed> refused(CodeFault fault) {
    return () -> new Redeemed.Refused(fault);
  }

  private Supplier<Redeemed> redeem(ChangeSet work, String tenant, Redemption presented) {
    Optional<Stored<GrantRecord>> found =
        keys.find(
            grants,
            tenant,
            Purpose.CODE,
            presented.code(),
            grant -> grant.code().map(CodeKey::digest).stream());
    if (found.isEmpty()) {
      return refused(CodeFault.UNKNOWN);
    }
    if (!found.get().value().clientId().equals(presented.clientId())) {
      return refused(CodeFault.OTHER_CLIENT);
    }
    GrantRecord grant = found.get().value();
    if (grant.generation() > 0) {
      // RFC 6749 section 4.1.2: a code that comes twice has been stolen from one of the two
      work.add(grants.delete(found.get()));
      work.emit(new CodeReused(presented.clientId(), grant.userId()));
      return refused(CodeFault.USED);
    }
    CodeKey key = grant.code().orElseThrow();
    if (!clock.instant().isBefore(key.expiresAt())) {
      return refused(CodeFault.EXPIRED);
    }
    if (!key.redirectUri().equals(presented.redirectUri())) {
      return refused(CodeFault.REDIRECT_URI);
    }
    return CodeChallenge.holds(presented.codeVerifier(), key.codeChallenge())
        ? exchange(work, tenant, found.get())
        : refused(CodeFault.VERIFIER);
  }

  private Supplier<Redeemed> exchange(UnitOfWork work, String tenant, Stored<GrantRecord> stored) {
    GrantRecord grant = stored.value();
    // whoever signed in again in another tab meanwhile did nothing wrong
    Optional<StoredSessions.Valid> valid =
        sessions
            .valid(tenant, grant.sessionId())
            .or(() -> sessions.successor(tenant, grant.userId(), grant.sessionId()));
    if (valid.isEmpty()) {
      return refused(CodeFault.SESSION_ENDED);
    }
    Optional<Client> client = issuer.taking(tenant, grant, valid.get());
    if (client.isEmpty()) {
      return refused(CodeFault.NOT_TAKEN);
    }
    Exchanged exchanged =
        issuer.exchange(work, basis(tenant, valid.get(), grant.identity()), stored, client.get());
    sessions.give(work, valid.get(), client.get(), clock.instant(), exchanged.lastsUntil());
    return () -> new Redeemed.Given(exchanged.tokens());
  }

  @Override
  public Refreshed refresh(Caller caller, String tenant, Refreshing presented) {
    RefreshTokens.Outcome outcome =
        changes.make(
            caller, tenant, work -> refreshTokens.refresh(work, tenant, presented, this::present));
    if (outcome instanceof RefreshTokens.Outcome.Refused refused) {
      RefreshFault why = refused.fault();
      refusals.say(
          caller,
          tenant,
          "client " + presented.clientId(),
          "refresh token " + why.name(),
          why.sentence());
      return new Refreshed.Refused();
    }
    return ((RefreshTokens.Outcome.Answered) outcome).refreshed();
  }

  /** An account at a platform, as long as it is this user's. */
  private Optional<Identity> identity(String tenant, String id, String userId) {
    return accounts
        .identities()
        .find(tenant, id)
        .filter(identity -> identity.value().userId().equals(userId))
        .map(IdentityRecord::identity);
  }

  /** The account by which something was granted, by the id that it has now at the platform. */
  private Optional<Identity> present(String tenant, Identity granted, String userId) {
    return identity(tenant, granted.id(), userId)
        .or(
            () ->
                accounts.identitiesOf(tenant, userId).stream()
                    .map(IdentityRecord::identity)
                    .filter(it -> isRenamed(it, granted))
                    .findFirst());
  }

  private static boolean isRenamed(Identity now, Identity granted) {
    return now.platform().equals(granted.platform())
        && now.platformTenant().equals(granted.platformTenant())
        && now.identitySource().equals(granted.identitySource())
        && now.linkedAt().equals(granted.linkedAt());
  }

  private Basis basis(String tenant, StoredSessions.Valid valid, Optional<Identity> identity) {
    return new Basis(
        tenant,
        UserRecord.user(valid.user()),
        identity,
        SessionRecord.session(valid.session()),
        clock.instant());
  }

  @Override
  public Optional<Access> access(String tenant, Secret accessToken) {
    return tokens
        .find(tenant, accessToken)
        .filter(token -> !token.refreshToken())
        .flatMap(token -> access(tenant, token));
  }

  private Optional<Access> access(String tenant, Presented token) {
    GrantRecord grant = token.grant().value();
    return holder(tenant, token)
        .map(
            user ->
                issuer.present(
                    tenant,
                    grant,
                    new Access(
                        grant.clientId(),
                        token.scope(),
                        UserRecord.user(user),
                        grant.identity().flatMap(it -> present(tenant, it, grant.userId())),
                        token.expiresAt().orElseThrow())));
  }

  /**
   * Whose a token is, if it works. A refresh token works where it would be exchanged ({@link
   * RefreshTokens}).
   */
  private Optional<Stored<UserRecord>> holder(String tenant, Presented token) {
    if (token.expiresAt().filter(clock.instant()::isBefore).isEmpty()) {
      return Optional.empty();
    }
    GrantRecord grant = token.grant().value();
    Optional<StoredSessions.Valid> session =
        grant.isOffline()
            ? sessions.notEnded(tenant, grant.sessionId())
            : sessions.valid(tenant, grant.sessionId());
    return session
        .filter(valid -> issuer.taking(tenant, grant, valid).isPresent())
        .filter(valid -> !token.refreshToken() || hasIdentity(tenant, grant))
        .map(StoredSessions.Valid::user);
  }

  private boolean hasIdentity(String tenant, GrantRecord grant) {
    return grant.identity().stream()
        .allMatch(it -> present(tenant, it, grant.userId()).isPresent());
  }

  @Override
  public Optional<TokenState> introspect(String tenant, String clientId, Secret token) {
    return tokens
        .find(tenant, token)
        .filter(found -> found.grant().value().clientId().equals(clientId))
        .flatMap(
            found ->
                holder(tenant, found)
                    .map(
                        user ->
                            new TokenState(
                                found.refreshToken(),
                                issuer.present(tenant, found.grant().value(), found.scope()),
                                UserRecord.user(user),
                                found.issuedAt(),
                                found.expiresAt().orElseThrow())));
  }

  @Override
  public Revocation revoke(Caller caller, String tenant, String clientId, Secret token) {
    return changes.make(
        caller,
        tenant,
        work -> {
          Optional<Stored<GrantRecord>> found = tokens.find(tenant, token).map(Presented::grant);
          if (found.isEmpty()) {
            return () -> Revocation.DONE;
          }
          GrantRecord grant = found.get().value();
          if (!grant.clientId().equals(clientId)) {
            return () -> Revocation.FOREIGN;
          }
          work.add(grants.delete(found.get()));
          work.emit(new GrantRevoked(clientId, grant.userId()));
          return () -> Revocation.DONE;
        });
  }
}
