package dev.muster.core.session;

import dev.muster.api.Caller;
import dev.muster.api.Grants;
import dev.muster.api.Session;
import dev.muster.api.Sessions;
import dev.muster.core.audit.Audit;
import dev.muster.core.check.Texts;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.KnownUsers;
import dev.muster.core.user.SessionRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Sessions as documents. What is granted in a session rests on its document: with that gone, every
 * code and token of it is worth nothing, on every node at once.
 */
@Component(service = {StoredSessions.class, Sessions.class})
public final class StoredSessions implements Sessions {
  private static final String PURPOSE = "session";
  private static final int MAX_USER_AGENT = 300;

  /** As many as tabs that a browser restores at once may sign in. */
  private static final int MAX_REPLACED = 20;

  private final Storage storage;
  private final Repository<SessionRecord> sessions;
  private final KnownUsers users;
  private final Digests digests;
  private final Audit audit;

  /** Uses a storage. */
  @Activate
  public StoredSessions(
      @Reference Storage storage,
      @Reference KnownUsers users,
      @Reference Digests digests,
      @Reference Audit audit) {
    this.storage = storage;
    this.sessions = storage.repository(SessionRecord.SCHEMA);
    this.users = users;
    this.digests = digests;
    this.audit = audit;
  }

  /**
   * A session that begins with a commit.
   *
   * @param session the session
   * @param token what the browser will hold
   */
  public record Begun(Session session, Secret token) {}

  /**
   * Adds a new session to a commit.
   *
   * @param replaced what {@link #replace} gave
   */
  public Begun begin(
      UnitOfWork work,
      String tenant,
      String userId,
      String source,
      String identityId,
      Caller caller,
      String userAgent,
      List<String> replaced,
      Instant now) {
    Secret token = digests.newToken();
    String id = digests.digest(PURPOSE, token);
    SessionRecord record =
        new SessionRecord(
            userId,
            source,
            identityId,
            now,
            now.plus(LIFETIME),
            Texts.cut(userAgent, MAX_USER_AGENT),
            caller.address(),
            replaced);
    work.add(sessions.create(tenant, id, record));
    return new Begun(
        SessionRecord.session(new Stored<>(sessions.key(tenant, id), 0, record)), token);
  }

  /** A session by its id, with the version that a commit which rests on it requires. */
  public Optional<Stored<SessionRecord>> stored(String tenant, String id) {
    return sessions.find(tenant, id);
  }

  /**
   * The session by which a user replaced one of theirs in the same browser.
   *
   * @param id the id of a session that is not there any more
   */
  public Optional<Stored<SessionRecord>> successor(String tenant, String userId, String id) {
    return sessions
        .findBy(tenant, SessionRecord.BY_REPLACED, id)
        .filter(session -> session.value().userId().equals(userId));
  }

  /** Rests a commit on a session. */
  public void require(UnitOfWork work, Stored<SessionRecord> session) {
    work.add(sessions.require(session));
  }

  @Override
  public Optional<Live> find(String tenant, Secret token) {
    return sessions
        .find(tenant, digests.digest(PURPOSE, token))
        .flatMap(
            session ->
                users
                    .active(tenant, session.value().userId())
                    .map(user -> new Live(SessionRecord.session(session), UserRecord.user(user))));
  }

  @Override
  public void end(Caller caller, String tenant, Secret token) {
    storage.transact(
        work -> {
          var unused = end(work, caller, tenant, token);
          return () -> tenant;
        });
  }

  /**
   * Adds the end of what a browser holds of sessions to the commit in which another begins there.
   *
   * @param userId whose session begins
   * @return the ids of sessions of the same user whose codes may still be on their way: in tabs
   *     that sign in at the same moment each ends the session of the one before
   */
  public List<String> replace(
      UnitOfWork work,
      Caller caller,
      String tenant,
      List<Secret> tokens,
      String userId,
      Instant now) {
    List<String> replaced = new ArrayList<>();
    for (Secret token : tokens) {
      Optional<Stored<SessionRecord>> ended = end(work, caller, tenant, token);
      if (ended.isPresent() && ended.get().value().userId().equals(userId)) {
        SessionRecord session = ended.get().value();
        replaced.add(ended.get().key().id());
        if (now.isBefore(session.authTime().plus(Grants.CODE_LIFETIME))) {
          replaced.addAll(session.replaced());
        }
      }
    }
    return replaced.stream().distinct().limit(MAX_REPLACED).toList();
  }

  /** Adds the end of a session to a commit; nothing if it is none. */
  private Optional<Stored<SessionRecord>> end(
      UnitOfWork work, Caller caller, String tenant, Secret token) {
    String id = digests.digest(PURPOSE, token);
    Optional<Stored<SessionRecord>> found = sessions.find(tenant, id);
    found.ifPresent(
        session ->
            work.add(sessions.delete(session))
                .add(
                    audit.event(
                        caller,
                        tenant,
                        "session.ended",
                        "user:" + session.value().userId(),
                        Map.of("session", id))));
    return found;
  }
}
