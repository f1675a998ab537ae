package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.Metrics;
import dev.muster.api.SignIns.Refusal;
import dev.muster.core.change.Changes;
import dev.muster.core.throttle.PerMinute;
import dev.muster.spi.hook.SignInEvent.RefusedAttempt;
import dev.muster.spi.hook.SignInEvent.SignInRefused;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps who was refused and why. A flood of refused sign-ins writes no more than so many events a
 * minute and tenant, and no more lines of the log; the metrics count them all.
 */
@Component(service = Refusals.class)
public final class Refusals {
  static final int EVENTS_PER_MINUTE = 60;

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final Changes changes;
  private final Metrics metrics;
  private final PerMinute written;

  /** Made by Declarative Services. */
  @Activate
  public Refusals(
      @Reference Changes changes, @Reference Metrics metrics, @Reference InstantSource clock) {
    this.changes = changes;
    this.metrics = metrics;
    this.written = new PerMinute(EVENTS_PER_MINUTE, clock);
  }

  void refused(
      Caller caller, String tenant, String source, Refusal reason, RefusedAttempt attempt) {
    String code = SignInDecisions.rule(reason);
    metrics.count("muster_sign_ins_refused_total", "platform", attempt.platform(), "reason", code);
    if (written.allows(tenant)) {
      SignInRefused event = new SignInRefused(source, code, attempt);
      LOG.info(
          "A sign-in at tenant {} by identity source {} was refused: {} ({})",
          tenant,
          source,
          event.detail(),
          caller.correlationId());
      changes.run(
          new Caller("system", caller.address(), caller.correlationId()),
          tenant,
          work -> work.emit(event));
    }
  }
}
