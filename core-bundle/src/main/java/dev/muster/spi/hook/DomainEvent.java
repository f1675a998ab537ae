package dev.muster.spi.hook;

import java.util.Map;

/**
 * Something that has happened. It is recorded in the commit of what it is about, as a {@link
 * RecordedEvent}. No event holds a secret, a code or a token. More kinds may be added: a listener
 * ignores those that it does not know.
 *
 * <p>Events are grouped by what they are about; a listener may match on a group or on one kind.
 */
public sealed interface DomainEvent
    permits SignInEvent,
        UserEvent,
        MobileAppEvent,
        IdentitySourceEvent,
        ClientEvent,
        TenantEvent,
        TaskEvent,
        WarRoomEvent,
        PluginEvent,
        RotaEvent,
        WarRoomTemplateEvent,
        AdministratorEvent,
        AccessEvent,
        AlertEvent {
  /**
   * What happened.
   *
   * @return its entry in the catalogue
   */
  EventAction action();

  /**
   * What it happened to.
   *
   * @return a kind and an id, such as {@code user:5f2c} or {@code mobile-app:lark}
   */
  String subject();

  /**
   * More of it, for the audit log.
   *
   * @return names and values, never a secret
   */
  default Map<String, String> detail() {
    return Map.of();
  }

  /** What happens to whatever is created, changed and deleted. */
  enum ResourceChange {
    /** It exists. */
    CREATED,
    /** It has changed. */
    CHANGED,
    /** It is gone. */
    DELETED;

    EventAction of(EventAction created, EventAction changed, EventAction deleted) {
      return switch (this) {
        case CREATED -> created;
        case CHANGED -> changed;
        case DELETED -> deleted;
      };
    }
  }
}
