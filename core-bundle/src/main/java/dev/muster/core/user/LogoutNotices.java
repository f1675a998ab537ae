package dev.muster.core.user;

import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The payload of a task that tells a client of sessions that have ended.
 *
 * @param clientId the client
 * @param clientCreatedAt when the client was created: another one of the same id is told nothing
 * @param notices which sessions
 */
public record LogoutNotices(String clientId, Instant clientCreatedAt, List<Notice> notices) {
  /** How many are in a task: a run has to be done within its lease. */
  public static final int MOST = 200;

  /** After 5 s, then at pauses that double up to an hour, for a day. */
  private static final TaskType.Retry FOR_A_DAY =
      new TaskType.Retry(Duration.ofSeconds(5), Duration.ofHours(1), 34);

  /** The kind of task. */
  public static final TaskType<LogoutNotices> TYPE =
      TaskType.of("back-channel-logout", LogoutNotices.class, Pace.APPLICATION, FOR_A_DAY);

  /** Copies. */
  public LogoutNotices {
    notices = List.copyOf(notices);
  }

  /**
   * A session that has ended.
   *
   * @param sub whose it was
   * @param sid its id
   */
  public record Notice(String sub, String sid) {}

  /** The same client, to be told of those of another task as well; empty if they are too many. */
  public Optional<LogoutNotices> with(LogoutNotices later) {
    Set<Notice> all = new LinkedHashSet<>(notices);
    all.addAll(later.notices);
    return all.size() <= MOST && later.clientCreatedAt.equals(clientCreatedAt)
        ? Optional.of(of(List.copyOf(all)))
        : Optional.empty();
  }

  /** The same client, to be told of others. */
  public LogoutNotices of(List<Notice> others) {
    return new LogoutNotices(clientId, clientCreatedAt, others);
  }
}
