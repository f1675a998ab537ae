package dev.muster.api;

import dev.muster.spi.Page;
import dev.muster.spi.Text;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Identity sources' address books, compared with the users in the background: a source has one run
 * at a time.
 *
 * <p>A run reads the whole address book and keeps the differences; then it waits for somebody to
 * apply or discard them, or applies them by itself. What could be read only in part changes nobody.
 * Where unusually many would be disabled, a run waits in any case.
 */
@ProviderType
public interface Reconciliations {
  /** How long a run and its differences are known. */
  Duration KEPT = Duration.ofDays(30);

  /** At most so many people are disabled without anybody looking at it, however few there are. */
  int USUAL_LEAVERS = 3;

  /** Of so many who are linked, one may be disabled without anybody looking at it. */
  int LINKED_PER_LEAVER = 10;

  /**
   * Begins a run.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param source the source's id
   * @param apply whether what it finds is applied at once; else it waits
   * @return the run's id
   * @throws ProblemException {@code NOT_FOUND}, {@code IN_USE} while another run of the source
   *     reads, waits or applies, {@code PLATFORM_UNAVAILABLE}, {@code INVALID_VALUE} if the
   *     platform has no address book
   */
  String start(Caller caller, String tenant, String source, boolean apply);

  /**
   * Lists a source's runs, the newest first.
   *
   * @param tenant the tenant's id
   * @param source the source's id
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code NOT_FOUND} (source), {@code INVALID_VALUE}
   */
  Page<Reconciliation> list(String tenant, String source, int limit, Optional<String> after);

  /**
   * How a run stands.
   *
   * @param tenant the tenant's id
   * @param source the source's id
   * @param id the run's id, however odd
   * @return the run, or empty if there is none of this source
   */
  Optional<Reconciliation> find(String tenant, String source, String id);

  /**
   * Lists what a run found, by kind, in the order in which it was found.
   *
   * @param tenant the tenant's id
   * @param source the source's id
   * @param id the run's id
   * @param kind of which kind; empty for all
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}
   */
  Page<Difference> differences(
      String tenant,
      String source,
      String id,
      Optional<Kind> kind,
      int limit,
      Optional<String> after);

  /**
   * Applies what a run found, and nothing else: what has changed meanwhile is skipped.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param source the source's id
   * @param id the run's id
   * @throws ProblemException {@code NOT_FOUND}, {@code IN_USE} if it does not wait for this, or
   *     began more than a day ago
   */
  void apply(Caller caller, String tenant, String source, String id);

  /**
   * Ends a run that waits; nothing of what it found is applied.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param source the source's id
   * @param id the run's id
   * @throws ProblemException {@code NOT_FOUND}, {@code IN_USE} if it does not wait for this
   */
  void discard(Caller caller, String tenant, String source, String id);

  /** How a run stands. */
  enum State {
    /** The address book is read. */
    READING,
    /** Somebody has to apply or discard what was found. */
    WAITING,
    /** What was found is applied. */
    APPLYING,
    /** It has ended: what was found is applied, or nothing was. */
    DONE,
    /**
     * It could not read everything, and has changed nobody; or it stopped while it applied what it
     * found, and then its problem is {@code stopped-half-way}.
     */
    FAILED,
    /** What was found was not wanted. */
    DISCARDED
  }

  /** What a difference comes to. */
  enum Kind {
    /** Somebody gets an account. */
    CREATED,
    /** Something about a user changes. */
    CHANGED,
    /** A user who left may not sign in any more. */
    DISABLED,
    /** A user who came back may sign in again. */
    ENABLED,
    /** Nothing is done, and the reason says why. */
    SKIPPED
  }

  /**
   * How many differences there are of each kind: as long as a run waits what would be done, in the
   * end what was.
   *
   * @param created {@link Kind#CREATED}
   * @param changed {@link Kind#CHANGED}
   * @param disabled {@link Kind#DISABLED}
   * @param enabled {@link Kind#ENABLED}
   * @param skipped {@link Kind#SKIPPED}
   */
  record Counts(int created, int changed, int disabled, int enabled, int skipped) {
    /** Of what has not begun. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    /**
     * More of a kind, or less.
     *
     * @param kind which
     * @param more how many
     * @return the changed counts
     */
    public Counts plus(Kind kind, int more) {
      return switch (kind) {
        case CREATED -> new Counts(created + more, changed, disabled, enabled, skipped);
        case CHANGED -> new Counts(created, changed + more, disabled, enabled, skipped);
        case DISABLED -> new Counts(created, changed, disabled + more, enabled, skipped);
        case ENABLED -> new Counts(created, changed, disabled, enabled + more, skipped);
        case SKIPPED -> new Counts(created, changed, disabled, enabled, skipped + more);
      };
    }

    /**
     * How many change something.
     *
     * @return the sum without {@link #skipped}
     */
    public int effective() {
      return created + changed + disabled + enabled;
    }
  }

  /**
   * A run.
   *
   * @param id its id
   * @param state how it stands
   * @param apply whether what it finds is applied at once
   * @param startedAt when it began
   * @param startedBy on whose behalf, as in {@link Caller#actor()}
   * @param endedAt when it ended
   * @param people how many the address book has, as far as it was read
   * @param linked how many accounts of the company are linked to users who may sign in, as far as
   *     they were compared
   * @param counts what it found or did
   * @param unusual whether so many would be disabled, or so many could not be checked one by one,
   *     that somebody has to look at it
   * @param problem why it failed
   */
  record Reconciliation(
      String id,
      State state,
      boolean apply,
      Instant startedAt,
      String startedBy,
      Optional<Instant> endedAt,
      int people,
      int linked,
      Counts counts,
      boolean unusual,
      Optional<Problem> problem) {}

  /**
   * Why a run failed.
   *
   * @param part what could not be read, in kebab case: the list of departments, people, people
   *     named singly or a person; {@code connection} where it was nothing of these
   * @param department which department's people, where it was one's
   * @param code why, in kebab case: stable
   * @param message why, in a sentence
   * @param fix what to do about it, naming the permission or the page, where the check of the
   *     source knows that
   * @param helpUrl that page, where it has an address
   */
  record Problem(
      String part,
      Optional<String> department,
      String code,
      Text message,
      Optional<Text> fix,
      Optional<URI> helpUrl) {}

  /**
   * A difference between the address book and a user.
   *
   * @param kind what it comes to
   * @param platformUserId the person's id at the platform
   * @param user the user, where there is one
   * @param name what the person is called, where it is known
   * @param reason why, in kebab case: stable
   * @param fields with {@link Kind#CHANGED}: what changes, as the API names it
   */
  record Difference(
      Kind kind,
      String platformUserId,
      Optional<String> user,
      Optional<String> name,
      String reason,
      List<String> fields) {
    /** Copies. */
    public Difference {
      fields = List.copyOf(fields);
    }
  }
}
