package dev.muster.spi.hook;

/** Something happened to a template of war rooms. */
public sealed interface WarRoomTemplateEvent extends DomainEvent {
  /**
   * The template it happened to.
   *
   * @return the template's id
   */
  String template();

  @Override
  default String subject() {
    return Subjects.warRoomTemplate(template());
  }

  /**
   * A template changed.
   *
   * @param template the template's id
   * @param change what happened to it
   */
  record WarRoomTemplateChanged(String template, ResourceChange change)
      implements WarRoomTemplateEvent {
    @Override
    public EventAction action() {
      return change.of(
          EventAction.WAR_ROOM_TEMPLATE_CREATED,
          EventAction.WAR_ROOM_TEMPLATE_CHANGED,
          EventAction.WAR_ROOM_TEMPLATE_DELETED);
    }
  }
}
