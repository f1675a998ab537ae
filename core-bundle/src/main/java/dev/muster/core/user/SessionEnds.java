package dev.muster.core.user;

import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.user.LogoutNotices.Notice;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one place where a session's document is deleted because it has ended. In the same commit it
 * adds what clients are told of it. So whatever ends sessions by a value that is compared has a
 * task that comes by here for each of them.
 */
public final class SessionEnds {
  private final Repository<SessionRecord> sessions;
  private final TaskQueue queue;

  /** Uses a storage. */
  public SessionEnds(Storage storage, TaskQueue queue) {
    this.sessions = storage.repository(SessionRecord.SCHEMA);
    this.queue = queue;
  }

  private record Client(String id, Instant createdAt) {
    static Client of(ToldClient told) {
      return new Client(told.clientId(), told.clientCreatedAt());
    }
  }

  /**
   * Adds a session's end to a commit, with what is there still of those that it replaced, and of
   * those that they replaced: what was granted in them for longer is over in this browser, too. As
   * many as a commit takes, the latest first.
   */
  public void end(UnitOfWork work, String tenant, Stored<SessionRecord> session) {
    var unused = end(work, tenant, withReplaced(work, tenant, session));
  }

  private List<Stored<SessionRecord>> withReplaced(
      UnitOfWork work, String tenant, Stored<SessionRecord> session) {
    List<Stored<SessionRecord>> all = new ArrayList<>(List.of(session));
    Set<String> seen = new HashSet<>(Set.of(session.key().id()));
    Deque<String> ahead = new ArrayDeque<>(session.value().replaced());
    while (!ahead.isEmpty() && seen.size() < UnitOfWork.MOST_OF_A_KIND) {
      String id = ahead.remove();
      if (seen.add(id)) {
        sessions
            .find(tenant, id)
            .filter(kept -> kept.value().userId().equals(session.value().userId()))
            .filter(kept -> !work.changes(kept.key()))
            .ifPresent(
                kept -> {
                  all.add(kept);
                  ahead.addAll(kept.value().replaced());
                });
      }
    }
    return all;
  }

  /**
   * Adds the end of sessions to a commit.
   *
   * @return of how many, from the first on: those that a commit takes
   */
  public int end(UnitOfWork work, String tenant, List<Stored<SessionRecord>> ended) {
    Map<Client, Set<Notice>> notices = new LinkedHashMap<>();
    int taken = 0;
    for (Stored<SessionRecord> session : ended) {
      Set<Client> clients =
          Stream.concat(notices.keySet().stream(), told(session).map(Client::of))
              .collect(Collectors.toSet());
      if (taken > 0 && taken + clients.size() >= UnitOfWork.MOST_OF_A_KIND) {
        break;
      }
      work.add(sessions.delete(session));
      told(session)
          .forEach(
              it ->
                  notices
                      .computeIfAbsent(Client.of(it), client -> new LinkedHashSet<>())
                      .add(new Notice(session.value().userId(), it.sid())));
      taken++;
    }
    notices.forEach((client, of) -> tell(work, tenant, client, List.copyOf(of)));
    return taken;
  }

  private static Stream<ToldClient> told(Stored<SessionRecord> session) {
    return session.value().told().stream();
  }

  /** A lane for each client: one that does not answer keeps no other waiting. */
  private void tell(UnitOfWork work, String tenant, Client client, List<Notice> notices) {
    for (int from = 0; from < notices.size(); from += LogoutNotices.MOST) {
      List<Notice> some =
          notices.subList(from, Math.min(notices.size(), from + LogoutNotices.MOST));
      queue.add(
          work,
          new TaskQueue.New<>(
              LogoutNotices.TYPE,
              tenant,
              client.id,
              new LogoutNotices(client.id, client.createdAt, some)));
    }
  }
}
