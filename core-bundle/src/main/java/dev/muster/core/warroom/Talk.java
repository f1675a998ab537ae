package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.NewMessage;
import dev.muster.api.warroom.NewNotice;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.api.warroom.WarRooms.DeliveryState;
import dev.muster.api.warroom.WarRooms.Noticed;
import dev.muster.api.warroom.WarRooms.PersonDelivery;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.person.PersonRules;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.MessageRecord.Delivered;
import dev.muster.core.warroom.MessageRecord.Direct;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Text;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChange;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChanged;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Messages and notices into every chat of a room. */
final class Talk {
  private static final Optional<Problem> PENDING =
      Optional.of(
          new Problem(
              "pending",
              new Text(
                  "It has not gone out yet; for some minutes it is tried again.",
                  "尚未发出，数分钟内会继续重试。"),
              Optional.empty()));

  private final Changes changes;
  private final RoomStore store;
  private final RoomWaits waits;
  private final ChatTitles titles;
  private final KnownPeople known;
  private final InstantSource clock;

  Talk(
      Changes changes,
      RoomStore store,
      RoomWaits waits,
      ChatTitles titles,
      KnownPeople known,
      InstantSource clock) {
    this.changes = changes;
    this.store = store;
    this.waits = waits;
    this.titles = titles;
    this.known = known;
    this.clock = clock;
  }

  /**
   * What is sent, and what the timeline says of it.
   *
   * @param people to whom it goes alone, by the ids of those messages
   */
  private record Written(
      String text,
      boolean markdown,
      List<String> mentions,
      Map<String, Alone> people,
      String kind,
      Optional<String> said,
      Map<String, String> detail) {}

  /** Somebody to whom something goes alone. */
  private record Alone(PersonRef ref, Direct person, String title, String text) {}

  List<Delivery> send(Caller caller, String tenant, String id, NewMessage raw) {
    FieldErrors errors = new FieldErrors();
    String text =
        RoomRules.text(raw.markdown() ? "markdown" : "text", raw.text(), Bounds.TEXT, errors);
    errors.throwIfAny();
    return send(
            caller,
            tenant,
            id,
            room ->
                new Written(
                    text,
                    raw.markdown(),
                    mentioned(tenant, id, room, "mention", raw.mentions()),
                    Map.of(),
                    "message",
                    Optional.of(text),
                    Map.of()))
        .chats();
  }

  Noticed notice(Caller caller, String tenant, String id, NewNotice raw) {
    FieldErrors errors = new FieldErrors();
    Optional<String> text =
        raw.text()
            .filter(it -> !it.isBlank())
            .map(it -> RoomRules.text("text", it, Bounds.TEXT, errors));
    List<PersonRef> people = PersonRules.clean("to", raw.people(), Bounds.LISTED, errors);
    errors.throwIfAny();
    String kind = raw.kind().name().toLowerCase(Locale.ROOT);
    return send(
        caller,
        tenant,
        id,
        room -> {
          String written =
              titles
                  .texts(tenant, room)
                  .notice(raw.kind(), titles.named(tenant, id, room).saying(text));
          if (written.isBlank()) {
            throw ProblemException.invalid(
                "text", "required", new Text("The notice says nothing.", "通知内容为空。"));
          }
          List<String> members = new ArrayList<>(raw.to());
          List<PersonRef> others = others(tenant, id, room, people, members);
          Map<String, Alone> alone = alone(tenant, id, room, others, text);
          Map<String, String> detail = new TreeMap<>(Map.of("kind", kind));
          if (!alone.isEmpty()) {
            detail.put("count", Integer.toString(alone.size()));
          }
          return new Written(
              written,
              true,
              mentioned(tenant, id, room, "to", members),
              alone,
              "notice",
              text,
              detail);
        });
  }

  /** Who of some people is no member; the others' ids are added. */
  private List<PersonRef> others(
      String tenant, String id, RoomRecord room, List<PersonRef> people, List<String> members) {
    if (people.isEmpty()) {
      return List.of();
    }
    Map<RefRecord, String> there = new HashMap<>();
    store.everybody(tenant, id, room).stream()
        .filter(it -> !it.removed())
        .forEach(it -> there.put(it.ref(), it.id()));
    List<PersonRef> others = new ArrayList<>();
    for (PersonRef each : people) {
      String member = there.get(RefRecord.of(each));
      if (member == null) {
        others.add(each);
      } else {
        members.add(member);
      }
    }
    return others;
  }

