package dev.muster.web.fake;

import dev.muster.api.Caller;
import dev.muster.api.Clients;
import dev.muster.api.Grants;
import dev.muster.api.Identity;
import dev.muster.api.Session;
import dev.muster.api.User;
import dev.muster.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Codes and tokens, with the rules that {@link Grants} promises. */
public final class FakeGrants implements Grants {
  private final Clock clock;
  private final FakeSessions sessions;
  private final Clients clients;
  private final Map<String, Issued> codes = new HashMap<>();
  private final Map<String, Access> tokens = new HashMap<>();
  private final Map<String, String> tokenOfCode = new HashMap<>();

  public FakeGrants(Clock clock, FakeSessions sessions, Clients clients) {
    this.clock = clock;
    this.sessions = sessions;
    this.clients = clients;
  }

  /** How many codes there are. */
  public synchronized int given() {
    return codes.size();
  }

  @Override
  public synchronized Optional<AuthorizationCode> grant(
      Caller caller, String tenant, Session session, Request.Code request) {
    return sessions
        .live(session.id())
        .flatMap(
            live -> code(tenant, live.user(), sessions.identity(session.id()), session, request));
  }

  synchronized Optional<AuthorizationCode> code(
      String tenant, User user, Identity identity, Session session, Request.Code request) {
    if (request.user().filter(wanted -> !wanted.equals(user.id())).isPresent()
        || !taken(tenant, session, request)) {
      return Optional.empty();
    }
    String value = "c-" + UUID.randomUUID();
    codes.put(
        tenant + "/" + value,
        new Issued(request, user, identity, session, clock.instant().plus(CODE_LIFETIME)));
    return Optional.of(new AuthorizationCode(Secret.of(value)));
  }

  synchronized Optional<Tokens> direct(
      String tenant, User user, Identity identity, Session session, Request.Direct request) {
    return taken(tenant, session, request)
        ? Optional.of(tokens(tenant, request, user, identity, session, Optional.empty()))
        : Optional.empty();
  }

  private boolean taken(String tenant, Session session, Request request) {
    return clients
        .find(tenant, request.clientId())
        .filter(
            client ->
                client.value().settings().takes(request.grantType(), session.identitySource()))
        .isPresent();
  }

  private Tokens tokens(
      String tenant,
      Request request,
      User user,
      Identity identity,
      Session session,
      Optional<String> nonce) {
    String value = "t-" + UUID.randomUUID();
    Access access =
        new Access(
            request.clientId(),
            request.scope(),
            user,
            Optional.of(identity),
            clock.instant().plus(ACCESS_TOKEN_LIFETIME));
    tokens.put(tenant + "/" + value, access);
    return new Tokens(Secret.of(value), ACCESS_TOKEN_LIFETIME, access, nonce, session);
  }

  @Override
  public synchronized Optional<Tokens> redeem(Caller caller, String tenant, Redemption presented) {
    String key = tenant + "/" + presented.code().reveal();
    Issued issued = codes.remove(key);
    if (issued == null) {
      Optional.ofNullable(tokenOfCode.remove(key)).ifPresent(tokens::remove);
      return Optional.empty();
    }
    if (!issued.request.clientId().equals(presented.clientId())
        || !issued.request.redirectUri().equals(presented.redirectUri())
        || !issued.request.codeChallenge().equals(s256(presented.codeVerifier().reveal()))
        || clock.instant().isAfter(issued.until)) {
      return Optional.empty();
    }
    Tokens given =
        tokens(
            tenant,
            issued.request,
            issued.user,
            issued.identity,
            issued.session,
            issued.request.nonce());
    tokenOfCode.put(key, tenant + "/" + given.accessToken().reveal());
    return Optional.of(given);
  }

  @Override
  public synchronized Optional<Access> access(String tenant, Secret accessToken) {
    return Optional.ofNullable(tokens.get(tenant + "/" + accessToken.reveal()))
        .filter(access -> clock.instant().isBefore(access.expiresAt()));
  }

  private static String s256(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private record Issued(
      Request.Code request, User user, Identity identity, Session session, Instant until) {}
}
