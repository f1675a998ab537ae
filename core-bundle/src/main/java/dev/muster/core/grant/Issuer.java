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
import dev.muster.core.grant.GrantRecord.TokenKey;
import dev.muster.core.grant.Granting.Basis;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Secret;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes grants and their keys, for the commit of what they rest on. */
@Component(service = Issuer.class)
public final class Issuer {
  private final Repository<GrantRecord> grants;
  private final Clients clients;
  private final GrantKeys keys;

  /** Uses a storage. */
  @Activate
  public Issuer(
      @Reference Storage storage, @Reference Clients clients, @Reference Digests digests) {
    this.grants = storage.repository(GrantRecord.SCHEMA);
    this.clients = clients;
    this.keys = new GrantKeys(digests);
  }

  /** Gives an authorization code. */
  public Granting<AuthorizationCode> code(Request.Code request) {
    return (work, basis) ->
        taking(request, basis)
            .filter(client -> request.user().stream().allMatch(basis.user().id()::equals))
            .map(client -> code(work, basis, request, client));
  }

  /** Gives tokens at once. */
  public Granting<Tokens> tokens(Request.Direct request) {
    return (work, basis) ->
        taking(request, basis).map(client -> tokens(work, basis, request, client));
  }

  private Optional<Client> taking(Request request, Basis basis) {
    return taking(
        basis.tenant(), request.clientId(), request.grantType(), basis.session().identitySource());
  }

  /** A client, as it is now, if it takes somebody who signed in by a source. */
  Optional<Client> taking(String tenant, String clientId, GrantType grantType, String source) {
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
    GrantRecord grant = grant(basis, request, client, Optional.of(key), Optional.empty());
    work.add(grants.create(basis.tenant(), id, grant));
    return new AuthorizationCode(code);
  }

  private Tokens tokens(UnitOfWork work, Basis basis, Request.Direct request, Client client) {
    String id = keys.newGrantId();
    Secret token = keys.newKey(id);
    TokenKey key = accessKey(token, basis.now());
    GrantRecord grant = grant(basis, request, client, Optional.empty(), Optional.of(key));
    work.add(grants.create(basis.tenant(), id, grant));
    return tokens(token, key, grant, basis);
  }

  private static GrantRecord grant(
      Basis basis,
      Request request,
      Client client,
      Optional<CodeKey> code,
      Optional<TokenKey> accessToken) {
    return new GrantRecord(
        client.clientId(),
        client.createdAt(),
        request.scope(),
        basis.user().id(),
        basis.session().id(),
        basis.identity(),
        0,
        code,
        accessToken);
  }

  /** Replaces a code by tokens in the grant that it is a key of. */
  Tokens exchange(UnitOfWork work, Basis basis, Stored<GrantRecord> read) {
    Secret token = keys.newKey(read.key().id());
    TokenKey key = accessKey(token, basis.now());
    GrantRecord grant = read.value().exchanged(key, basis.session().id());
    work.add(grants.replace(read, grant));
    return tokens(token, key, grant, basis);
  }

  private TokenKey accessKey(Secret token, Instant now) {
    return new TokenKey(
        keys.digest(Purpose.ACCESS_TOKEN, token), now.plus(Grants.ACCESS_TOKEN_LIFETIME));
  }

  private static Tokens tokens(Secret token, TokenKey key, GrantRecord grant, Basis basis) {
    return new Tokens(
        token,
        Grants.ACCESS_TOKEN_LIFETIME,
        new Access(
            grant.clientId(), grant.scope(), basis.user(), basis.identity(), key.expiresAt()),
        grant.code().flatMap(CodeKey::nonce),
        basis.session());
  }
}