  /** What goes to each of them, by message; refused where the app of no platform can write it. */
  private Map<String, Alone> alone(
      String tenant, String id, RoomRecord room, List<PersonRef> people, Optional<String> text) {
    Map<String, Alone> alone = new LinkedHashMap<>();
    Instant now = clock.instant();
    List<String> unreached = new ArrayList<>();
    for (PersonRef each : people) {
      RefRecord ref = RefRecord.of(each);
      Optional<Direct> person = known.direct(tenant, ref, room.platforms(), now);
      if (person.isEmpty()) {
        unreached.add(ref.value());
      } else if (alone.values().stream().noneMatch(it -> it.person().equals(person.get()))) {
        alone.put(
            store.newId(),
            new Alone(
                each,
                person.get(),
                titles.of(tenant, id, room),
                titles.news(tenant, id, room, text)));
      }
    }
    if (!unreached.isEmpty() || alone.size() > Bounds.DIRECT) {
      String who = Texts.cut(Texts.oneLine(String.join(", ", unreached)), 200);
      throw ProblemException.invalid(
          "to",
          unreached.isEmpty() ? "too-many" : "not-reachable",
          unreached.isEmpty()
              ? new Text(
                  "Give at most " + Bounds.DIRECT + " people who are no members.",
                  "非成员最多填写 " + Bounds.DIRECT + " 人。")
              : new Text(
                  "Neither members nor users with an account at a platform of the room whose app"
                      + " writes to people: "
                      + who
                      + ". Invite them, or leave them out.",
                  "以下各人不是作战室成员，也没有可接收应用消息的平台账号：" + who + "。请先邀请，或将其移除。"));
    }
    return alone;
  }

  private Noticed send(
      Caller caller, String tenant, String id, Function<RoomRecord, Written> write) {
    String message = store.newId();
    Sent sent =
        changes.make(
            caller,
            tenant,
            work -> {
              Stored<RoomRecord> read = store.require(tenant, id);
              StoredWarRooms.requireOpen(read.value());
              Written written = write.apply(read.value());
              add(work, tenant, id, read.value(), message, written);
              store.record(
                  work,
                  tenant,
                  TimelineRecord.by(
                      caller,
                      id,
                      clock.instant(),
                      written.kind(),
                      written.said(),
                      written.detail()));
              work.emit(new WarRoomChanged(id, WarRoomChange.TALK));
              return () -> new Sent(read.value().platforms(), written.people());
            });
    List<String> all = new ArrayList<>(sent.people().keySet());
    all.add(message);
    waits.forMessages(caller, tenant, all);
    Map<String, Delivered> done = deliveries(tenant, message);
    return new Noticed(
        sent.platforms().stream()
            .map(it -> delivery(it, done.getOrDefault(it, Delivered.WAITING)))
            .toList(),
        sent.people().entrySet().stream()
            .map(it -> delivery(tenant, it.getKey(), it.getValue()))
            .toList());
  }

  /** What was sent where, and to whom alone by which messages. */
  private record Sent(List<String> platforms, Map<String, Alone> people) {}

  private Map<String, Delivered> deliveries(String tenant, String message) {
    return store
        .messages
        .find(tenant, message)
        .map(it -> it.value().deliveries())
        .orElseGet(Map::of);
  }

  private PersonDelivery delivery(String tenant, String message, Alone alone) {
    String platform = alone.person().platform();
    return new PersonDelivery(
        alone.ref(),
        delivery(platform, deliveries(tenant, message).getOrDefault(platform, Delivered.WAITING)));
  }

  /** Adds a message to a commit, and has it sent. */
  private void add(
      ChangeSet work, String tenant, String id, RoomRecord room, String message, Written written) {
    work.add(
        store.messages.create(
            tenant,
            message,
            MessageRecord.to(
                    room.platforms(), id, written.text(), written.markdown(), clock.instant())
                .mentioning(written.mentions())));
    written
        .people()
        .forEach(
            (key, it) ->
                work.add(
                    store.messages.create(
                        tenant,
                        key,
                        MessageRecord.to(
                            it.person(), id, it.title(), it.text(), clock.instant()))));
    room.platforms().forEach(it -> store.wake(work, tenant, id, it));
  }

  private List<String> mentioned(
      String tenant, String id, RoomRecord room, String field, List<String> members) {
    return store.members(tenant, id, room, field, members).stream().map(Person::id).toList();
  }

  static Delivery delivery(String platform, Delivered what) {
    return new Delivery(platform, state(what), what.over() ? what.problem() : PENDING);
  }

  private static DeliveryState state(Delivered what) {
    if (!what.over()) {
      return DeliveryState.WAITING;
    }
    if (what.sent()) {
      return DeliveryState.SENT;
    }
    return what.problem().filter(it -> it.code().equals(ChatTexts.UNSURE)).isPresent()
        ? DeliveryState.UNKNOWN
        : DeliveryState.NOT_SENT;
  }
}
