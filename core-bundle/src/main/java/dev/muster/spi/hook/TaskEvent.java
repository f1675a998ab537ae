package dev.muster.spi.hook;

import java.util.Map;

/** An administrator took a hand in a task. */
public sealed interface TaskEvent extends DomainEvent {
  /**
   * The task it happened to.
   *
   * @return the task's id
   */
  String id();

  @Override
  default String subject() {
    return Subjects.task(id());
  }

  /**
   * An administrator took a hand in a task.
   *
   * @param id the task's id
   * @param type the name of its kind
   * @param change what happened to it
   */
  record TaskChanged(String id, String type, TaskChange change) implements TaskEvent {
    @Override
    public EventAction action() {
      return change.action;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("type", type);
    }
  }

  /** What administrators do to tasks. */
  enum TaskChange {
    /** It is tried again. */
    RETRIED(EventAction.TASK_RETRIED),
    /** It is not done. */
    DELETED(EventAction.TASK_DELETED);

    private final EventAction action;

    TaskChange(EventAction action) {
      this.action = action;
    }
  }
}
