package dev.muster.web.api;

import dev.muster.api.ConsoleSessions;
import dev.muster.spi.Secret;
import dev.muster.web.http.Request;
import dev.muster.web.http.SetCookie;
import java.net.URI;
import java.util.Optional;

/**
 * The cookie of a browser in which an administrator signed in before: it lets nobody in, and
 * outlives the session, so that nobody else's wrong passwords keep its owner out.
 */
final class DeviceCookie {
  private static final int LONGEST = 1024;

  private final String name;
  private final boolean secure;

  DeviceCookie(URI publicUrl) {
    secure = "https".equalsIgnoreCase(publicUrl.getScheme());
    name = secure ? "__Host-muster-device" : "muster-device";
  }

  Optional<Secret> of(Request request, String username, ConsoleSessions sessions) {
    return request.cookie(
        name,
        value ->
            value.isEmpty() || value.length() > LONGEST
                ? Optional.empty()
                : Optional.of(Secret.of(value))
                    .filter(device -> sessions.isDevice(username, device)));
  }

  SetCookie holding(Secret value) {
    return new SetCookie(
        name, value.reveal(), "/", "Strict", secure, ConsoleSessions.DEVICE_LIFETIME);
  }
}
