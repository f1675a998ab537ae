package dev.muster.spi.hook;

/** Something happened to a rota. */
public sealed interface RotaEvent extends DomainEvent {
  /**
   * The rota it happened to.
   *
   * @return the rota's id
   */
  String rota();

  @Override
  default String subject() {
    return Subjects.rota(rota());
  }

  /**
   * A rota changed.
   *
   * @param rota the rota's id
   * @param change what happened to it
   */
  record RotaChanged(String rota, ResourceChange change) implements RotaEvent {
    @Override
    public EventAction action() {
      return change.of(
          EventAction.ROTA_CREATED, EventAction.ROTA_CHANGED, EventAction.ROTA_DELETED);
    }
  }
}
