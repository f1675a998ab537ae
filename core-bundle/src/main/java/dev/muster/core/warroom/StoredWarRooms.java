package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.Installation;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.ChatLimits;
import dev.muster.api.warroom.NewClosing;
import dev.muster.api.warroom.NewMessage;
import dev.muster.api.warroom.NewNotice;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRooms;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Versions;
import dev.muster.core.roomtemplate.Templates;
import dev.muster.core.rota.Duty;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.Accounts;
import dev.muster.core.warroom.ChatRecord.Handing;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChange;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChanged;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** War rooms: what is wanted is stored here, and done by {@link ChatLane}. */
@Component(service = WarRooms.class)
public final class StoredWarRooms implements WarRooms {
  private final Changes changes;
  private final Accounts accounts;
  private final TenantDirectory tenants;
  private final RoomStore store;
  private final RoomViews views;
  private final RoomWaits waits;
  private final ChatCalls calls;
  private final Openings openings;
  private final Invitations invitations;
  private final Talk talk;
  private final Ends ends;
  private final Retries retries;
  private final RoomProgress progress;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredWarRooms(
      @Reference Storage storage,
      @Reference Changes changes,
      @Reference TenantDirectory tenants,
      @Reference TaskQueue queue,
      @Reference Accounts accounts,
      @Reference Platforms platforms,
      @Reference ChatCalls calls,
      @Reference SearchMemory searches,
      @Reference Templates texts,
      @Reference Duty duty,
      @Reference Installation installation,
      @Reference Waiting waiting,
      @Reference InstantSource clock) {
    this.changes = changes;
    this.accounts = accounts;
    this.tenants = tenants;
    this.store = new RoomStore(storage, accounts, queue);
    this.views = new RoomViews(store);
    this.waits = new RoomWaits(store, waiting);
    this.calls = calls;
    this.invitations = new Invitations(store, clock);
    ChatTitles titles = new ChatTitles(texts, store, RoomLinks.of(installation));
    KnownPeople known = new KnownPeople(accounts, platforms, calls);
    this.talk = new Talk(changes, store, waits, titles, known, clock);
    this.retries = new Retries(changes, store, known, searches, clock);
    PlannedClosings planned = new PlannedClosings(store, queue, titles, clock);
    this.progress = new RoomProgress(store, planned, clock);
    this.ends = new Ends(changes, store, queue, waits, calls, planned, clock);
    this.openings =
        new Openings(
            storage.json(),
            changes,
            new Openings.Parts(
                store, queue, invitations, waits, tenant -> known(tenant, texts, duty)),
            clock);
    this.clock = clock;
  }

  /** What an app can do is seen in the chat's own state; that there is one is asked here. */
  private RoomRules.Known known(String tenant, Templates texts, Duty duty) {
    return new RoomRules.Known(
        platform -> calls.found(tenant, platform).isPresent(),
        rota -> duty.exists(tenant, rota),
        template -> texts.exists(tenant, template),
        users(tenant));
  }

  private Predicate<String> users(String tenant) {
    return user -> accounts.users().find(tenant, user).isPresent();
  }

  @Override
  public Opened open(
      Caller caller, String tenant, NewWarRoom raw, Optional<String> idempotencyKey) {
    tenants.require(tenant);
    return openings.open(caller, tenant, raw, idempotencyKey);
  }

  @Override
  public Optional<Versioned<WarRoom>> find(String tenant, String id) {
    return tenants.exists(tenant)
        ? store.rooms.find(tenant, id).map(room -> views.room(tenant, room))
        : Optional.empty();
  }

