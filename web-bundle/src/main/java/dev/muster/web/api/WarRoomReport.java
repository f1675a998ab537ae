package dev.muster.web.api;

import dev.muster.api.Versioned;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Result;
import dev.muster.web.api.WarRoomView.EntryView;
import dev.muster.web.http.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to say of a war room afterwards.
 *
 * @param at when that was said
 * @param room the room
 * @param members who was invited
 * @param timeline what happened, the oldest first
 * @param complete whether that is all that happened
 * @param names what people call what it is about
 */
record WarRoomReport(
    Instant at,
    Versioned<WarRoom> room,
    List<Member> members,
    List<TimelineEntry> timeline,
    boolean complete,
    ReportNames names) {
  WarRoomReport {
    members = List.copyOf(members);
    timeline = List.copyOf(timeline);
  }

  Optional<Duration> toAcknowledge() {
    return room.value().times().acknowledgedAt().map(this::since);
  }

  Optional<Duration> toRecover() {
    return room.value().times().recoveredAt().map(this::since);
  }

  Duration open() {
    return since(room.value().times().closedAt().orElse(at));
  }

  /** Two servers need not agree on what time it is. */
  private Duration since(Instant end) {
    Duration passed = Duration.between(room.value().times().openedAt(), end);
    return passed.isNegative() ? Duration.ZERO : passed;
  }

  /**
   * How many people of which result, by platform in the order of the chats. The people of a
   * department are members of their own: it is none of them. Who was invited in several ways is one
   * person, who is in the chat if one of them says so.
   */
  Map<String, Map<Outcome, Integer>> results() {
    Map<String, Map<String, Outcome>> people = new LinkedHashMap<>();
    room.value().chats().forEach(it -> people.put(it.platform(), new LinkedHashMap<>()));
    for (Member member : members) {
      if (member.ref() instanceof PersonRef.Department) {
        continue;
      }
      for (Result result : member.results()) {
        people
            .computeIfAbsent(result.platform(), any -> new LinkedHashMap<>())
            .merge(
                result.userId().map(id -> "person " + id).orElse("member " + member.id()),
                result.outcome(),
                (one, other) -> other == Outcome.JOINED ? other : one);
      }
    }
    Map<String, Map<Outcome, Integer>> counts = new LinkedHashMap<>();
    people.forEach(
        (platform, outcomes) -> {
          Map<Outcome, Integer> of = new EnumMap<>(Outcome.class);
          outcomes.values().forEach(it -> of.merge(it, 1, Integer::sum));
          counts.put(platform, of);
        });
    return counts;
  }

  /** As JSON. */
  record View(
      Instant generatedAt,
      WarRoomView room,
      Optional<Long> secondsToAcknowledge,
      Optional<Long> secondsToRecover,
      long secondsOpen,
      List<CountsView> results,
      List<EntryView> timeline,
      boolean timelineComplete) {
    static View of(WarRoomReport it, Language language) {
      return new View(
          it.at,
          WarRoomView.of(it.room, it.members, it.names::token, language),
          it.toAcknowledge().map(Duration::toSeconds),
          it.toRecover().map(Duration::toSeconds),
          it.open().toSeconds(),
          it.results().entrySet().stream()
              .map(each -> CountsView.of(each.getKey(), each.getValue()))
              .toList(),
          it.timeline.stream().map(entry -> EntryView.of(entry, it.names::token)).toList(),
          it.complete);
    }
  }

  /** What became of the invitations on one platform. */
  record CountsView(String platform, Map<String, Integer> counts) {
    static CountsView of(String platform, Map<Outcome, Integer> counts) {
      Map<String, Integer> words = new LinkedHashMap<>();
      counts.forEach((outcome, count) -> words.put(WarRoomView.word(outcome), count));
      return new CountsView(platform, words);
    }
  }
}
