package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.api.warroom.WarRooms.Delivery;
import dev.muster.api.warroom.WarRooms.NewMessage;
import dev.muster.api.warroom.WarRooms.NewNotice;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.MessageRecord.Delivered;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Text;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Messages and notices into every chat of a room. */
final class Talk {
  private final Changes changes;
  private final RoomStore store;
  private final RoomWaits waits;
  private final ChatTitles titles;
  private final InstantSource clock;

  Talk(Changes changes, RoomStore store, RoomWaits waits, ChatTitles titles, InstantSource clock) {
    this.changes = changes;
    this.store = store;
    this.waits = waits;
    this.titles = titles;
    this.clock = clock;
  }

  /** What is sent, and what the timeline says of it. */
  private record Written(
      String text,
      boolean markdown,
      List<String> mentions,
      String kind,
      Optional<String> said,
      Map<String, String> detail) {}

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
                "message",
                Optional.of(text),
                Map.of()));
  }

  List<Delivery> notice(Caller caller, String tenant, String id, NewNotice raw) {
    FieldErrors errors = new FieldErrors();
    Optional<String> text =
        raw.text()
            .filter(it -> !it.isBlank())
            .map(it -> RoomRules.text("text", it, Bounds.TEXT, errors));
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
                  .notice(raw.kind(), titles.values(tenant, id, room).saying(text));
          if (written.isBlank()) {
            throw ProblemException.invalid(
                "text", "required", new Text("The notice says nothing.", "通知内容为空。"));
          }
          return new Written(
              written,
              true,
              mentioned(tenant, id, room, "to", raw.to()),
              "notice",
              text,
              Map.of("kind", kind));
        });
  }

  private List<Delivery> send(
      Caller caller, String tenant, String id, Function<RoomRecord, Written> write) {
    String message = store.newId();
    RoomRecord room =
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
                  new TimelineRecord(
                      id,
                      clock.instant(),
                      written.kind(),
                      caller.actor(),
                      Optional.empty(),
                      written.said(),
                      written.detail()));
              return read::value;
            });
    waits.forMessage(caller, tenant, message);
    Map<String, Delivered> done =
        store.messages.find(tenant, message).map(it -> it.value().deliveries()).orElseGet(Map::of);
    return room.platforms().stream()
        .map(it -> delivery(it, done.getOrDefault(it, Delivered.WAITING)))
        .toList();
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
    room.platforms().forEach(it -> store.wake(work, tenant, id, it));
  }

  private List<String> mentioned(
      String tenant, String id, RoomRecord room, String field, List<String> members) {
    Set<String> named = new LinkedHashSet<>(members);
    if (named.isEmpty()) {
      return List.of();
    }
    Set<String> there =
        store.everybody(tenant, id, room).stream()
            .filter(it -> !it.removed())
            .map(Person::id)
            .collect(Collectors.toSet());
    if (named.size() > Bounds.LISTED || !there.containsAll(named)) {
      throw ProblemException.invalid(
          field,
          "unknown-value",
          new Text(
              "Give ids of members of the room, " + Bounds.LISTED + " at most.",
              "请填写作战室成员的 ID，最多 " + Bounds.LISTED + " 个。"));
    }
    return List.copyOf(named);
  }

  static Delivery delivery(String platform, Delivered what) {
    return new Delivery(
        platform,
        what.sent(),
        what.over()
            ? what.problem()
            : Optional.of(
                new Problem(
                    "pending",
                    new Text(
                        "It has not gone out yet; for some minutes it is tried again.",
                        "尚未发出，数分钟内会继续重试。"),
                    Optional.empty())));
  }
}
