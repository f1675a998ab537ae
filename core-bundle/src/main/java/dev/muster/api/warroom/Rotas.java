package dev.muster.api.warroom;

import dev.muster.api.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who is on duty in each tenant. Rotas are listed in the order of ids. Whoever names one that is
 * deleted finds nobody on duty from then on.
 */
@ProviderType
public interface Rotas extends Resources<Rota, Rota.Settings> {
  /** The longest time of which a plan is made. */
  Duration LONGEST_PLAN = Duration.ofDays(92);

  /**
   * The sources that rotas can name now.
   *
   * @return their ids, in order
   */
  List<String> sources();

  /**
   * Says who is on duty when. Asks the rota's source, where it has one and what was read of it
   * lately does not say; where that does not answer, what was read before is all that is known. The
   * people of a tenant cause one question to a source in a few seconds: whoever asks sooner gets
   * what was read before, with {@link Plan#retryAt}.
   *
   * @param tenant the tenant's id
   * @param id the rota's id
   * @param from when the plan begins; now where it is left out
   * @param to when it ends; a week after its beginning where it is left out
   * @return the plan
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE} if it does not end after it
   *     begins, or is longer than {@link #LONGEST_PLAN}
   */
  Plan plan(String tenant, String id, Optional<Instant> from, Optional<Instant> to);

  /**
   * Says who would be on duty when, by the rota's source where it has one. Nothing is stored. A
   * source is asked as for {@link #plan}.
   *
   * @param tenant the tenant's id
   * @param settings the rota
   * @param from when the plan begins; now where it is left out
   * @param to when it ends; a week after its beginning where it is left out
   * @return the plan
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE} as for {@link
   *     #create} and {@link #plan}
   */
  Plan preview(String tenant, Rota.Settings settings, Optional<Instant> from, Optional<Instant> to);

  /**
   * The same of a rota that is changed: it may go on naming users whom it names and who are not
   * there any more, as where it is {@link #change changed}.
   *
   * @param tenant the tenant's id
   * @param id the rota's id
   * @param settings what it would be
   * @param from when the plan begins; now where it is left out
   * @param to when it ends; a week after its beginning where it is left out
   * @return the plan
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE} as for {@link #change} and
   *     {@link #plan}
   */
  Plan previewChange(
      String tenant,
      String id,
      Rota.Settings settings,
      Optional<Instant> from,
      Optional<Instant> to);

  /**
   * Says who is on duty now by a rota that was read, and who is next. Asks nobody: of one with a
   * source it says what was read last.
   *
   * @param tenant the tenant's id
   * @param rota the rota
   * @return both
   */
  Present present(String tenant, Rota rota);

  /**
   * Who is on duty now, and who is next.
   *
   * @param members who is on duty, each once; empty if nobody, and where it is not known
   * @param isKnown whether it is known who is on duty; always of a rota without a source
   * @param next who is on duty after them; empty if it stays as it is, or is not known
   * @param reading how its source was read; empty for a rota without one
   */
  record Present(
      List<PersonRef> members,
      boolean isKnown,
      Optional<Next> next,
      Optional<Rota.Reading> reading) {
    /** Copies. */
    public Present {
      members = List.copyOf(members);
    }
  }

  /**
   * Who is on duty next.
   *
   * @param start from when on
   * @param members who, each once; empty if nobody
   */
  record Next(Instant start, List<PersonRef> members) {
    /** Copies. */
    public Next {
      members = List.copyOf(members);
    }
  }

  /**
   * Who is on duty when.
   *
   * @param from when it begins
   * @param to when it ends: earlier than was asked for where it would be too large
   * @param stretches all of that time, in order; without what the source does not know
   * @param reading how its source was read; empty for a rota without one
   * @param retryAt from when on asking again may say more, where the source was asked a moment ago
   *     and this is what was known before; else empty
   */
  record Plan(
      Instant from,
      Instant to,
      List<Rota.Stretch> stretches,
      Optional<Rota.Reading> reading,
      Optional<Instant> retryAt) {
    /** Copies. */
    public Plan {
      stretches = List.copyOf(stretches);
    }

    /**
     * Of a rota without a source.
     *
     * @param from when it begins
     * @param to when it ends
     * @param stretches all of that time, in order
     */
    public Plan(Instant from, Instant to, List<Rota.Stretch> stretches) {
      this(from, to, stretches, Optional.empty(), Optional.empty());
    }

    /**
     * The same where the source was asked a moment ago.
     *
     * @param at from when on asking again may say more
     * @return a changed copy
     */
    public Plan withRetry(Instant at) {
      return new Plan(from, to, stretches, reading, Optional.of(at));
    }

    /**
     * The rest of its time, in which it is not known who is on duty.
     *
     * @return all of that, in order; empty for a rota without a source
     */
    public List<Gap> unknown() {
      List<Gap> gaps = new ArrayList<>();
      Instant begin = from;
      for (Rota.Stretch each : stretches) {
        if (begin.isBefore(each.start())) {
          gaps.add(new Gap(begin, each.start()));
        }
        begin = each.end();
      }
      if (begin.isBefore(to)) {
        gaps.add(new Gap(begin, to));
      }
      return List.copyOf(gaps);
    }
  }

  /**
   * A time in which it is not known who is on duty.
   *
   * @param start when it begins
   * @param end when it ends
   */
  record Gap(Instant start, Instant end) {}
}
