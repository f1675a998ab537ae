package dev.muster.api;

import dev.muster.spi.Secret;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Browsers in which somebody is signed in. */
@ProviderType
public interface Sessions {
  /** How long a session lasts at the most. */
  Duration LIFETIME = Duration.ofHours(12);

  /**
   * The session that a browser holds.
   *
   * @param tenant the tenant's id
   * @param token what the browser presented, however odd
   * @return the session and its user, or empty if it is none, has ended, or its user is gone or
   *     disabled
   */
  Optional<Live> find(String tenant, Secret token);

  /**
   * Ends a session and what was granted in it.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param token what the browser presented; nothing happens if it is none
   */
  void end(Caller caller, String tenant, Secret token);

  /**
   * Ends the session of an id, and what was granted in it.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param user whose it has to be
   * @param session its id; nothing happens if it is none, or another user's
   */
  void end(Caller caller, String tenant, String user, String session);

  /**
   * A session that has not ended.
   *
   * @param session the session
   * @param user whose it is
   */
  record Live(Session session, User user) {}
}
