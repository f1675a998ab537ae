package dev.muster.core.platform.connection;

import dev.muster.core.platform.limit.MeteredQuota;
import dev.muster.core.platform.limit.QuotaCounter;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.Judged;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells what became of an app's calls: those who watch them, and its quotas. */
final class CallReports {
  private final String tenant;
  private final String platform;
  private final CallObserver observer;
  private final List<MeteredQuota> quotas;
  private final QuotaCounter counter;

  CallReports(
      String tenant,
      String platform,
      CallObserver observer,
      List<MeteredQuota> quotas,
      QuotaCounter counter) {
    this.tenant = tenant;
    this.platform = platform;
    this.observer = observer;
    this.quotas = quotas;
    this.counter = counter;
  }

  void answered(HttpCall call, Duration took, Object read) {
    observer.called(tenant, platform, took, Optional.empty());
    count(call, read instanceof Judged judged ? judged.refusal() : Optional.empty());
  }

  void failed(HttpCall call, Duration took, ProviderException why) {
    observer.called(tenant, platform, took, errorOf(why));
    // one that was not answered in time may have been taken all the same
    if (why.code() != Code.UNAVAILABLE) {
      count(call, why.platformCode());
    }
  }

  private void count(HttpCall call, Optional<String> refusal) {
    for (MeteredQuota each : quotas) {
      if (!each.quota().counts(call.name())) {
        continue;
      }
      if (refusal.filter(each.quota().usedUpCodes()::contains).isPresent()) {
        counter.usedUp(each);
      } else if (refusal.filter(each.quota().freeCodes()::contains).isEmpty()) {
        counter.counted(each);
      }
    }
  }

  /** Nobody there, and a token that has run out, are answers. */
  private static Optional<String> errorOf(ProviderException e) {
    return e.code() == Code.NOT_FOUND || e.code() == Code.TOKEN_INVALID
        ? Optional.empty()
        : Optional.of(
            e.platformCode()
                .orElseGet(() -> e.code().name().toLowerCase(Locale.ROOT).replace('_', '-')));
  }
}
