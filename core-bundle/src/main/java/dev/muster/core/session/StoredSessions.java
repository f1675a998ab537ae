package dev.muster.core.session;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Grants;
import dev.muster.api.Session;
import dev.muster.api.Sessions;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.check.Texts;
import dev.muster.core.secret.Digests;
import dev.muster.core.source.SourceSessions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.user.KnownUsers;
import dev.muster.core.user.SessionEnds;
import dev.muster.core.user.SessionRecord;
import dev.muster.core.user.ToldClient;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.SignInEvent.SessionEnded;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Sessions as documents. What is granted in a session rests on its document: with that gone, every
 * code and token of it is worth nothing, on every node at once. Where something was granted for
 * longer than the session (offline access), the document stays behind when the session's time is
 * over, and goes when the session is ended.
 */
@Component(service = {StoredSessions.class, Sessions.class})
public final class StoredSessions implements Sessions {
  private static final String PURPOSE = "session";
  private static final int MAX_USER_AGENT = 300;

  /**
   * As many as tabs that a browser restores at once may sign in; and as many in which something was
   * granted for longer. Those have their own, so that none is forgotten.
   */
  private static final int MAX_REPLACED = 20;

  private final Repository<SessionRecord> sessions;
  private final SessionEnds ends;
  private final KnownUsers users;
  private final SourceSessions sources;
  private final Digests digests;
  private final Changes changes;
  private final InstantSource clock;

