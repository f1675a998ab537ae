package dev.muster.core.user;

import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sessions follow the identities by which they began. */
public final class IdentitySessions {
  private final Repository<SessionRecord> sessions;
  private final SessionEnds ends;

  /** Uses a storage. */
  public IdentitySessions(Storage storage, SessionEnds ends) {
    this.sessions = storage.repository(SessionRecord.SCHEMA);
    this.ends = ends;
  }

  /**
   * Adds their end to the commit by which the identities end.
   *
   * @param id the user's id
   * @param user the user as the commit will store them
   * @return the same user; signed out everywhere where there are more sessions than a commit takes
   */
  public UserRecord end(
      UnitOfWork work,
      String tenant,
      String id,
      UserRecord user,
      Set<String> identities,
      Instant now) {
    List<Stored<SessionRecord>> all =
        sessions.all(tenant, new Query.Equal(SessionRecord.BY_USER, id), UnitOfWork.MOST_OF_A_KIND);
    List<Stored<SessionRecord>> ended =
        all.stream()
            .filter(
                session -> session.value().identityId().filter(identities::contains).isPresent())
            .toList();
    if (all.size() == UnitOfWork.MOST_OF_A_KIND || ends.end(work, tenant, ended) < ended.size()) {
      return user.signedOut(now);
    }
    return user;
  }

  /**
   * Adds to the commit by which an identity gets another id that its sessions have that one.
   *
   * @param id the user's id
   * @return false, and nothing added, where there are more sessions than a commit takes
   */
  public boolean rename(UnitOfWork work, String tenant, String id, String from, String to) {
    List<Stored<SessionRecord>> all =
        sessions.all(tenant, new Query.Equal(SessionRecord.BY_USER, id), UnitOfWork.MOST_OF_A_KIND);
    if (all.size() == UnitOfWork.MOST_OF_A_KIND) {
      return false;
    }
    all.stream()
        .filter(session -> session.value().identityId().equals(Optional.of(from)))
        .forEach(session -> work.add(sessions.replace(session, session.value().renamed(to))));
    return true;
  }
}
