package dev.muster.core.alert;

import dev.muster.api.warroom.AlertFormat;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertItem;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.util.List;

/**
 * A piece of what was sent, from when it is stored until it is routed.
 *
 * @param intake by which it came
 * @param format how it was written
 * @param receivedAt when
 * @param lane in which it is routed
 * @param place where it stands in its lane
 * @param parts what it says
 */
record PieceRecord(
    String intake,
    AlertFormat format,
    Instant receivedAt,
    String lane,
    String place,
    List<Part> parts) {
  static final String COLLECTION = "alert-piece";

  /** The index of a lane's pieces in their order. */
  static final String LANE = "lane";

  /** The index of all, by the power of two of KiB above what each has. */
  static final String SIZE = "size";

  /** Above that no piece is, for one alert is not. */
  private static final int LARGEST = 11;

  static final Schema<PieceRecord> SCHEMA =
      Schema.of(
          COLLECTION,
          PieceRecord.class,
          piece ->
              List.of(
                  IndexEntry.of(LANE, Schema.join(piece.lane, piece.place)),
                  IndexEntry.of(SIZE, Integer.toString(power(piece.bytes())))));

  /**
   * A group, or a part of a large one.
   *
   * @param group what was said
   * @param last whether the rest of the group came before
   * @param before how many of its alerts came before
   */
  record Part(AlertGroup group, boolean last, int before) {}

  private static int power(int bytes) {
    int kibs = Math.max(1, (bytes + 1023) / 1024);
    return Math.min(LARGEST, Integer.SIZE - Integer.numberOfLeadingZeros(kibs - 1));
  }

  /** How many bytes all that wait have; how many there are is not enough to know. */
  static long bytes(Repository<PieceRecord> pieces, String tenant) {
    long bytes = 0;
    for (int power = 0; power <= LARGEST; power++) {
      long some = pieces.count(tenant, new Query.Equal(SIZE, Integer.toString(power)));
      bytes += some * (1024L << power);
    }
    return bytes;
  }

  /** What it counts of the bytes of all. */
  long counted() {
    return 1024L << power(bytes());
  }

  private int bytes() {
    int bytes = 0;
    for (Part part : parts) {
      bytes += StoredSize.around(part.group);
      for (AlertItem alert : part.group.alerts()) {
        bytes += StoredSize.of(alert);
      }
    }
    return bytes;
  }

  /** How many changes routing it makes at most: each group may make a problem, a room and more. */
  int weight() {
    return 1 + parts.stream().mapToInt(part -> part.group.alerts().size() + 4).sum();
  }
}
