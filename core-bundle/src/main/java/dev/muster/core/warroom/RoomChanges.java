package dev.muster.core.warroom;

import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.core.check.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What the timeline says of a room that was changed. */
final class RoomChanges {
  /** Who leads the room, by the id of a member. */
  static final String OWNER = "owner";

  /** Who records what happens in it, by the id of a member. */
  static final String RECORDER = "recorder";

  private static final String NONE = "";

  private RoomChanges() {}

  /**
   * Each field that is another one, and what it is now: blank where there is none any more.
   *
   * @param member a member's id, by which they were invited
   */
  static Map<String, String> of(
      RoomRecord before, RoomRecord after, Function<RefRecord, Optional<String>> member) {
    Map<String, String> detail = new TreeMap<>();
    Facts was = before.facts();
    Facts is = after.facts();
    put(detail, "title", was.title(), is.title());
    put(detail, "severity", was.severity().name(), is.severity().name());
    put(detail, "summary", was.summary().orElse(NONE), is.summary().orElse(NONE));
    put(detail, "applications", listed(was.applications()), listed(is.applications()));
    put(detail, "regions", listed(was.regions()), listed(is.regions()));
    if (!before.owner().equals(after.owner())) {
      detail.put(OWNER, after.owner().flatMap(member).orElse(NONE));
    }
    if (!before.recorder().equals(after.recorder())) {
      detail.put(RECORDER, after.recorder().flatMap(member).orElse(NONE));
    }
    return detail;
  }

  private static String listed(List<String> values) {
    return String.join(", ", values);
  }

  private static void put(Map<String, String> detail, String field, String before, String after) {
    if (!after.equals(before)) {
      detail.put(field, Texts.cut(Texts.oneLine(after), Bounds.DETAIL));
    }
  }
}
