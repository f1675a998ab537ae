package dev.muster.core.warroom;

import dev.muster.api.Versioned;
import dev.muster.api.warroom.ChatLimits;
import dev.muster.api.warroom.NewClosing;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Chat;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Planned;
import dev.muster.api.warroom.WarRoom.Result;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.LedgerRecord.Entry;
import dev.muster.core.warroom.MessageRecord.Delivered;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Text;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChatTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is shown of rooms. */
final class RoomViews {
  /** The event of somebody's removal. */
  static final String REMOVED = "member-removed";

  /** Where a detail is a member's id, the one that has their name. */
  private static final Map<String, String> NAMES =
      Map.of(
          "member", "name", RoomChanges.OWNER, "ownerName", RoomChanges.RECORDER, "recorderName");

  private final RoomStore store;

  RoomViews(RoomStore store) {
    this.store = store;
  }

  Versioned<WarRoom> room(String tenant, Stored<RoomRecord> stored) {
    RoomRecord room = stored.value();
    String id = stored.key().id();
    List<ChatRecord> chats = store.chats(tenant, id, room).stream().map(Stored::value).toList();
    return new Versioned<>(
        new WarRoom(
            id,
            room.facts(),
            room.status(),
            room.template(),
            room.owner().map(RefRecord::ref),
            room.owner()
                .flatMap(it -> store.name(tenant, id, room, it).or(() -> store.ours(tenant, it))),
            room.recorder().map(RefRecord::ref),
            room.rotas(),
            chats.stream().map(RoomViews::chat).toList(),
            room.times(),
            room.openedBy(),
            room.end().map(end -> closing(tenant, end, chats)),
            room.plan().map(RoomViews::planned),
            room.origin()),
        stored.version());
  }

