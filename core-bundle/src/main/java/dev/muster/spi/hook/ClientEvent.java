package dev.muster.spi.hook;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Something happened to a client, or to what it was granted. */
public sealed interface ClientEvent extends DomainEvent {
  /**
   * The client it happened to.
   *
   * @return the client's id
   */
  String client();

  @Override
  default String subject() {
    return Subjects.client(client());
  }

  /**
   * A client changed.
   *
   * @param client the client's id
   * @param change what happened to it
   */
  record ClientChanged(String client, ResourceChange change) implements ClientEvent {
    @Override
    public EventAction action() {
      return change.of(
          EventAction.CLIENT_CREATED, EventAction.CLIENT_CHANGED, EventAction.CLIENT_DELETED);
    }
  }

  /**
   * A client has another secret.
   *
   * @param client the client's id
   */
  record ClientSecretRotated(String client) implements ClientEvent {
    @Override
    public EventAction action() {
      return EventAction.CLIENT_SECRET_ROTATED;
    }
  }

  /**
   * Somebody consented to what a client asked for that is not the company's own.
   *
   * @param client the client's id
   * @param user the user's id
   * @param scope for what
   */
  record ConsentGiven(String client, String user, Set<String> scope) implements ClientEvent {
    /** Copies. */
    public ConsentGiven {
      scope = Set.copyOf(scope);
    }

    @Override
    public EventAction action() {
      return EventAction.CONSENT_GIVEN;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("user", user, "scope", String.join(" ", new TreeSet<>(scope)));
    }
  }

  /**
   * Somebody ended what they had granted to a client.
   *
   * @param client the client's id
   * @param user the user's id
   */
  record GrantWithdrawn(String client, String user) implements ClientEvent {
    @Override
    public EventAction action() {
      return EventAction.GRANT_WITHDRAWN;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("user", user);
    }
  }

  /**
   * A refresh token came again that had been replaced; the grant was ended.
   *
   * @param client the client's id
   * @param user the user's id
   */
  record RefreshTokenReused(String client, String user) implements ClientEvent {
    @Override
    public EventAction action() {
      return EventAction.REFRESH_TOKEN_REUSED;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("user", user);
    }
  }

  /**
   * A client revoked a token, and with it what it had been granted.
   *
   * @param client the client's id
   * @param user the user's id
   */
  record GrantRevoked(String client, String user) implements ClientEvent {
    @Override
    public EventAction action() {
      return EventAction.GRANT_REVOKED;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("user", user);
    }
  }

  /**
   * An authorization code came a second time; what it gave was revoked.
   *
   * @param client the client's id
   * @param user the user's id
   */
  record CodeReused(String client, String user) implements ClientEvent {
    @Override
    public EventAction action() {
      return EventAction.CODE_REUSED;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("user", user);
    }
  }
}
