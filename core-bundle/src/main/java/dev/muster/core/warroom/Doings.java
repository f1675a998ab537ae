package dev.muster.core.warroom;

import dev.muster.core.warroom.ChatRecord.Handing;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was done in a chat that stands.
 *
 * @param title its title, as it was given
 * @param joinLink by which people join it
 * @param asked whether the platform was asked for such a link
 * @param briefingAt when the briefing was begun to be sent
 * @param briefed whether that is over
 * @param briefing the id of the briefing's message
 * @param pinned whether pinning it is over
 * @param muted whether nobody can write in it
 * @param handing whether it is to be handed to who leads the room
 * @param named the title that it bears as far as we know, whoever gave it
 * @param given the last titles that it was given, of which the platform may tell late
 */
record Doings(
    Optional<String> title,
    Optional<URI> joinLink,
    boolean asked,
    Optional<Instant> briefingAt,
    boolean briefed,
    Optional<String> briefing,
    boolean pinned,
    boolean muted,
    Handing handing,
    Optional<String> named,
    List<GivenTitle> given) {
  static final Doings NOTHING =
      new Doings(
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          false,
          Optional.empty(),
          false,
          false,
          Handing.NO,
          Optional.empty(),
          List.of());

  Doings {
    // stored before they were kept
    given = given == null ? List.of() : List.copyOf(given);
  }

  /** It was given a title, which it bears. */
  Doings titled(GivenTitle now) {
    return titles(Optional.of(now.text()), Optional.of(now.text()), now.after(given));
  }

  /** It was to be given a title, and the platform refused that. */
  Doings titleTried(String now) {
    return titles(Optional.of(now), named, given);
  }

  /** It bears a title, whoever gave it. */
  Doings named(String now) {
    return titles(title, Optional.of(now), given);
  }

  /** The platform told of a title that it was given. */
  Doings told(GivenTitle of) {
    List<GivenTitle> now = new ArrayList<>(given);
    now.set(now.indexOf(of), of.wasTold());
    return titles(title, named, now);
  }

  private Doings titles(Optional<String> last, Optional<String> borne, List<GivenTitle> all) {
    return new Doings(
        last, joinLink, asked, briefingAt, briefed, briefing, pinned, muted, handing, borne, all);
  }

  Doings linked(Optional<URI> link) {
    return new Doings(
        title, link, true, briefingAt, briefed, briefing, pinned, muted, handing, named, given);
  }

  Doings briefingAt(Instant at) {
    return briefingAt(Optional.of(at));
  }

  /** It was not sent. */
  Doings unbriefed() {
    return briefingAt(Optional.empty());
  }

  private Doings briefingAt(Optional<Instant> at) {
    return new Doings(
        title, joinLink, asked, at, briefed, briefing, pinned, muted, handing, named, given);
  }

  Doings briefed(Optional<String> message) {
    return new Doings(
        title, joinLink, asked, briefingAt, true, message, pinned, muted, handing, named, given);
  }

  Doings wasPinned() {
    return new Doings(
        title, joinLink, asked, briefingAt, briefed, briefing, true, muted, handing, named, given);
  }

  Doings muted(boolean now) {
    return new Doings(
        title, joinLink, asked, briefingAt, briefed, briefing, pinned, now, handing, named, given);
  }

  Doings handing(Handing now) {
    return new Doings(
        title, joinLink, asked, briefingAt, briefed, briefing, pinned, muted, now, named, given);
  }
}
