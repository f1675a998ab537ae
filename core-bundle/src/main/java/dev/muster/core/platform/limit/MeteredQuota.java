package dev.muster.core.platform.limit;

import dev.muster.core.digest.Sha256;
import dev.muster.spi.platform.Quota;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A quota of an app, as large as it is set. For any thread. */
public final class MeteredQuota {
  private static final Logger LOG = LoggerFactory.getLogger(MeteredQuota.class);

  private final String tenant;
  private final String platform;
  private final String id;
  private final Quota quota;
  private final long limit;
  private volatile Span span = new Span(Instant.MAX, Instant.MIN);

  private MeteredQuota(String tenant, String platform, String id, Quota quota, long limit) {
    this.tenant = tenant;
    this.platform = platform;
    this.id = id;
    this.quota = quota;
    this.limit = limit;
  }

  /**
   * A part of time in which it is counted.
   *
   * @param begin when it begins
   * @param end when the next begins
   */
  public record Span(Instant begin, Instant end) {
    boolean has(Instant at) {
      return !at.isBefore(begin) && at.isBefore(end);
    }
  }

  /**
   * A quota of an app.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @param owner tells whose it is of those in the tenant
   * @param quota as the platform's descriptor has it
   * @param settings may set another limit ({@code quota.<id>})
   * @return the quota, or empty where the setting says that there is none
   */
  public static Optional<MeteredQuota> of(
      String tenant, String platform, String owner, Quota quota, PlatformSettings settings) {
    long limit =
        settings
            .setting(platform, "quota." + quota.id())
            .map(text -> parse(platform, quota, text))
            .orElse(quota.limit());
    String id = HexFormat.of().formatHex(Sha256.of(owner + ' ' + quota.id()));
    return limit == 0
        ? Optional.empty()
        : Optional.of(new MeteredQuota(tenant, platform, id, quota, limit));
  }

  /** A meter is no reason to let nobody in: what is no number counts as not set. */
  private static long parse(String platform, Quota quota, String text) {
    String digits = text.strip();
    if (digits.matches("[0-9]{1,15}")) {
      return Long.parseLong(digits);
    }
    LOG.warn(
        "platform.{}.quota.{} is a number, 0 for no limit; {} is taken",
        platform,
        quota.id(),
        quota.limit());
    return quota.limit();
  }

  /** {@return in whose partition it is stored} */
  public String tenant() {
    return tenant;
  }

  /** {@return the platform's id} */
  public String platform() {
    return platform;
  }

  /** {@return tells it from the others of the tenant} */
  public String id() {
    return id;
  }

  /** {@return as the platform's descriptor has it} */
  public Quota quota() {
    return quota;
  }

  /** {@return how many calls there are} */
  public long limit() {
    return limit;
  }

  /**
   * The part of time in which something happens.
   *
   * @param at when it happens
   * @return the part, on the clocks of the quota's zone
   */
  public Span at(Instant at) {
    Span known = span;
    if (!known.has(at)) {
      known = spanAt(at);
      span = known;
    }
    return known;
  }

  private Span spanAt(Instant at) {
    ZonedDateTime time = at.atZone(quota.zone());
    ZonedDateTime midnight = time.toLocalDate().atStartOfDay(quota.zone());
    return switch (quota.period()) {
      case HOUR -> span(time.truncatedTo(ChronoUnit.HOURS), ChronoUnit.HOURS);
      case DAY -> span(midnight, ChronoUnit.DAYS);
      case MONTH ->
          span(time.toLocalDate().withDayOfMonth(1).atStartOfDay(quota.zone()), ChronoUnit.MONTHS);
    };
  }

  private static Span span(ZonedDateTime begin, ChronoUnit unit) {
    return new Span(begin.toInstant(), begin.plus(1, unit).toInstant());
  }
}
