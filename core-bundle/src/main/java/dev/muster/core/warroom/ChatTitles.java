package dev.muster.core.warroom;

import dev.muster.core.check.Texts;
import dev.muster.core.roomtemplate.Templates;
import dev.muster.core.roomtemplate.Templates.Values;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What is written in and above a room's chats. */
final class ChatTitles {
  private final Templates texts;
  private final RoomStore store;
  private final BiFunction<String, String, String> link;

  /**
   * Uses templates.
   *
   * @param link the page of a tenant's room
   */
  ChatTitles(Templates texts, RoomStore store, BiFunction<String, String, String> link) {
    this.texts = texts;
    this.store = store;
    this.link = link;
  }

  /** A chat's title, by its room's template. */
  String of(ChatRun run) {
    return of(run.tenant, run.id, run.room);
  }

  /** The title of a room's chats, by its template. */
  String of(String tenant, String id, RoomRecord room) {
    return line(
        texts
            .of(tenant, room.template())
            .title(values(tenant, id, room, ref -> called(tenant, ref))),
        room);
  }

  /** A closed chat's title. */
  String closed(ChatRun run) {
    return texts(run.tenant, run.room).closed(of(run));
  }

  private static String line(String text, RoomRecord room) {
    String line = Texts.cut(Texts.oneLine(text), Bounds.TITLE);
    return line.isBlank() ? room.facts().title() : line;
  }

  /** What is new in a room, in plain text, for somebody who is not in its chats. */
  String news(String tenant, String id, RoomRecord room, Optional<String> text) {
    return text.orElse(room.facts().title()) + "\n" + link.apply(tenant, id);
  }

  Templates.Texts texts(String tenant, RoomRecord room) {
    return texts.of(tenant, room.template());
  }

  /** What a room's briefing and notices are about; people are called as their platforms do. */
  Values named(String tenant, String id, RoomRecord room) {
    return values(
        tenant, id, room, ref -> name(tenant, id, room, ref).orElseGet(() -> called(tenant, ref)));
  }

  private Values values(
      String tenant, String id, RoomRecord room, Function<RefRecord, String> called) {
    return new Values(
        room.facts().title(),
        room.facts().severity(),
        room.facts().summary(),
        room.facts().applications(),
        room.facts().regions(),
        room.owner().map(called),
        room.recorder().map(called),
        room.status().name().toLowerCase(Locale.ROOT),
        link.apply(tenant, id),
        Optional.empty());
  }

  private Optional<String> name(String tenant, String id, RoomRecord room, RefRecord ref) {
    if (ref.kind() == RefRecord.Kind.USER) {
      return Optional.empty();
    }
    return store.name(tenant, id, room, ref);
  }

  /** What people call somebody: an address says who it is, an id of ours does not. */
  private String called(String tenant, RefRecord ref) {
    return store.ours(tenant, ref).orElseGet(ref::value);
  }
}
