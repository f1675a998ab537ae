package dev.muster.web.oidc;

import dev.muster.api.Session;
import dev.muster.api.Sessions;
import dev.muster.spi.Secret;
import dev.muster.web.http.Request;
import dev.muster.web.http.SetCookie;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The cookie by which a browser holds its session: one per tenant, for this host alone. */
public final class BrowserSessions {
  /** As far as is looked at what a browser presents. */
  private static final int MAX_TOKEN = 512;

  private final Sessions sessions;
  private final Issuers issuers;
  private final Clock clock;

  /**
   * Makes it.
   *
   * @param sessions the sessions
   * @param issuers the tenants' addresses
   * @param clock the time
   */
  public BrowserSessions(Sessions sessions, Issuers issuers, Clock clock) {
    this.sessions = sessions;
    this.issuers = issuers;
    this.clock = clock;
  }

  /**
   * What the browser presents.
   *
   * @param request what it sent
   * @return the token, not looked at yet
   */
  public Optional<Secret> token(Request request) {
    return request
        .cookie(name())
        .filter(value -> !value.isEmpty() && value.length() <= MAX_TOKEN)
        .map(Secret::of);
  }

  /**
   * The session that the browser holds.
   *
   * @param request what it sent
   * @param tenant the tenant's id
   * @return the session, if it is one and has not ended
   */
  public Optional<Sessions.Live> find(Request request, String tenant) {
    return token(request).flatMap(token -> sessions.find(tenant, token));
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
    return cookie(tenant, token.reveal(), left.isNegative() ? Duration.ZERO : left);
  }

  /**
   * Takes the session from the browser.
   *
   * @param tenant the tenant's id
   * @return the cookie
   */
  public SetCookie release(String tenant) {
    return cookie(tenant, "", Duration.ZERO);
  }

  private SetCookie cookie(String tenant, String value, Duration lifetime) {
    return new SetCookie(name(), value, "/t/" + tenant, "Lax", issuers.https(), lifetime);
  }

  /** RFC 6265bis, section 4.1.3.1: nobody on a plain connection can plant it. */
  private String name() {
    return issuers.https() ? "__Secure-muster-session" : "muster-session";
  }
}
