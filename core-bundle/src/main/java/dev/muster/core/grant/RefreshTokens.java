package dev.muster.core.grant;

import dev.muster.api.Client;
import dev.muster.api.Grants;
import dev.muster.api.Grants.Access;
import dev.muster.api.Grants.Refreshed;
import dev.muster.api.Grants.Refreshing;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Identity;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.grant.GrantKeys.Purpose;
import dev.muster.core.grant.GrantRecord.RefreshKey;
import dev.muster.core.grant.GrantRecord.TokenKey;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.core.user.SessionRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.ClientEvent.RefreshTokenReused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Exchanges refresh tokens for their successors (RFC 6749 section 6, RFC 9700 section 4.14). */
final class RefreshTokens {
  private final Repository<GrantRecord> grants;
  private final GrantKeys keys;
  private final Issuer issuer;
  private final StoredSessions sessions;
  private final InstantSource clock;

  RefreshTokens(
      Repository<GrantRecord> grants,
      GrantKeys keys,
      Issuer issuer,
      StoredSessions sessions,
      InstantSource clock) {
    this.grants = grants;
    this.keys = keys;
    this.issuer = issuer;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Finds the account of a user by which something was granted, as it is now. */
  @FunctionalInterface
  interface Identities {
    Optional<Identity> find(String tenant, Identity granted, String userId);
  }

  /** A grant whose refresh token was presented, and what it rests on. */
  private record Held(
      Stored<GrantRecord> stored,
      RefreshKey key,
      Client client,
      StoredSessions.Valid session,
      Optional<Identity> identity,
      Set<String> scope) {}

  /** What became of a refresh token. */
  sealed interface Outcome {
    record Answered(Refreshed refreshed) implements Outcome {}

    record Refused(RefreshFault fault) implements Outcome {}
  }

  private static Supplier<Outcome> refused(RefreshFault fault) {
    return () -> new Outcome.Refused(fault);
  }

  private static Outcome wrongScope() {
    return new Outcome.Answered(new Refreshed.WrongScope());
  }

  Supplier<Outcome> refresh(
      ChangeSet work, String tenant, Refreshing presented, Identities identities) {
    Optional<Stored<GrantRecord>> found =
        keys.ofRefreshToken(grants, tenant, presented.refreshToken());
    Optional<RefreshKey> known = found.flatMap(grant -> grant.value().refreshToken());
    if (found.isEmpty() || known.isEmpty()) {
      return refused(RefreshFault.UNKNOWN);
    }
    if (!found.get().value().clientId().equals(presented.clientId())) {
      return refused(RefreshFault.OTHER_CLIENT);
    }
    Instant now = clock.instant();
    RefreshKey key = known.get();
    boolean current = isKey(presented.refreshToken(), key);
    Optional<Secret> latest =
        current ? Optional.of(presented.refreshToken()) : lately(presented, key, now);
    if (latest.isEmpty()) {
      // either its client or somebody who stole it holds the successor
      work.add(grants.delete(found.get()));
      work.emit(new RefreshTokenReused(presented.clientId(), found.get().value().userId()));
      return refused(RefreshFault.REPLACED);
    }
    if (!now.isBefore(key.expiresAt())) {
      return refused(RefreshFault.EXPIRED);
    }
    Optional<Held> held = held(tenant, found.get(), key, identities);
    if (held.isEmpty()) {
      return refused(RefreshFault.ENDED);
    }
    Set<String> granted = found.get().value().scope();
    Set<String> asked = presented.scope().orElse(granted);
    Set<String> allowed = new HashSet<>(asked);
    allowed.retainAll(held.get().scope);
    // RFC 6749 section 6: within what was granted, though the client may ask for less meanwhile
    if (!granted.containsAll(asked) || allowed.isEmpty()) {
      return RefreshTokens::wrongScope;
    }
    Set<String> scope = PresentScope.withOpenid(allowed);
    return current
        ? next(work, latest.get(), held.get(), scope, now)
        : again(latest.get(), held.get(), scope, now);
  }

  private boolean isKey(Secret refreshToken, RefreshKey key) {
    return keys.isOf(Purpose.REFRESH_TOKEN, refreshToken, key.digest());
  }

  /**
   * The token that was exchanged last, if the presented one was replaced a moment ago: that one, or
   * one that followed it. Empty if it was replaced longer ago, or too many followed.
   */
  private Optional<Secret> lately(Refreshing presented, RefreshKey key, Instant now) {
    Secret token = presented.refreshToken();
    for (Instant replacedAt : key.replacements().toList()) {
      Secret successor = keys.successor(token);
      if (isKey(successor, key)) {
        return Optional.of(token)
            .filter(any -> now.isBefore(replacedAt.plus(Grants.REFRESH_TOKEN_GRACE)));
      }
      token = successor;
    }
    return Optional.empty();
  }

  private Optional<Held> held(
      String tenant, Stored<GrantRecord> stored, RefreshKey key, Identities identities) {
    GrantRecord grant = stored.value();
    Optional<Identity> identity =
        grant.identity().flatMap(it -> identities.find(tenant, it, grant.userId()));
    return sessions
        .notEnded(tenant, grant.sessionId())
        .filter(session -> identity.isPresent() == grant.identity().isPresent())
        .flatMap(
            session ->
                issuer
                    .taking(tenant, grant, session)
                    .map(
                        client ->
                            new Held(
                                stored,
                                key,
                                client,
                                session,
                                identity,
                                PresentScope.of(client, grant.scope()))));
  }

  private Supplier<Outcome> next(
      ChangeSet work, Secret presented, Held held, Set<String> scope, Instant now) {
    Secret refreshToken = keys.successor(presented);
    Secret accessToken = keys.accessTokenOf(presented);
    GrantRecord grant = held.stored.value();
    TokenKey accessKey =
        issuer
            .accessKey(accessToken, now, Optional.of(scope).filter(it -> !it.equals(grant.scope())))
            .until(held.key.endsAt());
    RefreshKey refreshKey =
        held.key.next(
            keys.digest(Purpose.REFRESH_TOKEN, refreshToken),
            now,
            held.client.settings().refreshTokenIdle());
    work.add(grants.replace(held.stored, grant.refreshed(accessKey, refreshKey, now)));
    sessions.give(work, held.session, held.client, now, Optional.empty());
    return given(accessToken, refreshToken, held, accessKey, scope, now);
  }

  /** The answer that the latest exchange had: nothing is written. */
  private Supplier<Outcome> again(Secret latest, Held held, Set<String> scope, Instant now) {
    GrantRecord grant = held.stored.value();
    TokenKey accessKey = grant.accessToken().orElseThrow();
    if (!accessKey.narrowed().orElse(grant.scope()).equals(scope)) {
      return RefreshTokens::wrongScope;
    }
    return given(keys.accessTokenOf(latest), keys.successor(latest), held, accessKey, scope, now);
  }

  private Supplier<Outcome> given(
      Secret accessToken,
      Secret refreshToken,
      Held held,
      TokenKey accessKey,
      Set<String> scope,
      Instant now) {
    Tokens tokens =
        new Tokens(
            accessToken,
            Duration.between(now, accessKey.expiresAt()),
            Optional.of(refreshToken),
            issuer.present(
                held.stored.key().partition(),
                held.stored.value(),
                new Access(
                    held.stored.value().clientId(),
                    scope,
                    UserRecord.user(held.session.user()),
                    held.identity,
                    accessKey.expiresAt())),
            Optional.empty(),
            SessionRecord.session(held.session.session()));
    return () -> new Outcome.Answered(new Refreshed.Given(tokens));
  }
}
