package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import java.util.Optional;

/**
 * What became of a chat with its room.
 *
 * @param done what the platform did until now
 * @param complete whether that is all
 * @param exported whether what was said was kept
 * @param lost whether what was said may be lost, because it was asked for and cannot be kept
 * @param titled whether the platform was asked for a closed chat's title; what came of it is in
 *     {@code done}
 * @param instead what is to become of it, in place of what the room says, because that failed
 * @param reading how far keeping what was said has come
 * @param detail more of it
 */
record Ended(
    Done done,
    boolean complete,
    boolean exported,
    boolean lost,
    boolean titled,
    Optional<Policy> instead,
    Optional<Reading> reading,
    Optional<Text> detail) {
  static final Ended BEGUN =
      new Ended(
          Done.KEPT,
          false,
          false,
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  Ended as(Done what) {
    return new Ended(what, complete, exported, lost, titled, instead, reading, detail);
  }

  Ended reading(Reading upTo) {
    return new Ended(done, complete, false, lost, titled, instead, Optional.of(upTo), detail);
  }

  Ended wasExported() {
    return new Ended(done, complete, true, lost, titled, instead, Optional.empty(), detail);
  }

  /** What was said goes with the chat, if that is dissolved. */
  Ended wasNotExported() {
    return new Ended(done, complete, false, true, titled, instead, Optional.empty(), detail);
  }

  /** The platform was asked for the title. */
  Ended wasTitled() {
    return new Ended(done, complete, exported, lost, true, instead, reading, detail);
  }

  /** It cannot be dissolved. */
  Ended archiving(Text why) {
    return new Ended(
        done,
        complete,
        exported,
        false,
        titled,
        Optional.of(Policy.ARCHIVE),
        Optional.empty(),
        Optional.of(why));
  }

  Ended because(Text why) {
    return new Ended(done, complete, exported, lost, titled, instead, reading, Optional.of(why));
  }

  /** That too is to be said. */
  Ended also(Text why) {
    return because(
        detail.map(it -> new Text(it.en() + " " + why.en(), it.zhCn() + why.zhCn())).orElse(why));
  }

  Ended all() {
    return new Ended(done, true, exported, lost, titled, instead, Optional.empty(), detail);
  }

  /**
   * How far what was said in a chat has been read: a run goes on where the last one stopped.
   *
   * @param after the platform's place, behind which it goes on; empty at the beginning and the end
   * @param pages how many pages were read
   * @param entries how many entries were in them
   * @param anew whether it was begun anew, because the platform had forgotten its place
   */
  record Reading(Optional<String> after, int pages, int entries, boolean anew) {
    static final Reading NOTHING = new Reading(Optional.empty(), 0, 0, false);
    static final Reading ANEW = new Reading(Optional.empty(), 0, 0, true);

    Reading and(Page<?> page) {
      return new Reading(page.next(), pages + 1, entries + page.items().size(), anew);
    }

    boolean isAll() {
      return pages > 0 && after.isEmpty();
    }
  }
}
