package dev.muster.api;

import dev.muster.api.SignIns.Refusal;
import dev.muster.api.warroom.Severity;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Quota;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What happened in a tenant, in numbers that are kept up while it happens, so that reading them
 * does not cost more where there are more users. A node that is killed loses what it has counted
 * for 10 seconds at most; numbers of users are exact.
 */
@ProviderType
public interface Statistics {
  /** The most steps of a report. */
  int MAX_STEPS = 400;

  /** The most sources that a report tells apart; the others of a platform are one. */
  int MAX_SOURCES = 50;

  /** How long each point of a report is, in its time zone. */
  enum Step {
    /** From full hour to full hour. */
    HOUR(Duration.ofDays(1)),
    /** From midnight to midnight, be it 23 or 25 hours. */
    DAY(Duration.ofDays(30)),
    /** From Monday to Monday. */
    WEEK(Duration.ofDays(84));

    private final Duration usual;

    Step(Duration usual) {
      this.usual = usual;
    }

    /**
     * What a report goes back where nobody says how far.
     *
     * @return the time
     */
    public Duration usual() {
      return usual;
    }
  }

  /**
   * What to report.
   *
   * @param from the first step is the one in which this lies; empty for {@link Step#usual} before
   *     the end
   * @param to the last step is the one in which the moment before this lies; empty for now
   * @param step how long the points are
   * @param zone where days and weeks begin at midnight
   */
  record Period(Optional<Instant> from, Optional<Instant> to, Step step, ZoneId zone) {}

  /**
   * Reads what happened.
   *
   * @param tenant the tenant's id
   * @param period what to report
   * @return the report
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE} if the end is not
   *     after the beginning, or there are more than {@link #MAX_STEPS} steps
   */
  Report read(String tenant, Period period);

  /**
   * Adds what happened before there was anything to count it, such as in a system that this one
   * takes the place of. What is added twice counts twice.
   *
   * @param tenant the tenant's id
   * @param past what happened
   * @throws ProblemException {@code NOT_FOUND} (tenant)
   */
  void add(String tenant, List<Past> past);

  /**
   * Sign-ins of the past.
   *
   * @param at when
   * @param platform the platform's id
   * @param source the identity source's id
   * @param users who signed in, once each
   * @param refused how many were refused, and why
   * @param failed how many could not sign in because the platform did not do its part
   */
  record Past(
      Instant at,
      String platform,
      String source,
      Set<String> users,
      Map<Refusal, Long> refused,
      long failed) {
    /** Copies. */
    public Past {
      users = Set.copyOf(users);
      refused = Map.copyOf(refused);
    }
  }

  /**
   * What happened.
   *
   * @param from when the first step begins
   * @param to when the last step ends
   * @param asOf when it was read
   * @param steps when each step begins, in order
   * @param signIns by source, and each with all steps
   * @param refusals how many were refused, most first
   * @param users how many there are and were
   * @param warRooms what became of war rooms
   * @param alerts what became of alerts
   * @param platforms how the platforms do that are bound or have a source, in the order of ids
   * @param quotas what of theirs is used now, in the same order
   */
  record Report(
      Instant from,
      Instant to,
      Instant asOf,
      List<Instant> steps,
      List<Series> signIns,
      List<RefusalCount> refusals,
      UserCounts users,
      WarRoomCounts warRooms,
      AlertCounts alerts,
      List<PlatformHealth> platforms,
      List<QuotaUse> quotas) {
    /** Copies. */
    public Report {
      steps = List.copyOf(steps);
      signIns = List.copyOf(signIns);
      refusals = List.copyOf(refusals);
      platforms = List.copyOf(platforms);
      quotas = List.copyOf(quotas);
    }
  }

  /**
   * The sign-ins of one source.
   *
   * @param platform the platform's id
   * @param source the source's id; empty for all that are beyond {@link #MAX_SOURCES}
   * @param points one for each step
   */
  record Series(String platform, Optional<String> source, List<Outcomes> points) {
    /** Copies. */
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * What became of sign-ins.
   *
   * @param succeeded how many were let in
   * @param refused how many were not
   * @param failed how many could not be asked about, because the platform did not do its part
   */
  record Outcomes(long succeeded, long refused, long failed) {}

  /**
   * How many were refused for a reason.
   *
   * @param code the reason, as audit events call it
   * @param count how many
   */
  record RefusalCount(String code, long count) {}

  /**
   * Users.
   *
   * @param active who may come in, now
   * @param disabled who may not, now
   * @param created how many were created in the time of the report
   * @param signedIn how many different ones signed in in that time: exact up to 512, beyond that
   *     with a standard error of 1.6 %
   */
  record UserCounts(long active, long disabled, long created, long signedIn) {}

  /**
   * War rooms.
   *
   * @param open how many are open now, by severity; each of them is there
   * @param points one for each step
   * @param acknowledged how long it took until somebody looked into a problem
   * @param recovered how long it took until a problem was over
   */
  record WarRoomCounts(
      Map<Severity, Long> open,
      List<RoomOutcomes> points,
      Durations acknowledged,
      Durations recovered) {
    /** Copies. */
    public WarRoomCounts {
      open = Map.copyOf(open);
      points = List.copyOf(points);
    }
  }

  /**
   * What became of war rooms.
   *
   * @param opened how many were opened
   * @param recovered how often one was over
   * @param closed how many were closed
   */
  record RoomOutcomes(long opened, long recovered, long closed) {}

  /**
   * How long something took.
   *
   * @param count how often it happened
   * @param p50 what half of them did not take longer than, in seconds, to within a third; 0 if none
   * @param p90 what 90 of 100 did not take longer than
   */
  record Durations(long count, long p50, long p90) {}

  /**
   * Alerts.
   *
   * @param accepted how many came in
   * @param joined how many of them belonged to a problem that was known
   * @param waiting how many wait now
   * @param roomsOpened how many rooms were opened for them
   */
  record AlertCounts(long accepted, long joined, long waiting, long roomsOpened) {}

  /**
   * How a platform does.
   *
   * @param platform the platform's id
   * @param available whether its bundle is there
   * @param calls how many calls were made in the time of the report
   * @param errors how many of them failed
   * @param p95Millis what 95 of 100 calls did not take longer than; 0 without calls
   * @param credential whether the platform takes our credentials, as far as this node knows
   * @param restsUntil until when a credential is left alone, with {@link Credential#RESTING}
   * @param lastError the last call in that time that failed
   */
  record PlatformHealth(
      String platform,
      boolean available,
      long calls,
      long errors,
      long p95Millis,
      Credential credential,
      Optional<Instant> restsUntil,
      Optional<CallError> lastError) {}

  /** Whether a platform takes a credential. */
  enum Credential {
    /** It does, or was not asked. */
    OK,
    /** It refused it when it was used last. */
    REFUSED,
    /** It refused it so often that it is left alone for a while. */
    RESTING
  }

  /**
   * A call that failed.
   *
   * @param at when
   * @param code the platform's own code, else ours in kebab case
   */
  record CallError(Instant at, String code) {}

  /**
   * What is used of what a platform gives only so much of. A node that is killed loses what it
   * counted for 10 seconds at most.
   *
   * @param platform the platform's id
   * @param name what is counted
   * @param used how many calls were counted in this period; not below the limit where the platform
   *     says that nothing is left
   * @param limit how many there are
   * @param period how long they last
   * @param resetsAt when the next period begins
   * @param saidByPlatform whether the platform said last that nothing is left
   */
  record QuotaUse(
      String platform,
      Text name,
      long used,
      long limit,
      Quota.Period period,
      Instant resetsAt,
      boolean saidByPlatform) {}
}
