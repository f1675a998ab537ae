package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.time.ZoneId;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How many calls a platform bears in an hour, a day or a month: what it sells by editions, or shuts
 * a company out for. The core counts them over all nodes and restarts, shows them, and warns once
 * when four fifths are used. It refuses no call because of it: that is the platform's to do.
 * Immutable; the {@code with} methods make changed copies.
 *
 * @apiNote Where a call beyond it is punished, take from a {@link ProviderContext#allowance} too.
 */
@ProviderType
public sealed interface Quota permits QuotaRecord {
  /** From when to when it is counted, on the clocks of {@link #zone}. */
  enum Period {
    /** From the first day of a month. */
    MONTH,
    /** From midnight. */
    DAY,
    /** From the full hour. */
    HOUR
  }

  /**
   * A quota of every call, in UTC.
   *
   * @param id kebab-case, unique among those of the platform, stable: what was used is stored by it
   * @param displayName what is counted, such as "API calls"
   * @param limit how many there are where nothing else is set: {@code platform.<id>.quota.<quota>}
   *     of the installation wins, where 0 means that there is no such limit
   * @param period in which time
   * @return the quota
   * @throws IllegalArgumentException if the id is of another form or the limit below 1
   */
  static Quota of(String id, Text displayName, long limit, Period period) {
    return QuotaRecord.of(id, displayName, limit, period);
  }

  /** {@return its id, kebab-case, stable} */
  String id();

  /** {@return what is counted} */
  Text displayName();

  /** {@return how many there are where nothing else is set} */
  long limit();

  /** {@return in which time} */
  Period period();

  /** {@return on whose clocks periods begin} */
  ZoneId zone();

  /**
   * Whether a call counts, unless it is refused.
   *
   * @param call its name, {@link HttpCall#name}
   * @return true if so
   */
  default boolean counts(String call) {
    return (calls().isEmpty() || calls().stream().anyMatch(call::startsWith))
        && freeCalls().stream().noneMatch(call::startsWith);
  }

  /** {@return the calls that count, see {@link #counting}; empty for all} */
  Set<String> calls();

  /** {@return the calls that do not count, see {@link #butFor}} */
  Set<String> freeCalls();

  /** {@return the refusals that do not count, see {@link #freeWhereRefused}} */
  Set<String> freeCodes();

  /** {@return the refusals that say that it is used up, see {@link #usedUpWhereRefused}} */
  Set<String> usedUpCodes();

  /**
   * {@return the fields that tell whose it is, see {@link #sharedBy}; empty for each app its own}
   */
  Set<String> sharedBy();

  /**
   * The same, whose periods begin on the clocks of a place.
   *
   * @param zone the place, mostly the vendor's
   * @return a changed copy
   */
  Quota in(ZoneId zone);

  /**
   * The same, of some calls alone.
   *
   * @param calls names of calls ({@link HttpCall#name}), or how they begin
   * @return a changed copy
   */
  Quota counting(Set<String> calls);

  /**
   * The same, but for some calls.
   *
   * @param calls names of calls ({@link HttpCall#name}), or how they begin
   * @return a changed copy
   */
  Quota butFor(Set<String> calls);

  /**
   * The same, where some refusals do not count. What could not be sent, or was not taken by a
   * platform that is down, never counts.
   *
   * @param codes the platform's own codes, see {@link Judged}
   * @return a changed copy
   */
  Quota freeWhereRefused(Set<String> codes);

  /**
   * The same, where some refusals of its calls say that nothing is left.
   *
   * @param codes the platform's own codes, see {@link Judged}
   * @return a changed copy
   */
  Quota usedUpWhereRefused(Set<String> codes);

  /**
   * The same, of all apps of a tenant that have the same values in some fields, such as those of
   * one company.
   *
   * @param fields names of fields of the binding that are not secret
   * @return a changed copy
   */
  Quota sharedBy(Set<String> fields);
}
