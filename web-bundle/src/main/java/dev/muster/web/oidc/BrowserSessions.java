package dev.muster.web.oidc;

import dev.muster.api.Session;
import dev.muster.api.Sessions;
import dev.muster.spi.Secret;
import dev.muster.web.http.Request;
import dev.muster.web.http.SetCookie;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cookie by which a browser holds its session: one per tenant, for this host alone. */
public final class BrowserSessions {
  private static final String NAME = "muster-session";

  /** As far as is looked at what a browser presents. */
  private static final int MAX_TOKEN = 512;

  private final Sessions sessions;
  private final TenantCookies cookies;
  private final InstantSource clock;

  /**
   * Creates an instance.
   *
   * @param sessions the sessions
   * @param issuers the tenants' addresses
   * @param clock the time
   */
  public BrowserSessions(Sessions sessions, Issuers issuers, InstantSource clock) {
    this.sessions = sessions;
    this.cookies = new TenantCookies(issuers);
    this.clock = clock;
  }

  /**
   * A session as a browser holds it.
   *
   * @param token what it presents
   * @param live the session
   */
  public record Held(Secret token, Sessions.Live live) {}

  /**
   * The session that the browser holds.
   *
   * @param request what it sent
   * @param tenant the tenant's id
   * @return the session, if it is one and has not ended
   */
  public Optional<Held> held(Request request, String tenant) {
    return request.cookie(
        cookies.name(tenant, NAME),
        value ->
            token(value)
                .flatMap(token -> sessions.find(tenant, token).map(live -> new Held(token, live))));
  }

  /**
   * What the browser presents, looked at no further.
   *
   * @param request what it sent
   * @param tenant the tenant's id
   * @return each value, as many as are looked at
   */
  public List<Secret> presented(Request request, String tenant) {
    List<Secret> tokens = new ArrayList<>();
    Optional<Secret> unused =
        request.cookie(
            cookies.name(tenant, NAME),
            value -> {
              token(value).ifPresent(tokens::add);
              return Optional.empty();
            });
    return tokens;
  }

  private static Optional<Secret> token(String value) {
    return value.isEmpty() || value.length() > MAX_TOKEN
        ? Optional.empty()
        : Optional.of(Secret.of(value));
  }

  /**
   * The same without what the browser presents.
   *
   * @param request what it sent
   * @param tenant the tenant's id
   * @return the session, if it is one and has not ended
   */
  public Optional<Sessions.Live> find(Request request, String tenant) {
    return held(request, tenant).map(Held::live);
  }

  /**
   * Hands a session to the browser.
   *
   * @param tenant the tenant's id
   * @param session the session
   * @param token what the browser is to hold
   * @return the cookie
   */
  public SetCookie hold(String tenant, Session session, Secret token) {
    Duration left = Duration.between(clock.instant(), session.expiresAt());
    return cookies.of(tenant, NAME, token.reveal(), left.isNegative() ? Duration.ZERO : left);
  }

  /**
   * Takes the session from the browser.
   *
   * @param tenant the tenant's id
   * @return the cookie
   */
  public SetCookie release(String tenant) {
    return cookies.of(tenant, NAME, "", Duration.ZERO);
  }
}
