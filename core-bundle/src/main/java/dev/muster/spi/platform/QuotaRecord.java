package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

record QuotaRecord(
    String id,
    Text displayName,
    long limit,
    Period period,
    ZoneId zone,
    Set<String> calls,
    Set<String> freeCalls,
    Set<String> freeCodes,
    Set<String> usedUpCodes,
    Set<String> sharedBy)
    implements Quota {
  QuotaRecord {
    if (!id.matches("[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException("A quota's id is in kebab case, not " + id);
    }
    if (limit < 1) {
      throw new IllegalArgumentException("The quota " + id + " has a limit below 1");
    }
    calls = Set.copyOf(calls);
    freeCalls = Set.copyOf(freeCalls);
    freeCodes = Set.copyOf(freeCodes);
    usedUpCodes = Set.copyOf(usedUpCodes);
    sharedBy = Set.copyOf(sharedBy);
  }

  static Quota of(String id, Text displayName, long limit, Period period) {
    return new QuotaRecord(
        id,
        displayName,
        limit,
        period,
        ZoneOffset.UTC,
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of());
  }

  @Override
  public Quota in(ZoneId place) {
    return new QuotaRecord(
        id, displayName, limit, period, place, calls, freeCalls, freeCodes, usedUpCodes, sharedBy);
  }

  @Override
  public Quota counting(Set<String> names) {
    return new QuotaRecord(
        id, displayName, limit, period, zone, names, freeCalls, freeCodes, usedUpCodes, sharedBy);
  }

  @Override
  public Quota butFor(Set<String> names) {
    return new QuotaRecord(
        id, displayName, limit, period, zone, calls, names, freeCodes, usedUpCodes, sharedBy);
  }

  @Override
  public Quota freeWhereRefused(Set<String> codes) {
    return new QuotaRecord(
        id, displayName, limit, period, zone, calls, freeCalls, codes, usedUpCodes, sharedBy);
  }

  @Override
  public Quota usedUpWhereRefused(Set<String> codes) {
    return new QuotaRecord(
        id, displayName, limit, period, zone, calls, freeCalls, freeCodes, codes, sharedBy);
  }

  @Override
  public Quota sharedBy(Set<String> fields) {
    return new QuotaRecord(
        id, displayName, limit, period, zone, calls, freeCalls, freeCodes, usedUpCodes, fields);
  }
}
