package dev.muster.core.grant;

import dev.muster.api.Client;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Clients;
import dev.muster.api.Grants;
import dev.muster.api.Grants.Access;
import dev.muster.api.Grants.Granted;
import dev.muster.api.Grants.Request;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Identity;
import dev.muster.api.Session;
import dev.muster.api.User;
import dev.muster.api.Versioned;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes codes and tokens, for the commit of what they rest on. */
@Component(service = Issuer.class)
public final class Issuer {
  static final String CODE = "authorization-code";
  static final String TOKEN = "access-token";

  private final Repository<CodeRecord> codes;
  private final Repository<AccessTokenRecord> tokens;
  private final Clients clients;
  private final Digests digests;

  /** Uses a storage. */
  @Activate
  public Issuer(
      @Reference Storage storage, @Reference Clients clients, @Reference Digests digests) {
    this.codes = storage.repository(CodeRecord.SCHEMA);
    this.tokens = storage.repository(AccessTokenRecord.SCHEMA);
    this.clients = clients;
    this.digests = digests;
  }

  /**
   * Adds what is asked for to a commit that creates its session and user or requires them.
   *
   * @return what to hand out once that is committed; empty, and nothing added, if the client does
   *     not take somebody who came in so, or asks for somebody else
   */
  public Optional<Granted> issue(
      UnitOfWork work,
      String tenant,
      Request request,
      User user,
      Identity identity,
      Session session,
      Instant now) {
    Optional<Client> client =
        taking(tenant, request.clientId(), request.grantType(), session.identitySource());
    if (client.isEmpty()) {
      return Optional.empty();
    }
    Instant since = client.get().createdAt();
    if (request instanceof Request.Code code) {
      if (code.user().filter(wanted -> !wanted.equals(user.id())).isPresent()) {
        return Optional.empty();
      }
      return Optional.of(code(work, tenant, code, since, user, identity, session, now));
    }
    Tokens given =
        token(
                work,
                tenant,
                request.clientId(),
                since,
                request.scope(),
                user,
                identity,
                session,
                Optional.empty(),
                now)
            .tokens();
    return Optional.of(new Granted.Direct(given));
  }

  /** A client, as it is now, if it takes somebody who came in by a source. */
  Optional<Client> taking(String tenant, String clientId, GrantType grantType, String source) {
    return clients
        .find(tenant, clientId)
        .map(Versioned::value)
        .filter(client -> client.draft().takes(grantType, source));
  }

  /** Tokens, and the id under which the access token is stored. */
  record Issued(String id, Tokens tokens) {}

  Issued token(
      UnitOfWork work,
      String tenant,
      String clientId,
      Instant clientCreatedAt,
      Set<String> scope,
      User user,
      Identity identity,
      Session session,
      Optional<String> nonce,
      Instant now) {
    Secret token = digests.newToken();
    String id = digests.digest(TOKEN, token);
    Instant expiresAt = now.plus(Grants.ACCESS_TOKEN_LIFETIME);
    work.add(
        tokens.create(
            tenant,
            id,
            new AccessTokenRecord(
                clientId,
                clientCreatedAt,
                scope,
                user.id(),
                session.id(),
                identity.id(),
                expiresAt)));
    Access access = new Access(clientId, scope, user, Optional.of(identity), expiresAt);
    return new Issued(id, new Tokens(token, Grants.ACCESS_TOKEN_LIFETIME, access, nonce, session));
  }

  private Granted code(
      UnitOfWork work,
      String tenant,
      Request.Code request,
      Instant clientCreatedAt,
      User user,
      Identity identity,
      Session session,
      Instant now) {
    Secret code = digests.newToken();
    Instant worksUntil = now.plus(Grants.CODE_LIFETIME);
    work.add(
        codes.create(
            tenant,
            digests.digest(CODE, code),
            new CodeRecord(
                request.clientId(),
                clientCreatedAt,
                request.scope(),
                request.redirectUri(),
                request.codeChallenge(),
                request.nonce(),
                user.id(),
                session.id(),
                identity,
                worksUntil,
                worksUntil,
                Optional.empty())));
    return new Granted.Code(code);
  }
}