  /** Uses a storage. */
  @Activate
  public StoredSessions(
      @Reference Storage storage,
      @Reference TaskQueue queue,
      @Reference KnownUsers users,
      @Reference SourceSessions sources,
      @Reference Digests digests,
      @Reference Changes changes,
      @Reference InstantSource clock) {
    this.sessions = storage.repository(SessionRecord.SCHEMA);
    this.ends = new SessionEnds(storage, queue);
    this.users = users;
    this.sources = sources;
    this.digests = digests;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * A session that begins with a commit.
   *
   * @param session the session
   * @param token what the browser will hold
   */
  public record Begun(Session session, Secret token) {}

  /**
   * What a session begins with.
   *
   * @param userId whose it is
   * @param userValidFrom their {@link UserRecord#sessionsValidFrom}
   * @param source the identity source
   * @param identityId the account with which they signed in; empty with a password
   * @param userAgent what the browser calls itself
   * @param address the browser's address
   * @param replaced what {@link #replace} gave
   * @param grantsUntil until when what is granted with it may last beyond it
   * @param given the client that gets tokens in the same commit; empty where a code is given, or
   *     nothing
   */
  public record Beginning(
      String userId,
      Instant userValidFrom,
      String source,
      Optional<String> identityId,
      String userAgent,
      String address,
      Replaced replaced,
      Optional<Instant> grantsUntil,
      Optional<Client> given) {}

  /**
   * What the sessions leave that another one replaces.
   *
   * @param ids the ids of sessions of the same user whose codes may still be on their way: in tabs
   *     that sign in at the same moment each ends the session of the one before
   * @param told who is told when the new one ends: the same user has not signed out
   */
  public record Replaced(List<String> ids, List<ToldClient> told) {
    /** There was none. */
    public static final Replaced NOTHING = new Replaced(List.of(), List.of());

    /** Copies. */
    public Replaced {
      ids = List.copyOf(ids);
      told = List.copyOf(told);
    }
  }

  /**
   * Adds a new session to a commit, which rests on the identity source from then on.
   *
   * @return empty, and nothing added, if the source is gone or disabled
   */
  public Optional<Begun> begin(UnitOfWork work, String tenant, Beginning beginning, Instant now) {
    return sources
        .validFrom(tenant, beginning.source())
        .map(source -> begin(work, tenant, beginning, source, now));
  }

  private Begun begin(
      UnitOfWork work, String tenant, Beginning beginning, Stored<Instant> source, Instant now) {
    Secret token = digests.newToken();
    String id = digests.digest(PURPOSE, token);
    SessionRecord plain =
        new SessionRecord(
            beginning.userId(),
            beginning.source(),
            beginning.identityId(),
            now,
            now.plus(LIFETIME),
            Texts.cut(beginning.userAgent(), MAX_USER_AGENT),
            beginning.address(),
            beginning.replaced().ids(),
            beginning.userValidFrom(),
            source.value());
    SessionRecord record =
        beginning
            .grantsUntil()
            .map(plain::kept)
            .orElse(plain)
            .telling(beginning.replaced().told())
            .telling(beginning.given().flatMap(client -> told(client, id)).stream().toList());
    work.add(sessions.create(tenant, id, record));
    work.add(sessions.require(source));
    return new Begun(
        SessionRecord.session(new Stored<>(sessions.key(tenant, id), 0, record)), token);
  }

  /**
   * A session that is valid, by its id, with the versions that a commit which rests on it requires.
   * This is the one place that says so, for every use of it and of what was granted in it.
   */
  public Optional<Valid> valid(String tenant, String id) {
    return sessions.find(tenant, id).flatMap(session -> valid(tenant, session));
  }

  /**
   * The session by which a user replaced one of theirs in the same browser.
   *
   * @param id the id of a session that is not there any more
   */
  public Optional<Valid> successor(String tenant, String userId, String id) {
    return sessions
        .findBy(tenant, SessionRecord.BY_REPLACED, id)
        .filter(session -> session.value().userId().equals(userId))
        .flatMap(session -> valid(tenant, session));
  }

  /** The same for one that was read. */
  public Optional<Valid> valid(String tenant, Stored<SessionRecord> stored) {
    return Optional.of(stored)
        .filter(session -> session.value().isLive(clock.instant()))
        .flatMap(session -> notEnded(tenant, session));
  }

  /**
   * A session that nobody has ended, though its time may be over: what was granted for longer (see
   * {@link #use}) rests on this.
   */
  public Optional<Valid> notEnded(String tenant, String id) {
    return sessions.find(tenant, id).flatMap(session -> notEnded(tenant, session));
  }

  /** The same for one that was read. */
  public Optional<Valid> notEnded(String tenant, Stored<SessionRecord> stored) {
    SessionRecord session = stored.value();
    return sources
        .validFrom(tenant, session.identitySource())
        .filter(source -> source.value().equals(session.sourceValidFrom()))
        .flatMap(
            source ->
                users
                    .find(tenant, session.userId())
                    .filter(user -> user.value().allows(session))
                    .map(user -> new Valid(stored, user, source)));
  }

  /**
   * A session that is valid.
   *
   * @param session the session
   * @param user whose it is, as remembered
   * @param source from when on sessions of its source are valid, as remembered
   */
  public record Valid(
      Stored<SessionRecord> session, Stored<UserRecord> user, Stored<Instant> source) {}

  /**
   * Rests a commit that grants something in a session on all that makes it valid, as remembered or
   * not; stores now and then that it was used.
   */
  public void use(UnitOfWork work, Valid valid, Instant now) {
    use(work, valid, now, Optional.empty());
  }

  /**
   * The same for what may last beyond the session.
   *
   * @param until until when: the session's document stays as long
   */
  public void use(UnitOfWork work, Valid valid, Instant now, Optional<Instant> until) {
    rest(work, valid, used(valid, now, until));
  }

  /**
   * The same for a commit in which a client gets tokens: it is told of the session's end.
   *
   * @param until until when what it gets lasts, where it lasts beyond the session
   */
  public void give(
      UnitOfWork work, Valid valid, Client client, Instant now, Optional<Instant> until) {
    rest(
        work,
        valid,
        used(valid, now, until)
            .telling(told(client, valid.session().key().id()).stream().toList()));
  }

  private static SessionRecord used(Valid valid, Instant now, Optional<Instant> until) {
    SessionRecord used = valid.session().value().usedAt(now);
    return until.map(used::kept).orElse(used);
  }

  private void rest(UnitOfWork work, Valid valid, SessionRecord after) {
    Stored<SessionRecord> session = valid.session();
    work.add(
        after.equals(session.value())
            ? sessions.require(session)
            : sessions.replace(session, after));
    work.add(sessions.require(valid.user()));
    work.add(sessions.require(valid.source()));
  }

  private static Optional<ToldClient> told(Client client, String sid) {
    return client
        .settings()
        .backchannelLogoutUri()
        .map(uri -> new ToldClient(client.clientId(), client.createdAt(), sid));
  }

  /**
   * Rests a commit that writes the user, as they are now, on the rest of what makes a session
   * valid. What the commit changes anyway it rests on by that.
   */
  public void requireSession(UnitOfWork work, Valid valid) {
    for (Stored<?> each : List.of(valid.session(), valid.source())) {
      if (!work.changes(each.key())) {
        work.add(sessions.require(each));
      }
    }
  }

  @Override
  public Optional<Live> find(String tenant, Secret token) {
    return valid(tenant, digests.digest(PURPOSE, token))
        .map(
            valid ->
                new Live(SessionRecord.session(valid.session()), UserRecord.user(valid.user())));
  }

  @Override
  public void end(Caller caller, String tenant, Secret token) {
    end(caller, tenant, sessionOf(token), session -> true);
  }

  @Override
  public void end(Caller caller, String tenant, String user, String session) {
    end(caller, tenant, session, found -> found.userId().equals(user));
  }

  private void end(Caller caller, String tenant, String session, Predicate<SessionRecord> which) {
    changes.run(
        caller,
        tenant,
        work ->
            sessions
                .find(tenant, session)
                .filter(found -> which.test(found.value()))
                .ifPresent(
                    found -> {
                      ends.end(work, tenant, found);
                      work.emit(caller, ended(found));
                    }));
  }

  private String sessionOf(Secret token) {
    return digests.digest(PURPOSE, token);
  }

  private static SessionEnded ended(Stored<SessionRecord> session) {
    return new SessionEnded(session.value().userId(), session.key().id());
  }

  /**
   * Adds the end of what a browser holds of sessions to the commit in which another begins there.
   * The same user has not signed out: what they granted for longer than a session stays, and
   * clients are told when the new one ends.
   *
   * @param userId whose session begins
   * @return what goes over to the session that begins
   */
  public Replaced replace(
      ChangeSet work,
      Caller caller,
      String tenant,
      List<Secret> tokens,
      String userId,
      Instant now) {
    Set<String> staying = new LinkedHashSet<>();
    Set<String> stayedBefore = new LinkedHashSet<>();
    Set<String> gone = new LinkedHashSet<>();
    List<ToldClient> told = new ArrayList<>();
    for (Secret token : tokens) {
      Optional<Stored<SessionRecord>> found = sessions.find(tenant, sessionOf(token));
      if (found.isEmpty() || work.changes(found.get().key())) {
        continue;
      }
      work.emit(caller, ended(found.get()));
      SessionRecord session = found.get().value();
      if (!session.userId().equals(userId)) {
        ends.end(work, tenant, found.get());
        continue;
      }
      boolean stays = session.grantsUntil().filter(now::isBefore).isPresent();
      boolean recent = now.isBefore(session.authTime().plus(Grants.CODE_LIFETIME));
      SessionRecord closed = session.closed(now);
      (stays ? staying : gone).add(found.get().key().id());
      for (String id : session.replaced()) {
        Optional<Stored<SessionRecord>> before = sessions.find(tenant, id);
        if (before.isPresent()) {
          stayedBefore.add(id);
          // they are found by it, whatever else the session that begins has room for
          closed = closed.kept(before.get().value().lastsUntil());
        } else if (recent) {
          gone.add(id);
        }
      }
      work.add(stays ? sessions.replace(found.get(), closed) : sessions.delete(found.get()));
      told.addAll(session.told());
    }
    staying.addAll(stayedBefore);
    return new Replaced(
        Stream.of(staying, gone)
            .flatMap(ids -> ids.stream().limit(MAX_REPLACED))
            .distinct()
            .toList(),
        told);
  }
}
