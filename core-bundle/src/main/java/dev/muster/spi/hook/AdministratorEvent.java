package dev.muster.spi.hook;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Something happened to who may manage the installation: administrators and API tokens. */
public sealed interface AdministratorEvent extends DomainEvent {
  /**
   * An administrator was added, changed or deleted.
   *
   * @param username their name
   * @param change what happened to them
   * @param role what they may do from now on, or could do, as the API calls it
   * @param tenants where: ids, or {@code *}
   */
  record AdministratorChanged(
      String username, ResourceChange change, String role, Set<String> tenants)
      implements AdministratorEvent {
    /** Copies the tenants. */
    public AdministratorChanged {
      tenants = Set.copyOf(tenants);
    }

    @Override
    public EventAction action() {
      return change.of(
          EventAction.ADMIN_CREATED, EventAction.ADMIN_CHANGED, EventAction.ADMIN_DELETED);
    }

    @Override
    public String subject() {
      return Subjects.administrator(username);
    }

    @Override
    public Map<String, String> detail() {
      return authority(role, tenants);
    }
  }

  /**
   * An administrator has another password.
   *
   * @param username their name
   */
  record AdministratorPasswordChanged(String username) implements AdministratorEvent {
    @Override
    public EventAction action() {
      return EventAction.ADMIN_PASSWORD_CHANGED;
    }

    @Override
    public String subject() {
      return Subjects.administrator(username);
    }
  }

  /**
   * A console session was ended from elsewhere.
   *
   * @param username whose it was
   * @param session the session's id, which is not what the browser holds
   */
  record AdministratorSessionEnded(String username, String session) implements AdministratorEvent {
    @Override
    public EventAction action() {
      return EventAction.ADMIN_SESSION_ENDED;
    }

    @Override
    public String subject() {
      return Subjects.administrator(username);
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("session", session);
    }
  }

  /**
   * An API token was made.
   *
   * @param token the token's id, which is not what is presented
   * @param role what it may do, as the API calls it
   * @param tenants where: ids, or {@code *}
   */
  record ApiTokenCreated(String token, String role, Set<String> tenants)
      implements AdministratorEvent {
    /** Copies the tenants. */
    public ApiTokenCreated {
      tenants = Set.copyOf(tenants);
    }

    @Override
    public EventAction action() {
      return EventAction.API_TOKEN_CREATED;
    }

    @Override
    public String subject() {
      return Subjects.apiToken(token);
    }

    @Override
    public Map<String, String> detail() {
      return authority(role, tenants);
    }
  }

  /**
   * An API token was revoked.
   *
   * @param token the token's id
   */
  record ApiTokenRevoked(String token) implements AdministratorEvent {
    @Override
    public EventAction action() {
      return EventAction.API_TOKEN_REVOKED;
    }

    @Override
    public String subject() {
      return Subjects.apiToken(token);
    }
  }

  private static Map<String, String> authority(String role, Set<String> tenants) {
    return Map.of("role", role, "tenants", String.join(",", new TreeSet<>(tenants)));
  }
}
