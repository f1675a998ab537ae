package dev.muster.core.grant;

import dev.muster.api.Client;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Clients;
import dev.muster.api.Grants;
import dev.muster.api.Grants.Access;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Request;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Versioned;
import dev.muster.core.grant.GrantKeys.Purpose;
import dev.muster.core.grant.GrantRecord.CodeKey;
import dev.muster.core.grant.GrantRecord.RefreshKey;
import dev.muster.core.grant.GrantRecord.TokenKey;
import dev.muster.core.grant.Granting.Basis;
import dev.muster.core.secret.Digests;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes grants and their keys, for the commit of what they rest on. */
@Component(service = Issuer.class)
public final class Issuer {
  private final Repository<GrantRecord> grants;
  private final Clients clients;
  private final GrantKeys keys;
  private final ConsentRule consents;
  private final PresentScope scopes;

  /** Uses a storage. */
  @Activate
  public Issuer(
      @Reference Storage storage,
      @Reference Clients clients,
      @Reference Digests digests,
      @Reference InstantSource clock) {
    this.grants = storage.repository(GrantRecord.SCHEMA);
    this.clients = clients;
    this.keys = new GrantKeys(digests);
    this.consents = new ConsentRule(storage, clock);
    this.scopes = new PresentScope(clients, consents);
  }

  /** Gives an authorization code. */
  public Granting<AuthorizationCode> code(Request.Code request) {
    return new ToClient<>(
        request,
        (work, basis, client) ->
            request.claims().isMetBy(basis.session())
                    && request.user().stream().allMatch(basis.user().id()::equals)
                    && (request.codeChallenge().isPresent() || !client.settings().needsPkce())
                ? Optional.of(code(work, basis, request, client))
                : Optional.empty());
  }

  /** Gives tokens at once. */
  public Granting<Tokens> tokens(Request.Direct request) {
    return new ToClient<>(
        request, (work, basis, client) -> Optional.of(tokens(work, basis, request, client)));
  }

  /** What is given to a client that takes somebody who signed in so. */
  @FunctionalInterface
  private interface Gift<G> {
    Optional<G> give(UnitOfWork work, Basis basis, Client client);
  }

  private final class ToClient<G> implements Granting<G> {
    private final Request request;
    private final Gift<G> gift;

    ToClient(Request request, Gift<G> gift) {
      this.request = request;
      this.gift = gift;
    }

    @Override
    public Optional<G> give(UnitOfWork work, Basis basis) {
      Optional<Client> client = taking(request, basis);
      Optional<ConsentRule.Given> consent =
          client.flatMap(it -> consents.of(basis.tenant(), basis.user().id(), it, request.scope()));
      Optional<G> given =
          consent.isEmpty() ? Optional.empty() : gift.give(work, basis, client.orElseThrow());
      if (given.isPresent()) {
        consents.require(work, consent.orElseThrow());
      }
      return given;
    }

    @Override
    public Optional<Client> tokensFor(String tenant) {
      return request instanceof Request.Direct
          ? clients.find(tenant, request.clientId()).map(Versioned::value)
          : Optional.empty();
    }

    @Override
    public Optional<Instant> lastsUntil(String tenant, Instant now) {
      // until a code is redeemed the time does not run
      return clients
          .find(tenant, request.clientId())
          .map(Versioned::value)
          .filter(client -> isOffline(client, request.scope()))
          .map(client -> now.plus(client.settings().refreshTokenMax()).plus(Grants.CODE_LIFETIME));
    }
  }

  /** Whether a grant of this scope lasts beyond its session (OpenID Connect Core, section 11). */
  private static boolean isOffline(Client client, Set<String> scope) {
    return scope.contains(Grants.OFFLINE_ACCESS)
        && client.settings().grantTypes().contains(GrantType.REFRESH_TOKEN);
  }

  private Optional<Client> taking(Request request, Basis basis) {
    return taking(
        basis.tenant(), request.clientId(), request.grantType(), basis.session().identitySource());
  }

  /**
   * The client of a grant, if it takes what that rests on, is the one that it was given to, and
   * needs no consent or has it still. This is the one place that says so, for every use of a key.
   */
  Optional<Client> taking(String tenant, GrantRecord grant, StoredSessions.Valid valid) {
    return taking(
            tenant, grant.clientId(), grant.grantType(), valid.session().value().identitySource())
        .filter(client -> client.createdAt().equals(grant.clientCreatedAt()))
        .filter(client -> consents.of(tenant, grant.userId(), client, grant.scope()).isPresent());
  }

