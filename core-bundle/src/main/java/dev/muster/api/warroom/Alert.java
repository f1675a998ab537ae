package dev.muster.api.warroom;

import dev.muster.spi.Text;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An alert that came in. Those of one group are one problem, and have one war room.
 *
 * @param id its id
 * @param group the id of the problem that it belongs to
 * @param intake the id of the intake that it came by
 * @param content what it says
 * @param receivedAt when it came first since it was resolved last
 * @param lastReceivedAt when it came last, to within a minute
 * @param state what becomes of it
 * @param warRoom the id of the room that was opened for it
 * @param problem why there is no room yet
 * @param version another one after every change of this
 */
public record Alert(
    String id,
    String group,
    String intake,
    Content content,
    Instant receivedAt,
    Instant lastReceivedAt,
    State state,
    Optional<String> warRoom,
    Optional<Text> problem,
    long version) {
  /**
   * What an alert says.
   *
   * @param format how it was written
   * @param fingerprint what its sender tells it by
   * @param title a line
   * @param severity how bad it is
   * @param labels by which it is told apart
   * @param startsAt since when it fires, as its sender says
   * @param url where to read more
   * @param firing whether it fires; false once it is resolved
   */
  public record Content(
      AlertFormat format,
      String fingerprint,
      String title,
      Severity severity,
      Map<String, String> labels,
      Optional<Instant> startsAt,
      Optional<String> url,
      boolean firing) {
    /** Copies. */
    public Content {
      labels = Map.copyOf(labels);
    }
  }

  /** What becomes of an alert. */
  public enum State {
    /** For more of its kind, or until there may be another room. */
    WAITING,
    /** It has a room, or is about to have one. */
    ROUTED,
    /** For somebody who decides whether a room is opened. */
    TRIAGE,
    /** No rule is for it. */
    UNMATCHED,
    /** Somebody decided that it needs no room. */
    DISMISSED,
    /** It was over before there was a room. */
    RESOLVED
  }
}
