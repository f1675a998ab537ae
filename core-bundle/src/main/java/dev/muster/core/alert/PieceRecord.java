package dev.muster.core.alert;

import dev.muster.api.warroom.AlertFormat;
import dev.muster.core.alert.format.AlertGroup;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
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

  static final Schema<PieceRecord> SCHEMA =
      Schema.of(
          COLLECTION,
          PieceRecord.class,
          piece -> List.of(IndexEntry.of(LANE, Schema.join(piece.lane, piece.place))));

  /**
   * A group, or a part of a large one.
   *
   * @param group what was said
   * @param last whether the rest of the group came before
   */
  record Part(AlertGroup group, boolean last) {}

  /** How many changes routing it makes at most: each group may make a problem, a room and more. */
  int weight() {
    return 1 + parts.stream().mapToInt(part -> part.group.alerts().size() + 4).sum();
  }
}
