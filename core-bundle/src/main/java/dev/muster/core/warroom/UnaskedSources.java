package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.rota.Duty.Sourced;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Records whose duty could not be asked for: the room goes on with those who were known. */
final class UnaskedSources {
  private final RoomStore store;

  UnaskedSources(RoomStore store) {
    this.store = store;
  }

  /**
   * Records which sources do not answer, each once for as long as it does not.
   *
   * @param sourced the rotas of the room that have a source, by their ids
   * @param before those alone that have failed since earlier
   */
  void record(
      ChangeSet work,
      String tenant,
      String room,
      Map<String, Sourced> sourced,
      Instant before,
      Instant now) {
    sourced.forEach(
        (rota, each) -> {
          Optional<Instant> since = each.reading().failingSince().filter(before::isAfter);
          since
              .map(it -> String.join(".", room, rota, Long.toString(it.toEpochMilli())))
              .filter(id -> store.timeline.find(tenant, id).isEmpty())
              .ifPresent(
                  id ->
                      work.add(
                          store.timeline.create(
                              tenant, id, entry(room, each, since.orElseThrow(), now))));
        });
  }

  private static TimelineRecord entry(String room, Sourced sourced, Instant since, Instant now) {
    Map<String, String> detail = new LinkedHashMap<>();
    detail.put("rota", sourced.displayName());
    detail.put("source", sourced.source());
    detail.put("since", since.toString());
    sourced.reading().answeredAt().ifPresent(it -> detail.put("answeredAt", it.toString()));
    return new TimelineRecord(
        room,
        now,
        "duty-unknown",
        Caller.SYSTEM.actor(),
        Optional.empty(),
        Optional.empty(),
        detail);
  }
}
