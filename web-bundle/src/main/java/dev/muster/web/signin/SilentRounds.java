package dev.muster.web.signin;

import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.BrowserSessions;
import dev.muster.web.oidc.TenantCookies;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers in the browser that somebody has just signed in without having done anything. Whoever
 * has to sign in again at once holds no session that we can read, and a second round would end as
 * the first: they are asked in place of being sent round for ever.
 */
final class SilentRounds {
  private static final String NAME = "muster-silent";

  /** Longer than a round takes; within it nobody signs in twice by themselves. */
  private static final Duration AT_ONCE = Duration.ofMinutes(1);

  private final TenantCookies cookies;
  private final BrowserSessions sessions;

  SilentRounds(TenantCookies cookies, BrowserSessions sessions) {
    this.cookies = cookies;
    this.sessions = sessions;
  }

  Response ended(String tenant, Response response) {
    return response.with(cookies.of(tenant, NAME, "1", AT_ONCE));
  }

  /** Whether it left no session that we can read. */
  boolean endedWithoutSession(Request request, String tenant) {
    return request.cookie(cookies.name(tenant, NAME), Optional::of).isPresent()
        && sessions.find(request, tenant).isEmpty();
  }
}