  @Override
  public Page<Versioned<WarRoom>> list(
      String tenant, Filter filter, int limit, Optional<String> after) {
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    Query.Condition condition = new Query.Prefix(RoomRecord.FOUND, RoomRecord.prefix(filter));
    if (filter.application().isPresent()) {
      if (filter.application().get().length() > Bounds.NAME
          || filter.application().get().indexOf('\0') >= 0) {
        return Page.only(List.of());
      }
      Page<Stored<ApplicationsRecord>> page =
          store.applications.page(tenant, condition, true, limit, after);
      return new Page<>(
          page.items().stream()
              .flatMap(it -> store.rooms.find(tenant, it.value().room()).stream())
              .map(room -> views.room(tenant, room))
              .toList(),
          page.next());
    }
    Page<Stored<RoomRecord>> page = store.rooms.page(tenant, condition, true, limit, after);
    return new Page<>(
        page.items().stream().map(room -> views.room(tenant, room)).toList(), page.next());
  }

  @Override
  public List<Member> members(String tenant, String id) {
    tenants.require(tenant);
    return views.members(tenant, id, store.require(tenant, id).value());
  }

  @Override
  public Versioned<WarRoom> change(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<Settings> change,
      OptionalLong expected) {
    tenants.require(tenant);
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<RoomRecord> read = store.require(tenant, id);
          Versions.check(expected, read);
          RoomRecord room = read.value();
          requireOpen(room);
          Settings before =
              new Settings(
                  room.facts(),
                  room.owner().map(RefRecord::ref),
                  room.recorder().map(RefRecord::ref));
          Settings after = RoomRules.settings(before, change.apply(before), users(tenant));
          if (after.equals(before)) {
            return () -> views.room(tenant, read);
          }
          RoomRecord changed =
              room.about(
                  after.facts(),
                  after.owner().map(RefRecord::of),
                  after.recorder().map(RefRecord::of));
          changed = invitations.lead(work, tenant, id, changed);
          Map<String, String> changes = invitations.changes(work, tenant, id, room, changed);
          store.replace(work, read, changed);
          boolean othersAreIn = changed.invitations() != room.invitations();
          for (String platform : room.platforms()) {
            store.change(
                work,
                tenant,
                id,
                platform,
                it ->
                    led(othersAreIn ? Invitations.wanted(it) : it, before, after)
                        .of(after.facts().title()));
            store.wake(work, tenant, id, platform);
          }
          store.record(
              work,
              tenant,
              TimelineRecord.by(caller, id, clock.instant(), "changed", Optional.empty(), changes));
          work.emit(new WarRoomChanged(id, WarRoomChange.CHANGED));
          return () -> views.room(tenant, store.require(tenant, id));
        });
  }

  /** Who leads the room from now on is to own its chats. */
  private static ChatRecord led(ChatRecord chat, Settings before, Settings after) {
    return after.owner().isPresent() && !after.owner().equals(before.owner())
        ? chat.handing(Handing.WANTED)
        : chat;
  }

  static void requireOpen(RoomRecord room) {
    if (room.isClosed()) {
      throw new ProblemException(
          ProblemCode.IN_USE,
          new Text("The war room is closed. Open it again first.", "作战室已关闭，请先重新打开。"));
    }
  }

  @Override
  public List<Member> invite(Caller caller, String tenant, String id, List<PersonRef> people) {
    tenants.require(tenant);
    requireOpen(store.require(tenant, id).value());
    FieldErrors errors = new FieldErrors();
    // a look at each user: done once, however often others are faster with a commit
    List<PersonRef> refs = RoomRules.people("members", people, users(tenant), errors);
    errors.throwIfAny();
    List<String> invited =
        changes.make(
            caller,
            tenant,
            work -> {
              Stored<RoomRecord> read = store.require(tenant, id);
              requireOpen(read.value());
              Invitations.Invited done = invitations.invite(work, tenant, read, refs);
              if (done.added() > 0) {
                store.record(
                    work,
                    tenant,
                    TimelineRecord.by(
                        caller,
                        id,
                        clock.instant(),
                        "members-invited",
                        Optional.empty(),
                        Map.of("count", Integer.toString(done.added()))));
                work.emit(new WarRoomChanged(id, WarRoomChange.MEMBERS));
              }
              return done::members;
            });
    waits.forPeople(tenant, id);
    Map<String, Member> all = new LinkedHashMap<>();
    members(tenant, id).forEach(it -> all.put(it.id(), it));
    return invited.stream().flatMap(it -> Optional.ofNullable(all.get(it)).stream()).toList();
  }

  @Override
  public Member remove(Caller caller, String tenant, String id, String member) {
    tenants.require(tenant);
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<RoomRecord> read = store.require(tenant, id);
          requireOpen(read.value());
          Map<String, String> detail =
              new LinkedHashMap<>(invitations.remove(work, tenant, read, member));
          detail.put("member", member);
          store.record(
              work,
              tenant,
              TimelineRecord.by(
                  caller, id, clock.instant(), RoomViews.REMOVED, Optional.empty(), detail));
          work.emit(new WarRoomChanged(id, WarRoomChange.MEMBERS));
        });
    waits.forPeople(tenant, id);
    return views
        .member(tenant, id, member)
        .orElseThrow(() -> ProblemException.notFound(Resource.WAR_ROOM_MEMBER));
  }

  @Override
  public List<Delivery> send(Caller caller, String tenant, String id, NewMessage message) {
    tenants.require(tenant);
    return talk.send(caller, tenant, id, message);
  }

  @Override
  public Noticed notice(Caller caller, String tenant, String id, NewNotice notice) {
    tenants.require(tenant);
    return talk.notice(caller, tenant, id, notice);
  }

  @Override
  public Versioned<WarRoom> setStatus(Caller caller, String tenant, String id, Status status) {
    tenants.require(tenant);
    if (status == Status.CLOSED) {
      throw ProblemException.invalid(
          "status", "unknown-value", new Text("Close the room instead.", "请使用关闭操作。"));
    }
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<RoomRecord> read = store.require(tenant, id);
          RoomRecord room = read.value();
          requireOpen(room);
          if (room.status() == status) {
            return () -> views.room(tenant, read);
          }
          progress.set(work, caller, tenant, read, status);
          return () -> views.room(tenant, store.require(tenant, id));
        });
  }

  @Override
  public Closing close(Caller caller, String tenant, String id, NewClosing how) {
    tenants.require(tenant);
    return ends.close(caller, tenant, id, how);
  }

  @Override
  public Versioned<WarRoom> closeLater(
      Caller caller, String tenant, String id, NewClosing how, Duration delay) {
    tenants.require(tenant);
    return views.room(tenant, ends.closeLater(caller, tenant, id, how, delay));
  }

  @Override
  public void callOff(Caller caller, String tenant, String id) {
    tenants.require(tenant);
    ends.callOff(caller, tenant, id);
  }

  @Override
  public Versioned<WarRoom> reopen(
      Caller caller, String tenant, String id, Optional<String> reason) {
    tenants.require(tenant);
    ends.reopen(caller, tenant, id, reason);
    waits.forPeople(tenant, id);
    return views.room(tenant, store.require(tenant, id));
  }

  @Override
  public Versioned<WarRoom> retry(Caller caller, String tenant, String id, List<String> members) {
    tenants.require(tenant);
    retries.retry(caller, tenant, id, members);
    waits.forPeople(tenant, id);
    return views.room(tenant, store.require(tenant, id));
  }

  @Override
  public Optional<ChatLimits> chatLimits(String tenant, String platform) {
    try {
      return Optional.of(RoomViews.limits(calls.traits(tenant, platform)));
    } catch (Fault e) {
      return Optional.empty();
    }
  }

  @Override
  public Page<TimelineEntry> timeline(String tenant, String id, int limit, Optional<String> after) {
    tenants.require(tenant);
    RoomRecord room = store.require(tenant, id).value();
    Page<Stored<TimelineRecord>> page =
        store.timeline.page(tenant, RoomStore.timelineOf(id), false, limit, after);
    return new Page<>(views.entries(tenant, id, room, page.items()), page.next());
  }
}
