package dev.muster.core.grant;

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
    if (!takes(tenant, request.clientId(), request.grantType(), session.identitySource())) {
      return Optional.empty();
    }
    if (request instanceof Request.Code code) {
      if (code.user().filter(wanted -> !wanted.equals(user.id())).isPresent()) {
        return Optional.empty();
      }
      return Optional.of(code(work, tenant, code, user, identity, session, now));
    }
    Tokens given =
        token(
                work,
                tenant,
                request.clientId(),
                request.scope(),
                user,
                identity,
                session,
                Optional.empty(),
                now)
            .tokens();
    return Optional.of(new Granted.Direct(given));
  }

  /** Whether a client, as it is now, takes somebody who came in by a source. */
  boolean takes(String tenant, String clientId, GrantType grantType, String source) {
    return clients
        .find(tenant, clientId)
        .filter(client -> client.value().draft().takes(grantType, source))
        .isPresent();
  }

  /** Tokens, and the id under which the access token is stored. */
  record Issued(String id, Tokens tokens) {}

  Issued token(
      UnitOfWork work,
      String tenant,
      String clientId,
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
                clientId, scope, user.id(), session.id(), identity.id(), expiresAt)));
    Access access = new Access(clientId, scope, user, Optional.of(identity), expiresAt);
    return new Issued(id, new Tokens(token, Grants.ACCESS_TOKEN_LIFETIME, access, nonce, session));
  }

  private Granted code(
      UnitOfWork work,
      String tenant,
      Request.Code request,
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