  static ChatLimits limits(GroupChatTraits traits) {
    return new ChatLimits(
        traits.leastAtOpening(),
        traits.mostMembers(),
        traits.ownerRequired(),
        traits.titleCharacters(),
        traits.messageBytes(),
        traits.features().stream()
            .sorted()
            .map(feature -> feature.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList());
  }

  private static Chat chat(ChatRecord chat) {
    return new Chat(
        chat.platform(),
        chat.state(),
        chat.ref().map(GroupChatRef::chatId),
        chat.done().joinLink(),
        chat.problem());
  }

  private static Planned planned(RoomRecord.Plan plan) {
    RoomRecord.End end = plan.end();
    return new Planned(
        end.at(),
        new NewClosing(end.policy(), end.policies(), end.reason(), end.force(), plan.farewell()),
        end.by());
  }

  Closing closing(String tenant, RoomRecord.End end, List<ChatRecord> chats) {
    Map<String, Delivered> said =
        end.farewell()
            .flatMap(id -> store.messages.find(tenant, id))
            .map(read -> read.value().deliveries())
            .orElseGet(Map::of);
    return new Closing(
        end.policy(),
        end.reason(),
        end.by(),
        chats.stream()
            .map(
                chat -> {
                  Ended ended = chat.ended().orElse(Ended.BEGUN);
                  return new ClosedChat(
                      chat.platform(),
                      end.of(chat.platform()),
                      ended.done(),
                      ended.complete(),
                      ended.detail(),
                      Optional.ofNullable(said.get(chat.platform()))
                          .map(it -> Talk.delivery(chat.platform(), it)));
                })
            .toList());
  }

  /** Everybody who was not removed, or is still to be taken out of a chat. */
  List<Member> members(String tenant, String id, RoomRecord room) {
    Map<String, Map<String, Entry>> ledger = store.ledger(tenant, id, room);
    Set<String> open = store.open(tenant, id, room);
    return store.everybody(tenant, id, room).stream()
        .filter(person -> isPresent(person, ledger.getOrDefault(person.id(), Map.of()), open))
        .map(
            person ->
                member(tenant, room, person, ledger.getOrDefault(person.id(), Map.of()), open))
        .toList();
  }

  /** One of them, or somebody who was one. */
  Optional<Member> member(String tenant, String id, String member) {
    RoomRecord room = store.require(tenant, id).value();
    Map<String, Entry> entries = store.ledger(tenant, id, room).getOrDefault(member, Map.of());
    return store.everybody(tenant, id, room).stream()
        .filter(person -> person.id().equals(member))
        .map(person -> member(tenant, room, person, entries, store.open(tenant, id, room)))
        .findFirst();
  }

  /**
   * Whether somebody is in a room, or is still to be taken out of a chat.
   *
   * @param open on which platforms people can be in its chat
   */
  static boolean isPresent(Person person, Map<String, Entry> entries, Set<String> open) {
    return !person.removed()
        || open.stream().anyMatch(it -> !isGone(Optional.ofNullable(entries.get(it))));
  }

  /** Who was never looked for is in no chat. */
  private static boolean isGone(Optional<Entry> entry) {
    return entry.filter(it -> it.outcome() != Outcome.REMOVED).isEmpty();
  }

  private Member member(
      String tenant, RoomRecord room, Person person, Map<String, Entry> entries, Set<String> open) {
    List<Result> results = new ArrayList<>();
    for (String platform : room.platforms()) {
      if (person.ref().isFor(platform)) {
        Optional<Entry> entry = Optional.ofNullable(entries.get(platform));
        results.add(
            person.removed() && (!open.contains(platform) || isGone(entry))
                ? removed(platform, entry)
                : new Result(
                    platform,
                    entry.map(Entry::outcome).orElse(Outcome.PENDING),
                    entry.flatMap(Entry::triedBy),
                    entry.flatMap(Entry::detail),
                    entry.flatMap(Entry::platformCode),
                    entry.flatMap(Entry::userId)));
      }
    }
    person
        .ref()
        .platform()
        .filter(platform -> !person.removed() && !room.platforms().contains(platform))
        .ifPresent(
            platform ->
                results.add(
                    new Result(
                        platform,
                        Outcome.NOT_FOUND,
                        Optional.empty(),
                        Optional.of(
                            new Text("The room has no chat on this platform.", "作战室在该平台上没有群聊。")),
                        Optional.empty(),
                        Optional.empty())));
    return new Member(
        person.id(),
        person.ref().ref(),
        name(tenant, person, entries),
        person.role(),
        person.at(),
        results);
  }

  /** What happened; who was removed, leads or records is said by name: they may be in no list. */
  List<TimelineEntry> entries(
      String tenant, String id, RoomRecord room, List<Stored<TimelineRecord>> stored) {
    boolean isOfPeople = stored.stream().anyMatch(it -> !named(it.value()).isEmpty());
    Map<String, String> names = isOfPeople ? names(tenant, id, room) : Map.of();
    return stored.stream().map(it -> entry(it, names)).toList();
  }

  /** What people are called, else by what they were invited; by their ids. */
  private Map<String, String> names(String tenant, String id, RoomRecord room) {
    Map<String, Map<String, Entry>> ledger = store.ledger(tenant, id, room);
    return store.everybody(tenant, id, room).stream()
        .collect(
            Collectors.toMap(
                Person::id,
                it ->
                    name(tenant, it, ledger.getOrDefault(it.id(), Map.of()))
                        .orElse(it.ref().value())));
  }

  private static Result removed(String platform, Optional<Entry> entry) {
    return new Result(
        platform,
        Outcome.REMOVED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        entry.flatMap(Entry::userId));
  }

  /** As a platform calls them, else as we do. */
  private Optional<String> name(String tenant, Person person, Map<String, Entry> entries) {
    return entries.values().stream()
        .flatMap(it -> it.name().stream())
        .findFirst()
        .or(() -> store.ours(tenant, person.ref()));
  }

  /** The ids of members who are said by name, by the field of the name. */
  private static Map<String, String> named(TimelineRecord entry) {
    Map<String, String> named = new TreeMap<>();
    NAMES.forEach(
        (field, name) ->
            Optional.ofNullable(entry.detail().get(field))
                .filter(member -> !member.isEmpty())
                .filter(member -> !field.equals("member") || entry.kind().equals(REMOVED))
                .ifPresent(member -> named.put(name, member)));
    return named;
  }

  private static TimelineEntry entry(Stored<TimelineRecord> stored, Map<String, String> names) {
    TimelineRecord it = stored.value();
    Map<String, String> detail = new TreeMap<>(it.detail());
    named(it)
        .forEach(
            (field, member) ->
                Optional.ofNullable(names.get(member)).ifPresent(name -> detail.put(field, name)));
    return new TimelineEntry(
        stored.key().id(), it.at(), it.kind(), it.actor(), it.platform(), it.text(), detail);
  }
}
