package dev.muster.web.api;

import dev.muster.api.ConsoleSessions;
import dev.muster.api.ConsoleSessions.ConsoleSession;
import dev.muster.spi.Secret;
import dev.muster.web.http.Request;
import dev.muster.web.http.SetCookie;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The cookie that holds a console session: of this host alone, and over https where there is. */
final class ConsoleCookie {
  private static final int LONGEST = 1024;

  private final String name;
  private final boolean secure;

  ConsoleCookie(URI publicUrl) {
    secure = "https".equalsIgnoreCase(publicUrl.getScheme());
    name = secure ? "__Host-muster-console" : "muster-console";
  }

  Optional<ConsoleSession> session(Request request, ConsoleSessions sessions) {
    return request.cookie(
        name,
        value ->
            value.isEmpty() || value.length() > LONGEST
                ? Optional.empty()
                : sessions.session(Secret.of(value)));
  }

  SetCookie holding(Secret value) {
    return new SetCookie(
        name, value.reveal(), "/", "Strict", secure, ConsoleSessions.SESSION_LIFETIME);
  }

  SetCookie gone() {
    return new SetCookie(name, "", "/", "Strict", secure, Duration.ZERO);
  }
}
