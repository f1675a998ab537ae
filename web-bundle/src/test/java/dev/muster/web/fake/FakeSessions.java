package dev.muster.web.fake;

import dev.muster.api.Caller;
import dev.muster.api.Identity;
import dev.muster.api.Session;
import dev.muster.api.Sessions;
import dev.muster.api.User;
import dev.muster.spi.Secret;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sessions. */
public final class FakeSessions implements Sessions {
  private final Clock clock;
  private final Map<String, Live> byToken = new HashMap<>();
  private final Map<String, Identity> identities = new HashMap<>();

  public FakeSessions(Clock clock) {
    this.clock = clock;
  }

  synchronized Secret begin(String tenant, User user, Identity identity, String userAgent) {
    String token = "s-" + UUID.randomUUID();
    Session session =
        new Session(
            UUID.randomUUID().toString(),
            user.id(),
            identity.identitySource(),
            identity.id(),
            clock.instant(),
            clock.instant().plus(LIFETIME),
            userAgent,
            "");
    byToken.put(tenant + "/" + token, new Live(session, user));
    identities.put(session.id(), identity);
    return Secret.of(token);
  }

  @Override
  public synchronized Optional<Live> find(String tenant, Secret token) {
    return Optional.ofNullable(byToken.get(tenant + "/" + token.reveal()))
        .filter(live -> clock.instant().isBefore(live.session().expiresAt()));
  }

  @Override
  public synchronized void end(Caller caller, String tenant, Secret token) {
    byToken.remove(tenant + "/" + token.reveal());
  }

  public synchronized void endAll() {
    byToken.clear();
  }

  public synchronized int count() {
    return byToken.size();
  }

  synchronized Optional<Live> live(String id) {
    return byToken.values().stream().filter(live -> live.session().id().equals(id)).findFirst();
  }

  synchronized Identity identity(String id) {
    return identities.get(id);
  }
}