  /** A client, as it is now, if it takes somebody who signed in by a source. */
  private Optional<Client> taking(
      String tenant, String clientId, GrantType grantType, String source) {
    return clients
        .find(tenant, clientId)
        .map(Versioned::value)
        .filter(client -> client.settings().takes(grantType, source));
  }

  private AuthorizationCode code(
      UnitOfWork work, Basis basis, Request.Code request, Client client) {
    String id = keys.newGrantId();
    Secret code = keys.newKey(id);
    CodeKey key =
        new CodeKey(
            keys.digest(Purpose.CODE, code),
            request.redirectUri(),
            request.codeChallenge(),
            request.nonce(),
            basis.now().plus(Grants.CODE_LIFETIME));
    GrantRecord grant =
        grant(basis, request, client, Optional.of(key), Optional.empty(), Optional.empty());
    work.add(grants.create(basis.tenant(), id, grant));
    return new AuthorizationCode(code);
  }

  private Tokens tokens(UnitOfWork work, Basis basis, Request.Direct request, Client client) {
    String id = keys.newGrantId();
    Given given = given(id, client, request.scope(), basis.now());
    GrantRecord grant =
        grant(
            basis,
            request,
            client,
            Optional.empty(),
            Optional.of(given.accessKey),
            given.refreshKey);
    work.add(grants.create(basis.tenant(), id, grant));
    return tokens(given, grant, basis);
  }

  private static GrantRecord grant(
      Basis basis,
      Request request,
      Client client,
      Optional<CodeKey> code,
      Optional<TokenKey> accessToken,
      Optional<RefreshKey> refreshToken) {
    return new GrantRecord(
        client.clientId(),
        client.createdAt(),
        request.scope(),
        basis.user().id(),
        basis.session().id(),
        basis.identity(),
        0,
        code,
        accessToken,
        List.of(),
        refreshToken,
        request instanceof Request.Code asked ? asked.claims() : Grants.ClaimsRequest.NONE);
  }

  /** What a client is handed, and what is stored of it. */
  private record Given(
      Secret accessToken,
      TokenKey accessKey,
      Optional<Secret> refreshToken,
      Optional<RefreshKey> refreshKey) {}

  private Given given(String grantId, Client client, Set<String> scope, Instant now) {
    Secret token = keys.newKey(grantId);
    Optional<Secret> refresh =
        isOffline(client, scope) ? Optional.of(keys.newRefreshToken(grantId)) : Optional.empty();
    return new Given(
        token,
        accessKey(token, now, Optional.empty()),
        refresh,
        refresh.map(
            it ->
                RefreshKey.first(
                    keys.digest(Purpose.REFRESH_TOKEN, it),
                    now,
                    client.settings().refreshTokenIdle(),
                    client.settings().refreshTokenMax())));
  }

  /**
   * Replaces a code by tokens in the grant that it is a key of.
   *
   * @return until when what is given lasts beyond the session, and the tokens
   */
  Exchanged exchange(UnitOfWork work, Basis basis, Stored<GrantRecord> read, Client client) {
    Given given = given(read.key().id(), client, read.value().scope(), basis.now());
    GrantRecord grant =
        read.value().exchanged(given.accessKey, given.refreshKey, basis.session().id());
    work.add(grants.replace(read, grant));
    return new Exchanged(given.refreshKey.map(RefreshKey::endsAt), tokens(given, grant, basis));
  }

  /**
   * What a code was exchanged for.
   *
   * @param lastsUntil until when that lasts, where it lasts beyond the session
   * @param tokens what the client gets
   */
  record Exchanged(Optional<Instant> lastsUntil, Tokens tokens) {}

  TokenKey accessKey(Secret token, Instant now, Optional<Set<String>> narrowed) {
    return new TokenKey(
        keys.digest(Purpose.ACCESS_TOKEN, token), now.plus(Grants.ACCESS_TOKEN_LIFETIME), narrowed);
  }

  /** What a token stands for as things are now. */
  Access present(String tenant, GrantRecord grant, Access given) {
    return scopes.of(tenant, grant, given);
  }

  /** For what a token of a grant is good as things are now, of what it was given for. */
  Set<String> present(String tenant, GrantRecord grant, Set<String> given) {
    return scopes.of(tenant, grant, given);
  }

  private Tokens tokens(Given given, GrantRecord grant, Basis basis) {
    return new Tokens(
        given.accessToken,
        Grants.ACCESS_TOKEN_LIFETIME,
        given.refreshToken,
        present(
            basis.tenant(),
            grant,
            new Access(
                grant.clientId(),
                grant.scope(),
                basis.user(),
                basis.identity(),
                given.accessKey.expiresAt())),
        grant.code().flatMap(CodeKey::nonce),
        basis.session());
  }
}
