package dev.muster.api.warroom;

import dev.muster.spi.Text;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is on duty, and when.
 *
 * @param id opaque
 * @param settings what can be set of it
 * @param createdAt when it was made
 */
public record Rota(String id, Settings settings, Instant createdAt) {
  /**
   * What can be set of a rota. It has shifts, a rotation or a source, one of them.
   *
   * @param displayName what people call it
   * @param timeZone where its times of day are read on clocks
   * @param shifts who is on duty from when to when
   * @param rotation groups that take turns
   * @param source who is on duty by another system's schedule
   */
  public record Settings(
      String displayName,
      ZoneId timeZone,
      List<Shift> shifts,
      Optional<Rotation> rotation,
      Optional<Source> source) {
    /** Copies. */
    public Settings {
      shifts = List.copyOf(shifts);
    }

    /**
     * A rota that says itself who is on duty.
     *
     * @param displayName what people call it
     * @param timeZone where its times of day are read on clocks
     * @param shifts who is on duty from when to when
     * @param rotation groups that take turns
     */
    public Settings(
        String displayName, ZoneId timeZone, List<Shift> shifts, Optional<Rotation> rotation) {
      this(displayName, timeZone, shifts, rotation, Optional.empty());
    }
  }

  /**
   * A schedule of another system, which a plugin asks.
   *
   * @param id the id of the source, one of {@link Rotas#sources} when it was entered
   * @param schedule what the source calls the schedule
   */
  public record Source(String id, String schedule) {}

  /**
   * How a rota's source was read. What it answered last counts until it answers again.
   *
   * @param answeredAt when it answered last; empty if it never did
   * @param failingSince since when it does not answer; empty if it did when it was asked last
   * @param problem why it does not, for administrators
   * @param leftOut how many people of its last answer are left out, because a shift or a moment has
   *     too many or they are named in no form that is known
   */
  public record Reading(
      Optional<Instant> answeredAt,
      Optional<Instant> failingSince,
      Optional<Text> problem,
      int leftOut) {
    /** Of a source that was not asked yet. */
    public static final Reading NONE =
        new Reading(Optional.empty(), Optional.empty(), Optional.empty(), 0);
  }

  /**
   * People who are on duty together.
   *
   * @param when when they are
   * @param members who they are
   */
  public record Shift(When when, List<PersonRef> members) {
    /** Copies. */
    public Shift {
      members = List.copyOf(members);
    }
  }

  /** When a shift is. */
  public sealed interface When {
    /**
     * Again and again, by the clocks of the rota's time zone. Where clocks are put forward, a time
     * that they leave out is the moment at which they do; where they are put back, a time that
     * comes twice is the first.
     *
     * @param start the time of day at which it begins
     * @param end the time of day at which it ends, on the next day where that is not after the
     *     start: midnight is the end of a day, the time of the start a whole day later
     * @param days on which days it begins, at least one
     */
    record Repeated(LocalTime start, LocalTime end, Set<DayOfWeek> days) implements When {
      /** Copies. */
      public Repeated {
        days = Set.copyOf(days);
      }
    }

    /**
     * Once.
     *
     * @param start when it begins
     * @param end when it ends
     */
    record Once(Instant start, Instant end) implements When {}
  }

  /**
   * Groups that take turns.
   *
   * @param start on which day the first group begins; nobody is on duty before
   * @param every how long each turn is
   * @param handover at which time of day one group follows another
   * @param groups in their order; the first follows the last
   */
  public record Rotation(
      LocalDate start, Turn every, LocalTime handover, List<List<PersonRef>> groups) {
    /** Copies. */
    public Rotation {
      groups = groups.stream().map(List::copyOf).toList();
    }
  }

  /** How long a turn is. */
  public enum Turn {
    /** From handover to handover. */
    DAY(1),
    /** Seven times as long. */
    WEEK(7);

    private final int days;

    Turn(int days) {
      this.days = days;
    }

    /**
     * How long it is.
     *
     * @return in days of the calendar
     */
    public int days() {
      return days;
    }
  }

  /**
   * A stretch of time in which the same people are on duty.
   *
   * @param start when it begins
   * @param end when it ends
   * @param members who is on duty, each once; empty if nobody
   * @param overlap whether several shifts that have members are at a time in it
   */
  public record Stretch(Instant start, Instant end, List<PersonRef> members, boolean overlap) {
    /** Copies. */
    public Stretch {
      members = List.copyOf(members);
    }
  }
}
