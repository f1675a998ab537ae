package dev.muster.core.alert;

import dev.muster.api.warroom.AlertFormat;
import dev.muster.spi.alert.AlertGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Cuts what was sent into pieces that can be stored, by lanes. Of one thread. */
final class Pieces {
  private final String intake;
  private final AlertFormat format;
  private final Instant now;
  private final Function<Instant, String> place;
  private final List<PieceRecord> done = new ArrayList<>();
  private final Map<String, Open> open = new LinkedHashMap<>();

  /**
   * Nothing was added yet.
   *
   * @param place makes the place of a piece, each behind the one before
   */
  Pieces(String intake, AlertFormat format, Instant now, Function<Instant, String> place) {
    this.intake = intake;
    this.format = format;
    this.now = now;
    this.place = place;
  }

  /** A piece that is being filled. */
  private static final class Open {
    final List<PieceRecord.Part> parts = new ArrayList<>();
    int alerts;
    int bytes;

    boolean takes(int more) {
      return alerts < AlertBounds.OF_PIECE
          && (alerts == 0 || bytes + more <= AlertBounds.PIECE_BYTES);
    }
  }

  /** The lane of a problem: what groups it keeps it in one lane, whatever its sender calls it. */
  private String lane(AlertGroup group) {
    int number = group.grouping().orElse(group.key()).hashCode();
    return Integer.toString(Math.floorMod((intake + "/" + number).hashCode(), AlertBounds.LANES));
  }

  /** Adds a group, in as many pieces as it needs. */
  void add(AlertGroup group) {
    String lane = lane(group);
    int around = StoredSize.around(group);
    int begun = 0;
    while (begun < group.alerts().size()) {
      Open piece = open.computeIfAbsent(lane, key -> new Open());
      int end = begun;
      int more = around + StoredSize.of(group.alerts().get(end));
      while (piece.takes(more)) {
        piece.bytes += more;
        piece.alerts++;
        end++;
        if (end == group.alerts().size()) {
          break;
        }
        more = StoredSize.of(group.alerts().get(end));
      }
      if (end > begun) {
        boolean last = end == group.alerts().size();
        piece.parts.add(
            new PieceRecord.Part(
                group.withAlerts(group.alerts().subList(begun, end)), last, begun));
        begun = end;
      }
      if (begun < group.alerts().size()) {
        close(lane);
      }
    }
  }

  private void close(String lane) {
    Open piece = open.remove(lane);
    if (piece != null && !piece.parts.isEmpty()) {
      done.add(new PieceRecord(intake, format, now, lane, place.apply(now), piece.parts));
    }
  }

  /** All of it. */
  List<PieceRecord> all() {
    List.copyOf(open.keySet()).forEach(this::close);
    return List.copyOf(done);
  }
}
