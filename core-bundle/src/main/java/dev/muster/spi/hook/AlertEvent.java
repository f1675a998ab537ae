package dev.muster.spi.hook;

import java.util.Map;

/** Something happened to what turns alerts into war rooms, or to an alert by somebody's hand. */
public sealed interface AlertEvent extends DomainEvent {
  /**
   * An intake was made or deleted.
   *
   * @param id the intake's id
   * @param added whether it was made; else it was deleted
   */
  record AlertIntakeChanged(String id, boolean added) implements AlertEvent {
    @Override
    public EventAction action() {
      return added ? EventAction.ALERT_INTAKE_CREATED : EventAction.ALERT_INTAKE_DELETED;
    }

    @Override
    public String subject() {
      return Subjects.alertIntake(id);
    }
  }

  /**
   * An intake has another name.
   *
   * @param id the intake's id
   */
  record AlertIntakeRenamed(String id) implements AlertEvent {
    @Override
    public EventAction action() {
      return EventAction.ALERT_INTAKE_CHANGED;
    }

    @Override
    public String subject() {
      return Subjects.alertIntake(id);
    }
  }

  /**
   * A rule changed that makes war rooms of alerts.
   *
   * @param id the rule's id
   * @param change what happened to it
   */
  record WarRoomRuleChanged(String id, ResourceChange change) implements AlertEvent {
    @Override
    public EventAction action() {
      return change.of(
          EventAction.WAR_ROOM_RULE_CREATED,
          EventAction.WAR_ROOM_RULE_CHANGED,
          EventAction.WAR_ROOM_RULE_DELETED);
    }

    @Override
    public String subject() {
      return Subjects.warRoomRule(id);
    }
  }

  /**
   * How alerts become war rooms was changed.
   *
   * @param tenant the tenant's id
   */
  record WarRoomSettingsChanged(String tenant) implements AlertEvent {
    @Override
    public EventAction action() {
      return EventAction.WAR_ROOM_SETTINGS_CHANGED;
    }

    @Override
    public String subject() {
      return Subjects.tenant(tenant);
    }
  }

  /**
   * Somebody decided what becomes of an alert, and of all that belong to the same problem.
   *
   * @param id the alert's id
   * @param group the problem's id
   * @param opened whether a war room is opened; else it needs none
   */
  record AlertDecided(String id, String group, boolean opened) implements AlertEvent {
    @Override
    public EventAction action() {
      return opened ? EventAction.ALERT_OPENED : EventAction.ALERT_DISMISSED;
    }

    @Override
    public String subject() {
      return Subjects.alert(id);
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("group", group);
    }
  }
}
