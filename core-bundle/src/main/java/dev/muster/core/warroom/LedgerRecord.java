package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.core.store.Schema;
import dev.muster.spi.Text;
import java.util.Map;
import java.util.Optional;

/**
 * What became of some of those who were invited, on one platform. Written by the lane of its chat,
 * and by whoever has members searched for again.
 *
 * @param entries by the member's id
 */
record LedgerRecord(Map<String, Entry> entries) {
  static final Schema<LedgerRecord> SCHEMA = Schema.of("war-room-ledger", LedgerRecord.class);

  private static final Text NOBODY =
      new Text(
          "The platform has nobody of this ID whom the app sees. Check the ID, and the range of"
              + " people that the app may see there.",
          "平台上没有该 ID 的成员，或应用无权查看。请核对 ID 以及应用在该平台的可见范围。");

  private static final Text UNSEEN =
      new Text(
          "The app does not see the person of this ID. Widen the range of people that it may see"
              + " on the platform.",
          "应用无权查看该 ID 对应的成员，请在平台上扩大应用的可见范围。");

  /**
   * What became of somebody.
   *
   * @param outcome what
   * @param settled whether that is all, unless it is tried again
   * @param userId who it is at the platform, once that is known
   * @param name what they are called there
   * @param triedBy by what they were looked for
   * @param detail more of it
   * @param platformCode the platform's own code, where it gave one
   * @param opening which opening of the chat they are in
   * @param tries how often the platform did not say what became of it
   */
  record Entry(
      Outcome outcome,
      boolean settled,
      Optional<String> userId,
      Optional<String> name,
      Optional<String> triedBy,
      Optional<Text> detail,
      Optional<String> platformCode,
      int opening,
      int tries) {
    static Entry found(String userId, Optional<String> name, String by) {
      return new Entry(
          Outcome.PENDING,
          false,
          Optional.of(userId),
          name,
          Optional.of(by),
          Optional.empty(),
          Optional.empty(),
          0,
          0);
    }

    static Entry lost(Outcome why, String by, Optional<Text> detail) {
      return new Entry(
          why,
          true,
          Optional.empty(),
          Optional.empty(),
          Optional.of(by),
          detail,
          Optional.empty(),
          0,
          0);
    }

    /** Nothing is known yet, after so many tries. */
    static Entry unfound(String by, int tries) {
      return new Entry(
          Outcome.PENDING,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.of(by),
          Optional.empty(),
          Optional.empty(),
          0,
          tries);
    }

    Entry joined(int number) {
      return new Entry(
          Outcome.JOINED,
          true,
          userId,
          name,
          triedBy,
          Optional.empty(),
          Optional.empty(),
          number,
          0);
    }

    Entry settled(Outcome as, Optional<Text> why) {
      return new Entry(as, true, userId, name, triedBy, why, Optional.empty(), opening, tries);
    }

    /** The platform was asked for the ID itself, and has nobody of it in sight of the app. */
    Entry notThere(Outcome as) {
      return settled(as, Optional.of(as == Outcome.NOT_VISIBLE ? UNSEEN : NOBODY));
    }

    Entry named(Optional<String> called) {
      return new Entry(
          outcome, settled, userId, called, triedBy, detail, platformCode, opening, tries);
    }

    /** As the platform says in a code of its own. */
    Entry saying(Optional<String> code) {
      return new Entry(outcome, settled, userId, name, triedBy, detail, code, opening, tries);
    }

    /** The platform did not say: it is tried once more. */
    Entry unknown() {
      return new Entry(
          Outcome.PENDING,
          false,
          userId,
          name,
          triedBy,
          Optional.empty(),
          Optional.empty(),
          opening,
          tries + 1);
    }

    /** To be added, to another chat or once more. */
    Entry again() {
      return new Entry(
          Outcome.PENDING, false, userId, name, triedBy, Optional.empty(), Optional.empty(), 0, 0);
    }
  }

  LedgerRecord {
    entries = Map.copyOf(entries);
  }

  static String id(String room, String platform, int chunk) {
    return room + "." + platform + "." + chunk;
  }
}
