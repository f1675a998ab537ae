package dev.muster.core.grant;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Clients;
import dev.muster.api.Grants;
import dev.muster.api.Identity;
import dev.muster.api.Session;
import dev.muster.api.Versioned;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.secret.Digests;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.SessionRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.DomainEvent.CodeReused;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Codes and tokens as documents. */
@Component(service = Grants.class)
public final class StoredGrants implements Grants {
  private final Repository<CodeRecord> codes;
  private final Repository<AccessTokenRecord> tokens;
  private final Issuer issuer;
  private final StoredSessions sessions;
  private final Accounts accounts;
  private final Clients clients;
  private final Digests digests;
  private final Changes changes;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredGrants(
      @Reference Storage storage,
      @Reference Issuer issuer,
      @Reference StoredSessions sessions,
      @Reference Accounts accounts,
      @Reference Clients clients,
      @Reference Digests digests,
      @Reference Changes changes) {
    this(
        storage,
        issuer,
        sessions,
        accounts,
        clients,
        digests,
        changes,
        Clock.tickMillis(ZoneOffset.UTC));
  }

  /** Uses a clock. */
  public StoredGrants(
      Storage storage,
      Issuer issuer,
      StoredSessions sessions,
      Accounts accounts,
      Clients clients,
      Digests digests,
      Changes changes,
      InstantSource clock) {
    this.codes = storage.repository(CodeRecord.SCHEMA);
    this.tokens = storage.repository(AccessTokenRecord.SCHEMA);
    this.issuer = issuer;
    this.sessions = sessions;
    this.accounts = accounts;
    this.clients = clients;
    this.digests = digests;
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public Optional<Granted> grant(Caller caller, String tenant, Session session, Request request) {
    return changes.make(
        caller,
        tenant,
        work -> {
          Optional<Stored<SessionRecord>> stored =
              sessions.valid(tenant, session.id()).map(StoredSessions.Valid::session);
          Optional<Stored<UserRecord>> user =
              stored.flatMap(s -> accounts.users().find(tenant, s.value().userId()));
          Optional<Identity> identity =
              stored.flatMap(
                  s ->
                      accounts
                          .identities()
                          .find(tenant, s.value().identityId())
                          .filter(i -> i.value().userId().equals(s.value().userId()))
                          .map(IdentityRecord::identity));
          if (stored.isEmpty()
              || identity.isEmpty()
              || user.filter(u -> u.value().active()).isEmpty()) {
            return Optional::empty;
          }
          sessions.require(work, stored.get());
          work.add(accounts.users().require(user.get()));
          Optional<Granted> granted =
              issuer.issue(
                  work,
                  tenant,
                  request,
                  UserRecord.user(user.get()),
                  identity.get(),
                  SessionRecord.session(stored.get()),
                  clock.instant());
          return () -> granted;
        });
  }

  @Override
  public Optional<Tokens> redeem(
      Caller caller,
      String tenant,
      String clientId,
      Secret code,
      String redirectUri,
      Secret codeVerifier) {
    String id = digests.digest(Issuer.CODE, code);
    return changes.make(
        caller,
        tenant,
        work -> {
          Optional<Stored<CodeRecord>> found = codes.find(tenant, id);
          if (found.isEmpty() || !found.get().value().clientId().equals(clientId)) {
            return Optional::empty;
          }
          Stored<CodeRecord> stored = found.get();
          if (stored.value().given().isPresent()) {
            return revoke(work, tenant, stored);
          }
          boolean holds =
              clock.instant().isBefore(stored.value().worksUntil())
                  && stored.value().redirectUri().equals(redirectUri)
                  && CodeChallenge.matches(codeVerifier, stored.value().codeChallenge());
          return holds ? give(work, tenant, stored) : Optional::empty;
        });
  }

  /** RFC 6749 section 4.1.2: a code that comes twice has been stolen from one of the two. */
  private Supplier<Optional<Tokens>> revoke(
      ChangeSet work, String tenant, Stored<CodeRecord> code) {
    String given = code.value().given().orElseThrow();
    if (tokens.find(tenant, given).isPresent()) {
      work.add(tokens.delete(tenant, given));
      work.emit(new CodeReused(code.value().clientId(), code.value().userId()));
    }
    return Optional::empty;
  }

  private Supplier<Optional<Tokens>> give(
      UnitOfWork work, String tenant, Stored<CodeRecord> stored) {
    CodeRecord code = stored.value();
    // whoever signed in again in another tab meanwhile did nothing wrong
    Optional<StoredSessions.Valid> valid =
        sessions
            .valid(tenant, code.sessionId())
            .or(() -> sessions.successor(tenant, code.userId(), code.sessionId()));
    if (valid.isEmpty()) {
      return Optional::empty;
    }
    Stored<SessionRecord> session = valid.get().session();
    boolean takes =
        issuer
            .taking(
                tenant,
                code.clientId(),
                GrantType.AUTHORIZATION_CODE,
                session.value().identitySource())
            .filter(client -> client.createdAt().equals(code.clientCreatedAt()))
            .isPresent();
    if (!takes) {
      return Optional::empty;
    }
    Instant now = clock.instant();
    Issuer.Issued issued =
        issuer.token(
            work,
            tenant,
            code.clientId(),
            code.clientCreatedAt(),
            code.scope(),
            UserRecord.user(valid.get().user()),
            code.identity(),
            SessionRecord.session(session),
            code.nonce(),
            now);
    work.add(codes.replace(stored, code.used(issued.id(), now.plus(Grants.ACCESS_TOKEN_LIFETIME))));
    sessions.require(work, session);
    return () -> Optional.of(issued.tokens());
  }

  @Override
  public Optional<Access> access(String tenant, Secret accessToken) {
    Optional<Stored<AccessTokenRecord>> found =
        tokens.find(tenant, digests.digest(Issuer.TOKEN, accessToken));
    if (found.isEmpty() || !clock.instant().isBefore(found.get().value().expiresAt())) {
      return Optional.empty();
    }
    AccessTokenRecord token = found.get().value();
    Optional<Client> client =
        clients
            .find(tenant, token.clientId())
            .map(Versioned::value)
            .filter(known -> known.createdAt().equals(token.clientCreatedAt()));
    return sessions
        .valid(tenant, token.sessionId())
        .filter(
            valid ->
                client.stream()
                    .anyMatch(it -> it.draft().allows(valid.session().value().identitySource())))
        .map(StoredSessions.Valid::user)
        .map(
            user ->
                new Access(
                    token.clientId(),
                    token.scope(),
                    UserRecord.user(user),
                    accounts
                        .identities()
                        .find(tenant, token.identityId())
                        .filter(identity -> identity.value().userId().equals(token.userId()))
                        .map(IdentityRecord::identity),
                    token.expiresAt()));
  }
}
